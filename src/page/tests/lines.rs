//! Words, lines, columns and paragraphs.

use super::{Drawn, lines};
use crate::pdf::sheet::{Direction, Mark};
use crate::record::PageRead;

#[test]
fn gaps_part_words_and_kerning_does_not() {
    let mut page = Drawn::page(1).text(50.0, 100.0, "Minutes of the");
    for (at, c) in [(200.0, 'A'), (204.3, 'V'), (209.9, 'A')] {
        page.glyph([at, 100.0], 10.0, Direction::Right, c);
    }
    let page = page.read();
    assert_eq!(lines(&page), ["Minutes of the AVA"]);
}

#[test]
fn letters_set_apart_make_words() {
    let mut page = Drawn::page(1);
    for (index, c) in "AGENDA".chars().enumerate() {
        page.glyph([100.0 + 8.0 * index as f32, 100.0], 10.0, Direction::Right, c);
    }
    assert_eq!(lines(&page.read()), ["AGENDA"]);
}

#[test]
fn words_drawn_twice_are_bold_and_stand_once() {
    let page = Drawn::page(1).text(50.0, 100.0, "Apologies").text(50.4, 100.0, "Apologies");
    let page = page.text(50.0, 130.0, "None").bold().text(50.0, 160.0, "Minutes");
    let page = page.read();
    assert_eq!(lines(&page), ["Apologies", "None", "Minutes"]);
    assert_eq!(page.lines.iter().map(|line| line.look.bold).collect::<Vec<_>>(), [true, false, true]);
    assert_eq!(page.dropped, 9);
}

#[test]
fn raised_letters_join_their_line() {
    let page =
        Drawn::page(1).text(50.0, 100.0, "the 1").sized(73.4, 96.0, 6.0, "st").text(83.0, 100.0, "of May").read();
    assert_eq!(lines(&page), ["the 1st of May"]);
}

#[test]
fn raised_letters_between_close_lines_join_the_line_below() {
    let page = Drawn::page(1).text(50.0, 100.0, "of mayors, a council").text(50.0, 110.6, "this is a 3");
    let page = page.sized(100.4, 106.0, 6.0, "rd").text(110.0, 110.6, "of it").read();
    assert_eq!(lines(&page), ["of mayors, a council", "this is a 3rd of it"]);
}

#[test]
fn hidden_words_under_visible_ones_are_left_out() {
    let page = Drawn::page(1).text(50.0, 100.0, "Budget").invisible();
    let page = page.text(50.0, 100.0, "Buclget").text(50.0, 140.0, "Recognised").read();
    assert_eq!(lines(&page), ["Budget", "Recognised"]);
}

#[test]
fn marked_words_stand_for_their_glyphs() {
    let words = Mark { actual_text: Some("café".to_owned()), ..Mark::default() };
    let page = Drawn::page(1).marked(words).text(50.0, 100.0, "cafe´").read();
    assert_eq!(lines(&page), ["café"]);
}

#[test]
fn ligatures_are_spelt_out_and_accents_composed() {
    let page = Drawn::page(1).text(50.0, 100.0, "o\u{fb03}cer Rene\u{301}").read();
    assert_eq!(lines(&page), ["officer René"]);
}

#[test]
fn a_page_that_cannot_be_read_says_so() {
    let mut page = Drawn::page(1).text(50.0, 100.0, "xyz abcdef").text(50.0, 120.0, "12");
    for glyph in &mut page.sheet.glyphs[..9] {
        glyph.state.unreadable = true;
    }
    let page = page.read();
    assert_eq!(page.read, Some(PageRead::Unreadable));
    assert_eq!(lines(&page), ["12"]);
}

#[test]
fn a_watermark_is_no_text() {
    let mut page = Drawn::page(1).text(50.0, 100.0, "Present");
    for (index, c) in "DRAFT".chars().enumerate() {
        let at = 200.0 + 40.0 * index as f32;
        page.glyph([at, 700.0 - at], 60.0, Direction::Askew, c);
    }
    let page = page.read();
    assert_eq!(lines(&page), ["Present"]);
    assert_eq!(page.furniture[0].text, "DRAFT");
}

#[test]
fn a_turned_page_is_read_along_its_text() {
    let mut page = Drawn::page(1);
    for (line, text) in ["Savings", "tracker"].iter().enumerate() {
        for (index, c) in text.chars().enumerate() {
            page.glyph([100.0 + 12.0 * line as f32, 700.0 - 5.0 * index as f32], 10.0, Direction::Up, c);
        }
    }
    let page = page.read();
    assert_eq!(lines(&page), ["Savings", "tracker"]);
    assert_eq!(page.bbox([0, 7]), Some([92.0, 665.0, 102.0, 700.0]));
}

const LEFT: [&str; 4] = [
    "The committee considered a",
    "report on the upkeep of the",
    "lanes and paths of the town",
    "and asked for a plan.",
];
const RIGHT: [&str; 4] = [
    "Members noted that the bridge",
    "would be closed for repair in",
    "the spring and that notices",
    "had been put up in time.",
];

#[test]
fn columns_of_text_are_read_one_after_the_other() {
    let page =
        Drawn::page(1).text(50.0, 80.0, "MINUTES OF THE MEETING OF THE COUNCIL HELD IN THE HALL ON MONDAY LAST AT SIX");
    let page = page.lines(50.0, 100.0, &LEFT).lines(320.0, 100.0, &RIGHT);
    let found = lines(&page.read());
    assert_eq!(found[1..5], LEFT);
    assert_eq!(found[5..], RIGHT);
}

#[test]
fn columns_need_not_share_baselines() {
    let page = Drawn::page(1).lines(50.0, 100.0, &LEFT).lines(320.0, 105.0, &RIGHT);
    let found = lines(&page.read());
    assert_eq!(found[..4], LEFT);
    assert_eq!(found[4..], RIGHT);
}

#[test]
fn numbers_in_the_margin_belong_to_their_lines() {
    let mut page = Drawn::page(1);
    for (index, text) in
        ["To confirm the minutes of the last meeting of the council", "To receive the report"].iter().enumerate()
    {
        let y = 100.0 + 30.0 * index as f32;
        page = page.text(50.0, y, &format!("{}.", index + 1)).text(86.0, y, text);
    }
    page = page.text(86.0, 142.0, "of the treasurer");
    let found = lines(&page.read());
    assert_eq!(
        found,
        [
            "1. To confirm the minutes of the last meeting of the council",
            "2. To receive the report",
            "of the treasurer"
        ]
    );
}

#[test]
fn values_stand_beside_their_labels() {
    let rows = [("Report to:", "Cabinet"), ("Date:", "3 May 2031"), ("Report of:", "Director of Places and Growth")];
    let mut page = Drawn::page(1);
    for (index, (label, value)) in rows.iter().enumerate() {
        let y = 100.0 + 15.0 * index as f32;
        page = page.text(50.0, y, label).text(160.0, y, value);
    }
    let found = lines(&page.read());
    assert_eq!(found, ["Report to: Cabinet", "Date: 3 May 2031", "Report of: Director of Places and Growth"]);
}

#[test]
fn pages_stand_at_the_end_of_their_item() {
    let page = Drawn::page(1)
        .text(50.0, 100.0, "1.")
        .text(80.0, 100.0, "Review of the lighting scheme for the lanes")
        .text(500.0, 100.0, "5 - 12")
        .text(80.0, 112.0, "and squares of the town")
        .text(50.0, 140.0, "2.")
        .text(80.0, 140.0, "Dates of meetings")
        .text(500.0, 140.0, "13 - 14");
    let found = lines(&page.read());
    assert_eq!(
        found,
        [
            "1. Review of the lighting scheme for the lanes",
            "and squares of the town 5 - 12",
            "2. Dates of meetings 13 - 14"
        ]
    );
}

#[test]
fn names_in_columns_are_read_down() {
    let mut page = Drawn::page(1);
    for (index, (left, right)) in
        [("Cllr A Ash", "Cllr D Dell"), ("Cllr B Birch", "Cllr E Elm"), ("Cllr C Cole", "Cllr F Firth")]
            .iter()
            .enumerate()
    {
        let y = 100.0 + 12.0 * index as f32;
        page = page.text(50.0, y, left).text(250.0, y, right);
    }
    let found = lines(&page.read());
    assert_eq!(found, ["Cllr A Ash", "Cllr B Birch", "Cllr C Cole", "Cllr D Dell", "Cllr E Elm", "Cllr F Firth"]);
}

#[test]
fn headings_in_the_margin_stand_before_their_text() {
    let text = ["The chair welcomed those present to", "the first meeting of the new year."];
    let more = ["There were none to be recorded and", "the meeting went on to its business."];
    let page = Drawn::page(1)
        .text(50.0, 100.0, "Welcome")
        .lines(200.0, 100.0, &text)
        .text(50.0, 140.0, "Apologies")
        .lines(200.0, 140.0, &more);
    let found = lines(&page.read());
    assert_eq!(found, ["Welcome", text[0], text[1], "Apologies", more[0], more[1]]);
}

#[test]
fn lines_tell_whether_they_go_on() {
    let page = Drawn::page(1).lines(
        50.0,
        100.0,
        &[
            "The committee considered a report on the upkeep of the",
            "lanes and asked for a plan.",
            "Members noted that the bridge would be closed in spring.",
        ],
    );
    let page = page.text(50.0, 148.0, "Resolved to note the report.").read();
    let found: Vec<_> = page.lines.iter().map(|line| (line.look.goes_on, line.look.gap)).collect();
    assert_eq!(found, [(None, 0), (Some(true), 0), (Some(false), 0), (Some(false), 1)]);
}

#[test]
fn bullets_leave_the_text() {
    let page = Drawn::page(1).text(68.0, 100.0, "\u{2022}").text(86.0, 100.0, "to note the report").read();
    assert_eq!(lines(&page), ["to note the report"]);
    assert!(page.lines[0].look.bullet);
}

#[test]
fn boxes_lie_around_words() {
    let page = Drawn::page(1).text(50.0, 100.0, "To note").text(50.0, 130.0, "Next").read();
    assert_eq!(page.text, "To note\nNext\n");
    assert_eq!(page.bbox([0, 2]), Some([50.0, 92.0, 60.0, 102.0]));
    assert_eq!(page.bbox([0, 7]), Some([50.0, 92.0, 83.3, 102.0]));
    assert_eq!(page.place_of(&page.lines[1]).bbox, Some([50.0, 122.0, 70.0, 132.0]));
}

#[test]
fn initials_in_the_margin_stand_at_the_end_of_their_paragraph() {
    let text = [
        "The clerk wrote to the owner of the field about the fence",
        "and will report to the next meeting when he has answered.",
    ];
    let page = Drawn::page(1)
        .text(50.0, 100.0, text[0])
        .text(520.0, 100.0, "AV")
        .text(50.0, 112.0, text[1])
        // Set between two rows, and nearer to the second.
        .text(520.0, 107.0, "JS/RB");
    assert_eq!(lines(&page.read()), [text[0].to_owned(), format!("{} AV JS/RB", text[1])]);
}

#[test]
fn names_with_their_initials_in_two_columns_are_read_down() {
    let rows = [
        ("Ann Vale", "AV", "Colm Dunne", "CD"),
        ("Ian Poe", "IP", "Eve Hart", "EH"),
        ("Una Roe", "UR", "Max Kay", "MK"),
    ];
    let mut page = Drawn::page(1).text(50.0, 100.0, "PRESENT");
    for (index, (left, first, right, second)) in rows.into_iter().enumerate() {
        let y = 100.0 + 14.0 * index as f32;
        page = page.text(130.0, y, left).text(230.0, y, first).text(300.0, y, right).text(400.0, y, second);
    }
    let page = page.text(50.0, 170.0, "ITEMS").text(500.0, 170.0, "Action").read();
    assert_eq!(
        lines(&page),
        [
            "PRESENT Ann Vale AV",
            "Ian Poe IP",
            "Una Roe UR",
            "Colm Dunne CD",
            "Eve Hart EH",
            "Max Kay MK",
            "ITEMS Action"
        ]
    );
    assert_eq!(page.lines[0].look.label_end, 7);
}

#[test]
fn letters_that_stand_apart_are_one_word() {
    let spaced = Drawn::page(1).text(250.0, 100.0, "A G E N D A").text(50.0, 130.0, "A B of C");
    assert_eq!(lines(&spaced.read()), ["AGENDA", "A B of C"]);
}

#[test]
fn a_narrow_gap_that_comes_back_in_the_next_row_parts_columns() {
    let page = Drawn::page(1)
        .text(50.0, 100.0, "Thursday 4 May 2023 at 10.00 am")
        .text(212.0, 100.0, "Ask for:")
        .text(300.0, 100.0, "Ann Vale")
        .text(50.0, 112.0, "Council Chamber Ambleford Hall")
        .text(212.0, 112.0, "Telephone:")
        .text(300.0, 112.0, "01632 960000");
    let found = lines(&page.read());
    assert_eq!(
        found,
        [
            "Thursday 4 May 2023 at 10.00 am",
            "Council Chamber Ambleford Hall",
            "Ask for: Ann Vale",
            "Telephone: 01632 960000"
        ]
    );
}
