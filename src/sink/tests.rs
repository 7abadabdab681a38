//! The flat stream of a document that holds every kind of record.

use super::{Format, Json, Ndjson, schema};
use crate::record::Document;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const ID: &str = "pack-0123456789ab";

/// A document of an invented council with one or more of every record.
fn document() -> Document {
    let place = json!([{"page": 1, "chars": [0, 6]}]);
    serde_json::from_value(json!({
        "schema_version": "1.0",
        "document": {
            "id": ID, "source_name": "pack.txt", "media_type": "text/plain", "bytes": 6,
            "sha256": "0", "page_count": 1, "kind": "agenda_pack",
            "grammar": {"name": "base", "hash": "0"},
            "program": {"name": "minutebook", "version": "0.0.0"}
        },
        "meeting": {"body": "Planning Committee", "date": "2019-06-04", "members": []},
        "agenda_items": [{
            "id": "item-1", "number": "1", "title": "Apologies",
            "report_ids": ["report-1"], "minutes_ids": [format!("{ID}-minutes-1")],
            "place": place
        }],
        "minutes": [{
            "id": format!("{ID}-minutes-1"), "body": "Highways Committee", "date": "2019-05-07",
            "attendance": [{"name": "R Thorne", "status": "present", "role": "chair"}],
            "items": [{
                "id": "minute-1", "number": "12", "title": "Bridges",
                "paragraphs": ["The bridge was discussed.", "It was resolved to close it."],
                "decisions": [{
                    "id": "decision-1", "text": "close it", "clauses": [], "verb": "resolved",
                    "outcome": "carried", "vote": {"for": 5, "against": 2}, "place": place
                }],
                "actions": [{"text": "Write to the owner", "owner": "Clerk", "place": place}],
                "interests": [{"name": "P Quill", "kind": "personal", "text": "owns a boat"}],
                "place": place
            }],
            "place": place
        }],
        "action_logs": [{
            "id": "log-1",
            "entries": [{
                "meeting_date": "2019-03-05", "minute_number": "8", "item_title": "Kerbs",
                "owners": ["M Dray"], "action": "Measure them", "status": "Done", "place": place
            }]
        }],
        "reports": [{
            "id": "report-1", "title": "Footways", "to": "Streets Panel", "purpose": "To note.",
            "recommendations": {"lead": "The Panel is asked to:", "clauses": [
                {"label": "a", "text": "note the report", "clauses": []},
                {"label": "b", "text": "approve the plan", "clauses": []}
            ]},
            "officer_contacts": [], "member_contacts": [], "sections": ["section-1"],
            "appendices": [], "source_documents": [], "place": place
        }],
        "plans": [{
            "id": "plan-1", "kind": "forward_plan",
            "entries": [{
                "date": "2019-07-02", "item": "Budget", "lead_officers": [],
                "other": {"Ward": "All"}, "place": place
            }]
        }],
        "appointments": [{
            "id": "appointment-1", "body": "Harbour Trust", "representatives": [], "place": place
        }],
        "tables": [{
            "id": "table-1", "header_rows": 1,
            "columns": [{"heading": "Ward", "type": "text"}, {"heading": "£000", "type": "money"}],
            "rows": [[{"text": "Ward"}, {"text": "£000"}], [{"text": "North"}, {"text": "12"}]],
            "notes": [], "checks": [], "read_as": "report-1", "place": place
        }],
        "sections": [{
            "id": "section-1", "level": 1, "text": "Words.", "report_id": "report-1",
            "table_ids": ["table-1"], "place": place
        }],
        "pages": [{"page": 1, "text": "Words.\n"}],
        "unclaimed": [],
        "coverage": {"lines": 1, "lines_claimed": 1, "characters": 6, "characters_claimed": 6},
        "diagnostics": [],
        "status": "read"
    }))
    .expect("a document")
}

fn stream() -> Vec<Value> {
    let bytes = Ndjson.encode(&document()).expect("encoded");
    String::from_utf8(bytes).expect("UTF-8").lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn of(kind: &str) -> Value {
    stream().into_iter().find(|record| record["type"] == kind).unwrap_or_else(|| panic!("a {kind}"))
}

#[test]
fn every_type_is_there_and_as_the_schema_says() {
    let validator = jsonschema::validator_for(&schema()).expect("a schema");
    let mut kinds = BTreeSet::new();
    for record in stream() {
        let errors: Vec<String> = validator.iter_errors(&record).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{record:#}: {errors:#?}");
        kinds.insert(record["type"].as_str().expect("a type").to_owned());
    }
    assert_eq!(
        kinds.into_iter().collect::<Vec<_>>(),
        [
            "action",
            "agenda_item",
            "appointment",
            "attendance",
            "decision",
            "document",
            "interest",
            "meeting",
            "minute",
            "page",
            "plan_entry",
            "recommendation",
            "report",
            "section",
            "table",
            "vote"
        ]
    );
}

#[test]
fn the_schema_rejects_what_is_no_record() {
    let validator = jsonschema::validator_for(&schema()).expect("a schema");
    let mut record = of("decision");
    record["type"] = "rumour".into();
    assert!(!validator.is_valid(&record));
    let mut record = of("decision");
    record.as_object_mut().expect("an object").remove("id");
    assert!(!validator.is_valid(&record));
}

#[test]
fn ids_are_their_own_and_lead_to_each_other() {
    let records = stream();
    let ids: BTreeSet<&str> = records.iter().map(|record| record["id"].as_str().expect("an id")).collect();
    assert_eq!(ids.len(), records.len());
    let item = of("agenda_item");
    for id in [
        &item["report_ids"][0],
        &of("vote")["decision_id"],
        &of("decision")["minute_id"],
        &of("recommendation")["report_id"],
        &of("table")["read_as"],
        &of("section")["table_ids"][0],
    ] {
        assert!(ids.contains(id.as_str().expect("an id")), "{id}");
    }
    assert_eq!(item["minutes_ids"][0], format!("{ID}-minutes-1"));
}

#[test]
fn each_line_names_its_own_meeting() {
    let meeting = |body: &str, date: &str| json!({"body": body, "date": date});
    for (kind, expected) in [
        ("agenda_item", meeting("Planning Committee", "2019-06-04")),
        ("decision", meeting("Highways Committee", "2019-05-07")),
        ("attendance", meeting("Highways Committee", "2019-05-07")),
        ("report", meeting("Streets Panel", "2019-06-04")),
        ("page", meeting("Planning Committee", "2019-06-04")),
    ] {
        assert_eq!(of(kind)["meeting"], expected, "{kind}");
    }
    let logged = stream().into_iter().rfind(|record| record["type"] == "action").expect("an action");
    assert_eq!(logged["meeting"], meeting("Planning Committee", "2019-03-05"));
}

#[test]
fn words_are_there_for_search() {
    assert_eq!(of("table")["text"], "Ward\t£000\nNorth\t12");
    assert_eq!(of("minute")["text"], "The bridge was discussed.\nIt was resolved to close it.");
    assert_eq!(of("vote")["for"], 5);
    assert_eq!(of("vote")["title"], "Bridges");
    assert_eq!(of("plan_entry")["other"]["Ward"], "All");
    assert!(of("page").get("title").is_none());
}

#[test]
fn a_document_comes_back_from_its_json() {
    for pretty in [false, true] {
        let bytes = Json { pretty }.encode(&document()).expect("encoded");
        let again: Document = serde_json::from_slice(&bytes).expect("a document");
        assert_eq!(again, document());
    }
}
