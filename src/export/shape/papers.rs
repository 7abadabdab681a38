//! Reports, plans, appointments and sections.

use super::minutes::CLAUSE;
use super::{BARE, Field, Holds, Shape, of, own};

const CONTACT: &[Field] = &[
    own("kind", Holds::Key),
    own("name", Holds::Words),
    own("post", Holds::Words),
    own("email", Holds::Key),
    own("phone", Holds::Key),
];
const APPENDIX: &[Field] = &[own("label", Holds::Key), own("title", Holds::Words)];
const SOURCE_DOCUMENT: &[Field] = &[own("title", Holds::Words), own("location", Holds::Words)];
const IMPLICATION: &[Field] = &[own("heading", Holds::Words), own("text", Holds::Words)];
const OTHER: &[Field] = &[own("heading", Holds::Key), own("text", Holds::Words)];
const REPRESENTATIVE: &[Field] =
    &[own("name", Holds::Words), own("honorific", Holds::Key), own("party", Holds::Key), own("substitute", Holds::Yes)];

pub(super) const SHAPES: &[Shape] = &[
    Shape {
        name: "reports",
        record: Some("report"),
        about: "reports to a committee; the text is the purpose",
        from: "reports AS t",
        number: "t.report_no",
        text: Some("t.purpose"),
        placed: Some("report"),
        own: &[
            own("agenda_number", Holds::Key),
            of("report_to", Holds::Words, "t.report_to"),
            of("report_from", Holds::Words, "t.report_from"),
            own("meeting_date", Holds::Date),
            own("meeting_date_text", Holds::Key),
            own("electoral_divisions", Holds::Words),
            own("forward_plan_ref", Holds::Key),
            own("key_decision", Holds::Yes),
            own("recommendation_lead", Holds::Words),
            own("exempt", Holds::Yes),
            of(
                "contacts",
                Holds::Rows(CONTACT),
                "SELECT report_no, kind, name, post, email, phone FROM report_contacts
                 WHERE document_key = ?1 ORDER BY report_no, position",
            ),
            of(
                "appendices",
                Holds::Rows(APPENDIX),
                "SELECT report_no, label, title FROM report_appendices
                 WHERE document_key = ?1 ORDER BY report_no, appendix_no",
            ),
            of(
                "source_documents",
                Holds::Rows(SOURCE_DOCUMENT),
                "SELECT report_no, title, location FROM report_source_documents
                 WHERE document_key = ?1 ORDER BY report_no, position",
            ),
            of(
                "implications",
                Holds::Rows(IMPLICATION),
                "SELECT report_no, heading, text FROM report_implications
                 WHERE document_key = ?1 ORDER BY report_no, position",
            ),
        ],
        ..BARE
    },
    Shape {
        name: "recommendations",
        record: Some("recommendation"),
        about: "what reports recommend; the title is the report's",
        from: "recommendations AS t JOIN reports AS o USING (document_key, report_no)",
        number: "t.recommendation_no",
        text: Some("t.text"),
        own: &[
            of("report_id", Holds::Key, "d.id || '-' || o.id"),
            of("agenda_number", Holds::Key, "o.agenda_number"),
            of("lead", Holds::Words, "o.recommendation_lead"),
            of("label", Holds::Key, "t.label"),
            of(
                "clauses",
                Holds::Rows(CLAUSE),
                "SELECT recommendation_no, clause_no, parent_no, label, text FROM recommendation_clauses
                 WHERE document_key = ?1 ORDER BY recommendation_no, clause_no",
            ),
            of("page", Holds::Whole, "o.page"),
            of("printed_page", Holds::Key, "o.printed_page"),
        ],
        ..BARE
    },
    Shape {
        name: "plan_entries",
        record: Some("plan_entry"),
        about: "rows of agenda, forward, training and workshop plans; the title is the business planned",
        from: "plan_entries AS t JOIN plans AS n USING (document_key, plan_no)",
        number: "t.plan_entry_no",
        placed: Some("plan_entry"),
        own: &[
            of("plan_id", Holds::Key, "d.id || '-' || n.id"),
            of("plan_kind", Holds::Key, "n.kind"),
            of("plan_title", Holds::Words, "n.title"),
            of("as_at", Holds::Date, "n.as_at"),
            of("planned_for", Holds::Date, "t.date"),
            of("planned_for_text", Holds::Key, "t.date_text"),
            own("provisional", Holds::Yes),
            of(
                "lead_officers",
                Holds::Keys,
                "SELECT plan_entry_no, officer FROM plan_entry_officers
                 WHERE document_key = ?1 ORDER BY plan_entry_no, position",
            ),
            own("key_decision_ref", Holds::Key),
            own("drafts_due", Holds::Date),
            own("despatch_date", Holds::Date),
            own("spokes_date", Holds::Date),
            of(
                "other",
                Holds::Rows(OTHER),
                "SELECT plan_entry_no, heading, text FROM plan_entry_columns
                 WHERE document_key = ?1 ORDER BY plan_entry_no, heading",
            ),
        ],
        ..BARE
    },
    Shape {
        name: "appointments",
        record: Some("appointment"),
        about: "appointments to outside bodies; the title is that body, the text what it is for",
        from: "appointments AS t",
        number: "t.appointment_no",
        text: Some("t.purpose"),
        placed: Some("appointment"),
        own: &[
            own("meetings_per_year", Holds::Key),
            own("representatives_appointed", Holds::Key),
            of(
                "representatives",
                Holds::Rows(REPRESENTATIVE),
                "SELECT appointment_no, name, honorific, party, substitute FROM representatives
                 WHERE document_key = ?1 ORDER BY appointment_no, position",
            ),
            own("contact", Holds::Words),
        ],
        ..BARE
    },
    Shape {
        name: "sections",
        record: Some("section"),
        about: "the whole text, cut at headings",
        from: "sections AS t
               LEFT JOIN sections AS h ON h.document_key = t.document_key AND h.section_no = t.parent_no
               LEFT JOIN reports AS o ON o.document_key = t.document_key AND o.report_no = t.report_no
               LEFT JOIN minutes AS m ON m.document_key = t.document_key AND m.minutes_no = t.minutes_no",
        number: "t.section_no",
        text: Some("t.text"),
        placed: Some("section"),
        own: &[
            own("level", Holds::Whole),
            own("number", Holds::Key),
            of("parent_id", Holds::Key, "d.id || '-' || h.id"),
            own("agenda_number", Holds::Key),
            of("report_id", Holds::Key, "d.id || '-' || o.id"),
            of("minutes_id", Holds::Key, "d.id || '-' || m.id"),
            of(
                "table_ids",
                Holds::Keys,
                "SELECT s.section_no, d.id || '-' || t.id FROM section_tables AS s
                 JOIN documents AS d USING (document_key) JOIN tables AS t USING (document_key, table_no)
                 WHERE s.document_key = ?1 ORDER BY s.section_no, s.table_no",
            ),
        ],
        ..BARE
    },
];
