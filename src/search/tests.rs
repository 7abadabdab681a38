use super::fields::Field;
use super::*;
use proptest::prelude::*;

fn sought(text: &str) -> Vec<(bool, Sought)> {
    Query::parse(text).clauses().iter().map(|clause| (clause.without, clause.sought.clone())).collect()
}

fn word(word: &str) -> Sought {
    Sought::Word(word.to_owned())
}

#[test]
fn a_dash_before_any_blank_leaves_nothing_out() {
    for blank in [" ", "\t", "\u{a0}", "\u{2003}"] {
        assert_eq!(
            sought(&format!("care -{blank}agency")),
            [(false, word("care")), (false, word("-")), (false, word("agency"))]
        );
    }
}

#[test]
fn words_phrases_prefixes_and_what_is_left_out() {
    let phrase = |words: &str| Sought::Phrase(words.to_owned());
    assert_eq!(
        sought("care  \"home fees\" contr* -agency −staff"),
        [
            (false, word("care")),
            (false, phrase("home fees")),
            (false, Sought::Prefix("contr".to_owned())),
            (true, word("agency")),
            (true, word("staff")),
        ]
    );
    assert_eq!(sought("“home fees” -\"care home\""), [(false, phrase("home fees")), (true, phrase("care home"))]);
    assert_eq!(sought("\"never closed"), [(false, phrase("never closed"))]);
    assert_eq!(sought("this - that"), [(false, word("this")), (false, word("-")), (false, word("that"))]);
}

#[test]
fn fields_have_words_whole_names_and_other_names() {
    let name = |field, name: &str, whole| Sought::Name { field, name: name.to_owned(), whole };
    assert_eq!(
        sought("body:adults Committee:\"Adults Committee\" council:ambleford"),
        [
            (false, name(Field::Body, "adults", false)),
            (false, name(Field::Body, "Adults Committee", true)),
            (false, name(Field::Council, "ambleford", false)),
        ]
    );
    let choice = |field, word| (false, Sought::Choice { field, word });
    assert_eq!(
        sought("type:decision type:agenda-items type:minutes outcome:LOST outcome:\"no decision\""),
        [
            choice(Field::Type, "decision"),
            choice(Field::Type, "agenda_item"),
            choice(Field::Type, "minute"),
            choice(Field::Outcome, "lost"),
            choice(Field::Outcome, "no_decision"),
        ]
    );
    assert_eq!(sought("councillor:\"A Bee\""), [(false, Sought::Person("A Bee".to_owned()))]);
}

#[test]
fn what_is_no_field_is_words() {
    assert_eq!(sought("10:30"), [(false, word("10:30"))]);
    assert_eq!(sought("colour:red"), [(false, word("colour:red"))]);
}

#[test]
fn dates_are_years_months_days_and_stretches() {
    for (given, days) in [
        ("2018", 20_180_101..=20_181_231),
        ("2018-03", 20_180_301..=20_180_331),
        ("2018-03-29", 20_180_329..=20_180_329),
        ("2018..2019-06", 20_180_101..=20_190_631),
        ("..2018", 0..=20_181_231),
        ("2018-02..", 20_180_201..=u64::MAX),
    ] {
        assert_eq!(sought(&format!("date:{given}")), [(false, Sought::Days(days))], "{given}");
    }
    for given in ["18", "2018-13", "2018-00", "2018-03-32", "..", "2019..2018", "March", "2018-3", "2018-03-29-01"] {
        let query = Query::parse(&format!("date:{given}"));
        assert_eq!(query.faults(), [QueryFault::Date { given: given.to_owned() }], "{given}");
        assert!(query.is_empty());
    }
}

#[test]
fn what_is_not_understood_is_told() {
    let query = Query::parse("type:dog outcome:won c* budget");
    assert_eq!(query.clauses().len(), 1);
    let told: Vec<String> = query.faults().iter().map(ToString::to_string).collect();
    assert!(told[0].starts_with("type:dog is not known; type is one of document, meeting, agenda_item"), "{told:?}");
    assert_eq!(told[1], "outcome:won is not known; outcome is one of carried, lost, deferred, withdrawn, no_decision");
    assert_eq!(told[2], "c* is too short; write at least 2 letters before the star");
    assert_eq!(Query::parse(&"word ".repeat(100)).clauses().len(), 32);
    assert_eq!(Query::parse(&"word ".repeat(100)).faults(), [QueryFault::Long]);
    assert!(Query::parse(&"w".repeat(5000)).faults().contains(&QueryFault::Long));
}

fn shown(pieces: &[Piece]) -> String {
    let mark = |piece: &Piece| if piece.marked { format!("[{}]", piece.text) } else { piece.text.clone() };
    pieces.iter().map(mark).collect()
}

#[test]
fn marks_are_on_all_forms_of_words_and_on_phrases_as_they_are() {
    let mut marks = Marks::of(&Query::parse("contract \"home care\" fee* -agency"));
    assert_eq!(
        shown(&marks.whole("Contracts for home care, care at home, Fees of an agency; a CONTRACTED home-care firm")),
        "[Contracts] for [home] [care], care at home, [Fees] of an agency; a [CONTRACTED] [home]-[care] firm"
    );
    let mut one = Marks::of(&Query::parse("\"care\" care"));
    assert_eq!(shown(&one.whole("Cares and care")), "[Cares] and [care]");
}

#[test]
fn a_snippet_shows_where_most_of_the_words_stand_together() {
    let filler = "word ".repeat(60);
    let text = format!("Budget. {filler}the budget of\n\nthe library {filler}");
    let mut marks = Marks::of(&Query::parse("budget library"));
    let snippet = shown(&marks.snippet(&text));
    assert!(snippet.starts_with("…") && snippet.ends_with("…"), "{snippet}");
    assert!(snippet.contains("the [budget] of the [library] word"), "{snippet}");
    assert_eq!(shown(&marks.snippet("A short text, with none.")), "A short text, with none.");
    assert_eq!(marks.snippet(""), []);
}

proptest! {
    #[test]
    fn every_query_is_read(text in "\\PC{0,80}|[\"“ \\-a-z:*.0-9]{0,80}") {
        let query = Query::parse(&text);
        prop_assert!(query.clauses().len() <= 32);
        // What is left out of a query is told, if it has a letter or a figure in it.
        if query.is_empty() && query.faults().is_empty() {
            prop_assert!(text.trim().is_empty());
        }
    }

    #[test]
    fn a_value_in_quotes_comes_back(value in "[A-Za-z’' -]{1,40}") {
        let query = Query::parse(&format!("body:{}", quoted(&value)));
        let name = Sought::Name { field: Field::Body, name: value, whole: true };
        prop_assert_eq!(&query.clauses()[0].sought, &name);
    }

    #[test]
    fn marks_and_snippets_lose_no_words(text in "\\PC{0,200}", sought in "[a-z]{1,3}") {
        let mut marks = Marks::of(&Query::parse(&sought));
        let joined: String = marks.whole(&text).into_iter().map(|piece| piece.text).collect();
        let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        prop_assert_eq!(letters(&joined), letters(&text));
        let snippet: String = marks.snippet(&text).into_iter().map(|piece| piece.text).collect();
        prop_assert!(letters(&text).contains(letters(&snippet).trim_matches('…')));
    }
}
