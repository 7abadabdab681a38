//! The grammar as a whole: the carried files, what they read, and every fault.

use super::files::{File, Part};
use super::*;
use crate::page::Look;
use crate::record::{InterestKind, Outcome, RollOption};
use std::path::Path;

const COUNCIL: &str =
    "title = \"Westmarch County Council\"\nextends = \"base\"\n[recognise]\nphrases = [\"Westmarch County Council\"]\n";

fn file(name: &str, part: Part, text: &str) -> File {
    File { name: name.to_owned(), part, text: text.into() }
}

/// The faults of one base file, and the grammar that it makes.
fn compiled(text: &str) -> (Vec<GrammarFault>, Grammar) {
    let mut faults = Vec::new();
    let files = [
        file("base/test.toml", Part::Base, text),
        file("phrases/chair.txt", Part::Phrases, "# Who presides.\nchair\nmayor\n"),
    ];
    let mut grammars = compile::compile(&files, &mut faults, true);
    (faults, grammars.remove(0))
}

fn faults(text: &str) -> Vec<GrammarFault> {
    compiled(text).0
}

/// The only fault of a file, as its code, the words at fault and the hint.
fn fault(text: &str) -> (&'static str, String, Option<String>) {
    let mut all = faults(text);
    assert_eq!(all.len(), 1, "{}", GrammarFaults(all.clone()).render(false));
    let only = all.remove(0);
    (only.code, only.snippet().to_owned(), only.hint)
}

fn heading(lines: &str) -> String {
    format!("[[heading]]\nkind = \"minutes\"\n{lines}\n")
}

#[test]
fn the_carried_grammars_have_no_fault() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("grammars");
    if let Err(faults) = Grammars::load(Some(&folder)) {
        panic!("{} faults\n{}", faults.0.len(), faults.render(false));
    }
}

#[test]
fn every_form_proves_itself_in_its_grammar() {
    for grammar in Grammars::embedded().all() {
        assert!(grammar.form_count() > 200, "{} has the base's forms", grammar.name());
        assert_eq!(grammar.hash().len(), 16);
    }
}

#[test]
fn a_wrong_name_has_a_place_and_a_hint() {
    let text = heading("form = \"{titel} minutes\"\nreads = [\"Roads minutes\"]\nrejects = [\"Roads\"]");
    assert_eq!(fault(&text), ("grammar.unknown_slot", "titel".to_owned(), Some("did you mean `title`?".to_owned())));
    let text = heading("form = \"{title:boddy} minutes\"\nreads = [\"Roads minutes\"]\nrejects = [\"Roads\"]");
    assert_eq!(fault(&text), ("grammar.unknown_role", "boddy".to_owned(), Some("did you mean `body`?".to_owned())));
    let text = heading("form = \"<chiar> minutes\"\nreads = [\"chair minutes\"]\nrejects = [\"Roads\"]");
    assert_eq!(fault(&text), ("grammar.unknown_list", "chiar".to_owned(), Some("did you mean `chair`?".to_owned())));
    let text = "[[heading]]\nkind = \"minuts\"\nform = \"minutes\"\nreads = [\"minutes\"]\nrejects = [\"no\"]";
    assert_eq!(
        fault(text),
        ("grammar.unknown_name", "\"minuts\"".to_owned(), Some("did you mean `minutes`?".to_owned()))
    );
    let text = heading("form = \"minutes\"\nreeds = [\"minutes\"]\nreads = [\"minutes\"]\nrejects = [\"no\"]");
    assert_eq!(fault(&text), ("grammar.unknown_key", "reeds".to_owned(), Some("did you mean `reads`?".to_owned())));
    assert_eq!(
        fault("[[headin]]\n"),
        ("grammar.unknown_key", "headin".to_owned(), Some("did you mean `heading`?".to_owned()))
    );
    let text = "[[field]]\nof = \"front_sheet\"\nis = \"meeting_dat\"\nlabels = [\"Date\"]";
    assert_eq!(fault(text).2.as_deref(), Some("did you mean `meeting_date`?"));
}

#[test]
fn a_form_that_cannot_be_read_is_a_fault() {
    let text = heading("form = \"minutes [of\"\nreads = [\"minutes\"]\nrejects = [\"no\"]");
    assert_eq!(fault(&text).0, "grammar.form");
    let text = heading("reads = [\"minutes\"]\nrejects = [\"no\"]");
    assert_eq!(fault(&text).0, "grammar.form_or_regex");
    let text = heading("regex = \"(minutes\"\nreads = [\"minutes\"]\nrejects = [\"no\"]");
    assert_eq!(fault(&text).0, "grammar.regex");
    let text = heading("regex = \"(?<boddy>.*) minutes\"\nreads = [\"a minutes\"]\nrejects = [\"no\"]");
    assert_eq!(fault(&text).2.as_deref(), Some("did you mean `body`?"));
    let text = "[[phrase]]\nkind = \"moved\"\nform = \"{name} [moved]\"\nreads = [\"no\"]\nrejects = [\"no\"]";
    assert!(faults(text).iter().any(|fault| fault.code == "grammar.no_anchor"));
}

#[test]
fn an_example_that_fails_is_a_fault() {
    let text = heading("form = \"minutes of {date}\"\nreads = [\"Minutes of Sunday\"]\nrejects = [\"no\"]");
    let (code, words, hint) = fault(&text);
    assert_eq!((code, words.as_str()), ("grammar.reads", "\"Minutes of Sunday\""));
    assert_eq!(hint.as_deref(), Some("it reads `Minutes of` and then needs a date"));
    let text = heading("form = \"minutes\"\nreads = [\"minutes\"]\nrejects = [\"Minutes\"]");
    assert_eq!(fault(&text).0, "grammar.rejects");
    let text = heading("form = \"minutes\"\nreads = []\nrejects = [\"no\"]");
    assert_eq!(fault(&text).0, "grammar.no_examples");
    let text = "[[phrase]]\nkind = \"moved\"\nform = \"moved [by]\"\nreads = [\"«moved» by us\"]\nrejects = [\"no\"]";
    assert_eq!(fault(text).2.as_deref(), Some("it reads `moved by`"));
    let text = "[[table]]\nkind = \"interests\"\nneeds = [\"councillor\"]\ncolumns = [{ is = \"councillor\", heads = [\"Name\"] }]\nreads = [[\"Nobody\"]]\nrejects = [[\"Name\"]]";
    assert_eq!(faults(text).iter().map(|fault| fault.code).collect::<Vec<_>>(), ["grammar.reads", "grammar.rejects"]);
}

#[test]
fn lists_labels_and_tables_are_checked() {
    assert_eq!(fault("[words]\nempty = []").0, "grammar.empty_list");
    assert_eq!(fault("[parts]\nchair = \"the chair\"").0, "grammar.name_twice");
    assert_eq!(fault("[parts]\nsaid = \"[x\"").0, "grammar.form");
    let text = "[[field]]\nof = \"contact\"\nis = \"date\"\nlabels = [\"When\"]\n[[field]]\nof = \"contact\"\nis = \"time\"\nlabels = [\"when:\"]";
    assert_eq!(fault(text).0, "grammar.label_twice");
    assert_eq!(fault("[[field]]\nof = \"contact\"\nis = \"date\"\nlabels = []").0, "grammar.no_labels");
    let table = |needs: &str, heads: &str| {
        format!(
            "[[table]]\nkind = \"interests\"\nneeds = {needs}\ncolumns = [{{ is = \"councillor\", heads = [\"Name\"] }}, {{ is = \"item\", heads = [{heads}] }}]\nreads = [[\"Name\", \"Item\"]]\nrejects = [[\"x\"]]"
        )
    };
    assert!(faults(&table("[\"councillor\"]", "\"Item\"")).is_empty());
    assert!(faults(&table("[\"date\"]", "\"Item\"")).iter().any(|fault| fault.code == "grammar.need"));
    assert_eq!(fault(&table("[\"councillor\"]", "\"Item\", \"name\"")).0, "grammar.head_twice");
}

#[test]
fn what_is_for_councils_only_is_checked() {
    assert_eq!(fault("title = \"Westmarch\"").0, "grammar.councils_only");
    let councils = |text: &str| {
        let mut faults = Vec::new();
        compile::compile(&[file("councils/westmarch.toml", Part::Council, text)], &mut faults, true);
        faults.into_iter().map(|fault| fault.code).collect::<Vec<_>>()
    };
    assert_eq!(councils(COUNCIL), [""; 0]);
    assert_eq!(councils("title = \"Westmarch\""), ["grammar.extends", "grammar.recognise"]);
    assert_eq!(councils(&COUNCIL.replace("\"base\"", "\"bass\"")), ["grammar.extends"]);
    assert_eq!(councils(&COUNCIL.replace("[\"Westmarch County Council\"]", "[]")), ["grammar.recognise"]);
}

#[test]
fn all_faults_are_told_at_once_with_their_places() {
    let text = "[[heading]]\nkind = \"minutes\"\nform = \"{titel}\"\nreads = [\"a\"]\nrejects = [\"b\"]\n[[heading]]\nkind = \"wrong\"\n[[phrase]]\nkind = \"moved\"\nform = \"<nobody>\"\nreads = [\"a\"]\nrejects = [\"b\"]\n";
    let all = faults(text);
    assert_eq!(all.len(), 3);
    let rendered = GrammarFaults(all).render(false);
    for part in [
        "base/test.toml:3:10",
        "^^^^^",
        "there is no slot `titel`",
        "did you mean `title`?",
        "error[grammar.unknown_list]",
    ] {
        assert!(rendered.contains(part), "{part} in\n{rendered}");
    }
    assert_eq!(fault("[[heading]\n").0, "grammar.toml");
    assert_eq!(fault("heading = 3").0, "grammar.shape");
}

#[test]
fn an_overlay_replaces_and_adds_files() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("councils")).expect("a folder");
    let council = folder.path().join("councils/westmarch.toml");
    let own = "[[heading]]\nkind = \"minutes\"\nform = \"moot of the {title:body}\"\nreads = [\"Moot of the Shire\"]\nrejects = [\"The moot\"]\n";
    std::fs::write(&council, format!("{COUNCIL}{own}")).expect("written");
    let grammars = Grammars::load(Some(folder.path())).expect("no faults");
    let grammar = grammars.recognise("AGENDA of WESTMARCH COUNTY COUNCIL");
    assert_eq!((grammar.name(), grammar.title()), ("westmarch", Some("Westmarch County Council")));
    let read = grammar.heading(HeadingKind::Minutes, "Moot of the Shire", Look::default()).expect("read");
    assert_eq!(read.slot(SlotRole::Body), Some("Shire"));
    assert_eq!(
        grammar.form(read.form).map(|form| (form.file.as_str(), form.line)),
        Some(("councils/westmarch.toml", 7))
    );
    assert!(grammar.heading(HeadingKind::Minutes, "ROADS COMMITTEE: MINUTES", Look::default()).is_some());
    assert_ne!(grammars.hash(), Grammars::embedded().hash());
    assert_eq!(grammars.recognise("Ambleford Borough Council").name(), "base");

    std::fs::write(folder.path().join("stray.toml"), "").expect("written");
    std::fs::write(&council, [0xff, 0xfe]).expect("written");
    let faults = Grammars::load(Some(folder.path())).expect_err("faults");
    assert_eq!(faults.0.iter().map(|fault| fault.code).collect::<Vec<_>>(), ["grammar.file", "grammar.file"]);
    assert!(Grammars::load(Some(&folder.path().join("none"))).is_err());
}

#[test]
fn lines_of_a_county_pack_are_read() {
    let base = Grammars::embedded().get("base").expect("the base");
    let kinds = |line: &str| base.headings(line, Look::default()).iter().map(|read| read.kind).collect::<Vec<_>>();
    let cases: &[(&str, &[HeadingKind])] = &[
        ("ROADS AND PATHS COMMITTEE: MINUTES", &[HeadingKind::Minutes]),
        ("Minutes - Action Log", &[HeadingKind::ActionLog]),
        ("Agenda Item No: 5", &[HeadingKind::ReportItem]),
        ("The Roads Committee comprises the following members:", &[HeadingKind::Members]),
        ("Open to Public and Press", &[HeadingKind::Access]),
        ("KEY DECISIONS", &[HeadingKind::Group]),
        ("Page 47 of 230", &[HeadingKind::Furniture]),
        ("1. Adoption of Minutes", &[]),
        ("The minutes of the meeting held on 4 May 2020 were agreed as a correct record.", &[]),
    ];
    for (line, wanted) in cases {
        assert_eq!(kinds(line), *wanted, "{line}");
    }
    let votes = base.heading(HeadingKind::VotesFor, "For (12): Cllr Vale", Look::default()).expect("read");
    assert_eq!((votes.slot(SlotRole::For), votes.sets.option), (Some("12"), Some(RollOption::Yes)));
    assert_eq!(base.label(FieldScope::FrontSheet, "Electoral division(s):"), Some(FieldName::ElectoralDivisions));
    assert!(base.words("chair").contains("Cathaoirleach"));
    assert!(!base.words("no such list").contains("chair"));
}

#[test]
fn stretches_of_minutes_are_read() {
    let base = Grammars::embedded().get("base").expect("the base");
    let text = "It was resolved unanimously to: note the plan. Councillor A Vale declared a personal interest in item 4 and left the room.";
    let read = base.phrases(text);
    let found: Vec<_> = read.iter().map(|read| (read.kind, &text[read.range.clone()])).collect();
    assert_eq!(found[0], (PhraseKind::DecisionLead, "It was resolved unanimously to:"));
    assert!(found.contains(&(PhraseKind::LeftRoom, "left the room")));
    assert!(read.windows(2).all(|pair| pair[0].range.start <= pair[1].range.start));
    let interest = base.phrase(PhraseKind::Interest, text).expect("read");
    assert_eq!(interest.sets.interest, Some(InterestKind::Personal));
    assert_eq!(
        (interest.slot(SlotRole::Person), interest.slot(SlotRole::Item)),
        (Some("Councillor A Vale"), Some("4"))
    );
    let agreed = base.phrase(PhraseKind::DecisionLead, "The Committee AGREED to close the road").expect("read");
    assert_eq!((agreed.word(), agreed.sets.outcome), (Some("AGREED"), Some(Outcome::Carried)));
}

#[test]
fn an_explanation_tells_forms_and_near_misses() {
    let base = Grammars::embedded().get("base").expect("the base");
    let read = explain_line(base, "KEY DECISIONS", Look::default());
    assert_eq!((read.headings[0].kind.as_str(), read.headings[0].file.as_str()), ("group", "base/agenda.toml"));
    let missed = explain_line(base, "Page 47 of many", Look::default());
    assert!(missed.headings.is_empty());
    assert_eq!((missed.misses[0].kind.as_str(), missed.misses[0].expected.as_deref()), ("furniture", Some("a count")));
}

#[test]
fn hostile_text_is_read_in_time() {
    let base = Grammars::embedded().get("base").expect("the base");
    for piece in
        ["moved by Cllr A ", "A B C moved, ", "it was resolved (by 7 votes to ", "((((", "\u{a0} ", "the minutes "]
    {
        let text = piece.repeat(200_000 / piece.len());
        let _ = base.phrases(&text);
        assert!(base.headings(&text, Look::default()).is_empty());
        assert!(base.miss(&text[..text.floor_char_boundary(2000)], Look::default()).len() <= 5);
        assert_eq!(base.field(FieldScope::FrontSheet, &text), None);
        assert_eq!(base.table(&[&text]), None);
    }
}

#[test]
fn the_schema_knows_the_shape_of_a_file() {
    let schema = schema();
    for key in ["heading", "phrase", "field", "table", "words", "parts"] {
        assert!(schema["properties"][key].is_object(), "{key}");
    }
}
