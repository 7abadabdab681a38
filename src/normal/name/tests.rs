use super::*;

/// Each person as `honorific|name|note`.
fn short(text: &str) -> Vec<String> {
    let fields = |person: Person| {
        format!("{}|{}|{}", person.honorific.unwrap_or_default(), person.name, person.note.unwrap_or_default())
    };
    people(text).into_iter().map(fields).collect()
}

#[test]
fn a_plural_honorific_carries() {
    assert_eq!(
        short(
            "Councillors H Green (Vice-Chairman), M Green, O Hipwell, A Wold (substituting for F Opal) and N Black (Chairwoman)"
        ),
        [
            "Councillor|H Green|Vice-Chairman",
            "Councillor|M Green|",
            "Councillor|O Hipwell|",
            "Councillor|A Wold|substituting for F Opal",
            "Councillor|N Black|Chairwoman",
        ]
    );
    assert_eq!(
        short("Councillors A Bee, Dr C Dee and E Eff, Mr V Roe and R Doe"),
        ["Councillor|A Bee|", "Councillor Dr|C Dee|", "Councillor|E Eff|", "Mr|V Roe|", "|R Doe|"]
    );
    assert_eq!(
        short("Present: Councillors: R Tay and R Moss; Mr V Poe"),
        ["Councillor|R Tay|", "Councillor|R Moss|", "Mr|V Poe|"]
    );
}

#[test]
fn an_honorific_separates() {
    assert_eq!(
        short("Councillor Stella Crane (Chairman) Councillor Kenneth Coe (Vice-Chairman)"),
        ["Councillor|Stella Crane|Chairman", "Councillor|Kenneth Coe|Vice-Chairman"]
    );
    assert_eq!(
        short("Councillor A Bee Councillor C Dee and Councillor E Eff"),
        ["Councillor|A Bee|", "Councillor|C Dee|", "Councillor|E Eff|"]
    );
    assert_eq!(
        short("Mr Pavel Roe (Appointee) Mrs Petra Stone (Appointee)"),
        ["Mr|Pavel Roe|Appointee", "Mrs|Petra Stone|Appointee"]
    );
    assert_eq!(
        short("Cllr Mrs T Mann (Vice-Chair), Cllr D Sum"),
        ["Councillor Mrs|T Mann|Vice-Chair", "Councillor|D Sum|"]
    );
}

#[test]
fn reads_single_persons() {
    for (text, expected) in [
        ("Mr V Roe (diocesan representative)", "Mr|V Roe|diocesan representative"),
        ("Councillor Sir Percy Vane", "Councillor Sir|Percy Vane|"),
        ("Mayor Amy Long", "Mayor|Amy Long|"),
        ("Mayor X", "Mayor|X|"),
        ("Cr. B. van de Burg", "Councillor|B. van de Burg|"),
        ("Councillor Mary O’Dell-Smith OBE", "Councillor|Mary O’Dell-Smith OBE|"),
        ("Councillor Ann Bell OBE, JP", "Councillor|Ann Bell OBE, JP|"),
        ("Cllr J McTavish", "Councillor|J McTavish|"),
        ("COUNCILLOR D GREEN", "Councillor|D GREEN|"),
        ("The Lord Mayor (Councillor Ian Poe)", "Councillor|Ian Poe|Lord Mayor"),
        ("Deputy Mayor Councillor Ian Poe", "Deputy Mayor Councillor|Ian Poe|"),
        ("Councillor A Bishop", "Councillor|A Bishop|"),
        ("J Lord", "|J Lord|"),
        ("Marcus Wight, Chief Executive", "|Marcus Wight|Chief Executive"),
        ("Marcus Wight – Head of Legal Services", "|Marcus Wight|Head of Legal Services"),
        ("Revd. Canon T. Hill", "Revd Canon|T. Hill|"),
        ("Councillor A Bee substituting for Councillor C Dee", "Councillor|A Bee|substituting for Councillor C Dee"),
        ("Councillor A Bee (from 6.35pm and until 9.46pm)", "Councillor|A Bee|from 6.35pm and until 9.46pm"),
        ("Councillor A Bee (12)", "Councillor|A Bee|"),
        ("Councillor A Bee.", "Councillor|A Bee|"),
        ("Cllr. A Bee, Cathaoirleach, Ambleford City and County Council", "Councillor|A Bee|Cathaoirleach"),
        ("Percy d’Arcy", "|Percy d’Arcy|"),
    ] {
        assert_eq!(short(text), [expected], "{text}");
        assert!(person(text).is_some(), "{text}");
    }
    assert_eq!(person("A Bee, C Dee"), None);
    assert_eq!(person("None"), None);
}

#[test]
fn an_office_names_its_holder() {
    assert_eq!(
        short("Director, Economic Development (Mr. G. Dunne), Meetings Administrator (Ms. H. Sharpe)"),
        ["Mr|G. Dunne|Director, Economic Development", "Ms|H. Sharpe|Meetings Administrator"]
    );
    assert_eq!(
        short("Councillors A Bee, C Dee, Head of Planning and Housing (Mr B Poe)"),
        ["Councillor|A Bee|", "Councillor|C Dee|", "Mr|B Poe|Head of Planning and Housing"]
    );
    assert_eq!(
        short("Mr J Smith, Chief Executive, Mrs A Bee, Head of Legal Services and Miss C Dee, Clerk"),
        ["Mr|J Smith|Chief Executive", "Mrs|A Bee|Head of Legal Services", "Miss|C Dee|Clerk"]
    );
}

#[test]
fn an_office_in_the_plural_is_that_of_all_before_it() {
    assert_eq!(
        short("Present: Miss A Bee, Mr C Dee and Mrs E Eff, Councillors, Mr G Gee, Clerk"),
        ["Miss|A Bee|Councillor", "Mr|C Dee|Councillor", "Mrs|E Eff|Councillor", "Mr|G Gee|Clerk"]
    );
}

#[test]
fn an_initial_in_brackets_belongs_to_the_name() {
    assert_eq!(
        short("Councillors Coyle (J), Coyle (M.P.), O’Hare and Ruane (Chairman)"),
        ["Councillor|J Coyle|", "Councillor|M.P. Coyle|", "Councillor|O’Hare|", "Councillor|Ruane|Chairman"]
    );
}

#[test]
fn a_closed_bracket_separates() {
    assert_eq!(
        short("Edgar Holt (substituting for Cllr Moss) B Lowe, S Crane (Chairman)"),
        ["|Edgar Holt|substituting for Cllr Moss", "|B Lowe|", "|S Crane|Chairman"]
    );
}

#[test]
fn takes_any_separator() {
    assert_eq!(short("A Bee; C Dee\nE Eff & G Gee / I Jay"), ["|A Bee|", "|C Dee|", "|E Eff|", "|G Gee|", "|I Jay|"]);
    assert_eq!(
        short("Councillors A Bee, C\nDee and Birch"),
        ["Councillor|A Bee|", "Councillor|C Dee|", "Councillor|Birch|"]
    );
    assert_eq!(
        short("Councilmembers Ash, Bay, and Coe. Officers were absent"),
        ["Councilmember|Ash|", "Councilmember|Bay|", "Councilmember|Coe|"]
    );
}

#[test]
fn leaves_out_what_is_no_name() {
    for text in [
        "None",
        "Nil",
        "8 members of the public",
        "None received.",
        "",
        "the press",
        "()",
        "and",
        "Democratic Services",
        "Vacancy",
        ":",
        "(((",
        "J",
    ] {
        assert_eq!(short(text), [""; 0], "{text}");
    }
    assert_eq!(short("Councillors A Bee, vacancy, 3 officers and C Dee"), ["Councillor|A Bee|", "Councillor|C Dee|"]);
}

#[test]
fn ranges_hold_the_words() {
    let text = "Present: Cllr Ann Bell (Chair), Mr V Roe";
    let ranges: Vec<&str> = people(text).into_iter().map(|person| &text[person.range]).collect();
    assert_eq!(ranges, ["Cllr Ann Bell (Chair)", "Mr V Roe"]);
}

#[test]
fn strips_honorifics() {
    assert_eq!(strip_honorific("Cllr. Mrs T Mann"), (Some("Councillor Mrs".into()), "T Mann"));
    assert_eq!(strip_honorific("Councillors: A Bee"), (Some("Councillor".into()), "A Bee"));
    assert_eq!(strip_honorific("The Lord Mayor"), (Some("Lord Mayor".into()), ""));
    assert_eq!(strip_honorific("Drew Poe"), (None, "Drew Poe"));
    assert_eq!(strip_honorific(""), (None, ""));
}

#[test]
fn splits_officers() {
    for (text, expected) in [
        (
            "Tim Kelby / Morris Wade / Carla Anstey Adam Chester",
            vec!["Tim Kelby", "Morris Wade", "Carla Anstey", "Adam Chester"],
        ),
        ("S Farrow/ C Moy", vec!["S Farrow", "C Moy"]),
        ("S Farrow C Moy", vec!["S Farrow", "C Moy"]),
        ("A and B", vec!["A", "B"]),
        ("Sally Farrow, Edith Mott", vec!["Sally Farrow", "Edith Mott"]),
        ("Marcus Wight, Chief Executive", vec!["Marcus Wight, Chief Executive"]),
        ("Ann Bell, Head of Law, Tim Kelby", vec!["Ann Bell, Head of Law", "Tim Kelby"]),
        ("Democratic Services", vec!["Democratic Services"]),
        ("Planning and Housing", vec!["Planning and Housing"]),
        ("(Tim Kell) (Ron Hull and Lena Roper)", vec!["Tim Kell", "Ron Hull", "Lena Roper"]),
        ("Tim Kell (tbc)", vec!["Tim Kell (tbc)"]),
        ("Tim Kell (tbc) / Ann Bell", vec!["Tim Kell (tbc)", "Ann Bell"]),
        ("Tim Kell)", vec!["Tim Kell"]),
        ("Tim Kell\nAnn Bell;", vec!["Tim Kell", "Ann Bell"]),
        ("Head of Adults & Children", vec!["Head of Adults & Children"]),
        (
            "(Max Wight, Chief Executive and Stella Rose, Head of Skills) Emma Tuck-Price and Mike Soap) (Tim Kell)",
            vec![
                "Max Wight, Chief Executive",
                "Stella Rose, Head of Skills",
                "Emma Tuck-Price",
                "Mike Soap",
                "Tim Kell",
            ],
        ),
        ("N/A", vec![]),
        ("", vec![]),
        ("TBC", vec!["TBC"]),
    ] {
        assert_eq!(officers(text), expected, "{text}");
    }
}

#[test]
fn takes_linear_time_on_hostile_text() {
    for text in [
        "(".repeat(300_000),
        "A (".repeat(100_000),
        "Cllr ".repeat(100_000),
        "A Bee, ".repeat(50_000),
        "()".repeat(200_000),
        "and ".repeat(100_000),
        "A\n".repeat(100_000),
        " ".repeat(500_000),
    ] {
        let _ = (people(&text), officers(&text), strip_honorific(&text));
    }
}

proptest::proptest! {
    #[test]
    fn nothing_makes_it_fail(text in "\\PC{0,60}", list in "[A-D][a-z]{0,4}( |, | and |\\(|\\)|\\. |Cllr |’){0,30}") {
        for text in [text, list] {
            let _ = (officers(&text), strip_honorific(&text));
            for person in people(&text) {
                proptest::prop_assert!(text.get(person.range).is_some());
                proptest::prop_assert!(!person.name.is_empty());
            }
        }
    }
}
