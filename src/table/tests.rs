use super::*;
use crate::grammar::Grammars;
use crate::record::ColumnType::{Date, Flag, Money, Percent, Text, Trend};
use crate::record::{Cell, CheckKind, ColumnType};

/// A table from lines of cells between bars; `*` before a cell makes it bold.
fn raw(text: &str) -> RawTable<'_> {
    let rows = text.trim().lines().map(|line| RawRow {
        cells: line
            .split('|')
            .map(|cell| {
                let cell = cell.trim();
                let bold = cell.starts_with('*');
                RawCell { bold, ..RawCell::plain(cell.trim_start_matches('*')) }
            })
            .collect(),
        place: Place::default(),
        rest: None,
    });
    RawTable { caption: None, rows: rows.collect(), notes: Vec::new() }
}

pub(super) fn build_table(text: &str) -> Table {
    build("t1".into(), raw(text), Grammars::embedded().base())
}

fn headings(table: &Table) -> Vec<&str> {
    table.columns.iter().map(|column| column.heading.as_str()).collect()
}

/// Each check as `row,column expected found holds`.
fn checks(table: &Table, kind: CheckKind) -> Vec<String> {
    let of_kind = table.checks.iter().filter(|check| check.kind == kind);
    of_kind
        .map(|check| format!("{},{} {} {} {}", check.at[0], check.at[1], check.expected, check.found, check.holds))
        .collect()
}

#[test]
fn pads_rows_and_types_columns() {
    let table = build_table(
        "Service | Budget £000 | Change % | Trend | RAG | Due
         Parks | 1,200 | 4.5 | ↑ | Green | 1 May 2031
         Roads | (310) | -2% | ↓ | A",
    );
    assert_eq!(table.header_rows, 1);
    assert!(table.rows.iter().all(|row| row.len() == 6));
    let kinds: Vec<ColumnType> = table.columns.iter().map(|column| column.kind).collect();
    assert_eq!(kinds, [Text, Money, Percent, Trend, Flag, Date]);
    assert_eq!(table.columns[1].unit.as_deref(), Some("GBP"));
    assert_eq!(table.columns[1].scale, Some(1000.0));
    assert_eq!(table.rows[1][1].value.as_ref().and_then(|value| value.amount), Some(1_200_000.0));
    assert_eq!(table.rows[2][4].value.as_ref().and_then(|value| value.flag.as_deref()), Some("amber"));
    assert_eq!(table.rows[2][5], crate::record::Cell::default());
    assert_eq!(table.rows[1][0].span, None);
}

#[test]
fn joins_heading_paths() {
    let grouped = build_table(
        "£000 prior | Service | Budget | Change | | Outlook |
          | | | £000 | % | £000 | %
         0 | Parks | 20 | 5 | 2% | 3 | 4%
         0 | Roads | 30 | 6 | 3% | 4 | 5%",
    );
    assert_eq!(grouped.header_rows, 2);
    assert_eq!(
        headings(&grouped),
        ["£000 prior", "Service", "Budget", "Change / £000", "Change / %", "Outlook / £000", "Outlook / %"]
    );
    let units = build_table(
        "Original | Scheme | Revised
         £'000 | | £'000
          | *Schools |
         400 | Hill School | 410
         300 | Vale School | 310",
    );
    assert_eq!(units.header_rows, 2);
    assert_eq!(headings(&units), ["Original / £'000", "Scheme", "Revised / £'000"]);
    assert_eq!(units.columns[2].unit.as_deref(), Some("GBP"));
    let three = build_table(
        "2031/32 | | | | WHOLE SCHEME |
         Original | Scheme | Revised | Spend | Budget | Change
         £000 | | £000 | £000 | £000 | £000
         10 | A | 11 | 2 | 40 | 1
         20 | B | 21 | 3 | 50 | 1",
    );
    assert_eq!(three.header_rows, 3);
    assert_eq!(headings(&three)[4], "WHOLE SCHEME / Budget / £000");
    assert_eq!(headings(&three)[2], "2031/32 / Revised / £000");
    assert_eq!(three.facts[0].period.as_deref(), Some("2031/32"));
}

#[test]
fn lays_out_merged_cells() {
    let mut raw = raw("Name | Votes\nYes | No\nAnn Bell | 3 | 4\nIan Poe | 5 | 6");
    raw.rows[0].cells[0].span = [2, 1];
    raw.rows[0].cells[1].span = [1, 2];
    let table = build("t".into(), raw, Grammars::embedded().base());
    assert_eq!(table.header_rows, 2);
    assert_eq!(headings(&table), ["Name", "Votes / Yes", "Votes / No"]);
    assert_eq!(table.rows[0][1].span, Some([1, 2]));
    assert_eq!(table.rows[1][0].text, "");
    assert_eq!(table.rows[1][1].text, "Yes");
}

#[test]
fn finds_heading_rows() {
    assert_eq!(
        build_table("Date | Item | Officer\n1 May 2031 | Roads | Ann Bell\n2 June 2031 | Parks | Ian Poe").header_rows,
        1
    );
    assert_eq!(build_table("*Date | *Item\n*Planned | *Title\n1 May | Roads\n2 June | Parks").header_rows, 2);
    let dates =
        "No. | Payee | Dates | | Amount ($)\n | | Start | End |\n | Ann Bell | | | 12.50\n A1 | Ian Poe | x | y | 8.00";
    assert_eq!(headings(&build_table(dates))[2..4], ["Dates / Start", "Dates / End"]);
    assert_eq!(
        build_table("£000 | Service | Budget\nParks Directorate | |\n5 | Grass | 4\n6 | Trees | 6").header_rows,
        1
    );
    assert_eq!(build_table("Parks | 12 | 14\nRoads | 13 | 15").header_rows, 0);
    assert_eq!(build_table("One\nTwo\nThree").header_rows, 0);
    assert_eq!(build_table("Only | one | row").header_rows, 0);
    assert_eq!(build_table("").header_rows, 0);
    assert_eq!(build_table("Fund | 2031 | 2032\nOpening | 4 | 5\nClosing | 6 | 7").header_rows, 1);
    assert_eq!(
        build_table("Service | Budget | Spend\nParks Directorate | |\nGrass | 4 | 5\nTrees | 6 | 7").header_rows,
        1
    );
}

#[test]
fn keeps_references_as_words() {
    let table = build_table("Para | Subject | Note\n1.1 | Roads | 3\n1.2 | Parks | see over\n1.3 | Trees | urgent");
    assert!(table.rows.iter().flatten().all(|cell| cell.value.is_none()));
    assert!(table.facts.is_empty());
    assert_eq!(table.columns[2].kind, ColumnType::Text);
}

#[test]
fn facts_name_entity_measure_and_scenario() {
    let table = build_table(
        "Group | Service | Budget 2031/32 £000 | Actual (May) £000 | Variance %
         Leisure | Parks | 20 | 25 | 25%
          | Pools | 30 | 30 | 0%
          | Halls | 40 | 44 | 10%",
    );
    let parks: Vec<_> = table.facts.iter().filter(|fact| fact.entity == "Parks").collect();
    assert_eq!(parks.len(), 3);
    assert_eq!(parks[0].measure, "Budget 2031/32 £000");
    assert_eq!(parks[0].period.as_deref(), Some("2031/32"));
    assert_eq!((parks[0].value, parks[0].unit.as_str()), (20_000.0, "GBP"));
    assert_eq!(parks[0].scenario.as_deref(), Some("budget"));
    assert_eq!(parks[1].scenario.as_deref(), Some("actual"));
    assert_eq!(parks[1].period.as_deref(), Some("May"));
    assert_eq!((parks[2].unit.as_str(), parks[2].scenario.as_deref()), ("percent", Some("variance")));
    assert_eq!(table.facts.len(), 9);
}

#[test]
fn totals_are_recomputed() {
    let table = build_table(
        "Service | Budget £000 | Unit cost £ | Spend £000
         Parks | 20 | 5 | 21
         Pools | 30 | 6 | 30
         Halls | 40 | 7 | 44
         Total | 90 | 9 | 96",
    );
    assert_eq!(checks(&table, CheckKind::ColumnSum), ["4,1 90000 90000 true", "4,3 95000 96000 true"]);
    let wrong = build_table("Service | Amount\nParks | £20.10\nPools | £30.20\nHalls | £40.30\nTotal | £90.70");
    assert_eq!(checks(&wrong, CheckKind::ColumnSum), ["4,1 90.6 90.7 false"]);
}

#[test]
fn subtotals_and_net_totals_find_their_reading() {
    let table = build_table(
        "Service | Budget £000 | Spend £000
         Leisure | |
         Parks | 2000 | 2100
         Pools | 3000 | 3000
         Leisure total | 5000 | 5100
         Streets | |
         Roads | 7000 | 7000
         Lamps | 1000 | 1500
         Streets total | 8000 | 8500
         Total expenditure | 13000 | 13600
         Grants | -4000 | -4000
         Fees | -500 | -700
         Total income | -4500 | -4700
         Net total | 8500 | 8900",
    );
    let sums = checks(&table, CheckKind::ColumnSum);
    assert_eq!(sums.len(), 10);
    assert!(sums.iter().all(|check| check.ends_with("true")), "{sums:?}");
    let running = build_table(
        "Service | Budget | Spend
         Parks | 200 | 210
         Pools | 300 | 300
         Total expenditure | 500 | 510
         Grants | -40 | -45
         Total | 460 | 465",
    );
    assert!(running.checks.iter().all(|check| check.holds));
    assert_eq!(running.checks.len(), 4);
    let less = build_table(
        "Head | Budget | Spend
         Parks | 200 | 210
         Pools | 300 | 300
         Total expenditure | 500 | 510
         Grants | 40 | 45
         Fees | 10 | 12
         Total income | 50 | 57
         Net total | 450 | 453",
    );
    assert!(less.checks.iter().all(|check| check.holds), "{:?}", less.checks);
    assert_eq!(less.checks.len(), 6);
}

#[test]
fn a_wrong_subtotal_does_not_spoil_the_total() {
    let table = build_table(
        "Head | Budget | Spend
         Parks | 200 | 210
         Pools | 300 | 300
         Subtotal | 500 | 590
         Roads | 700 | 700
         Lamps | 100 | 150
         Subtotal | 800 | 850
         Grand total | 1300 | 1360",
    );
    let sums = checks(&table, CheckKind::ColumnSum);
    assert_eq!(sums.iter().filter(|check| check.ends_with("false")).count(), 1, "{sums:?}");
    assert_eq!(sums[1], "3,2 510 590 false");
}

#[test]
fn a_row_that_fits_no_reading_is_no_total() {
    let table = build_table(
        "Measure | April | May | June
         Calls | 200 | 210 | 220
         Letters | 30 | 31 | 32
         Total number of staff | 7 | 8 | 9",
    );
    assert!(table.checks.is_empty(), "{:?}", table.checks);
}

#[test]
fn the_end_of_a_table_is_not_summed_alone() {
    let end = build_table("Lamps | 200\nSigns | 30\nTotal | 900");
    assert_eq!(end.header_rows, 0);
    assert!(end.checks.is_empty());
}

#[test]
fn variances_find_their_columns() {
    let table = build_table(
        "Service | Budget £000 | Actual £000 | Variance £000 | Variance %
         Parks | 20 | 25 | 5 | 25%
         Pools | 30 | 28 | -2 | -7%
         Halls | 40 | 44 | 14 | 10%
         Total | 90 | 97 | 7 | 8%",
    );
    assert_eq!(
        checks(&table, CheckKind::RowDifference),
        ["1,3 5000 5000 true", "2,3 -2000 -2000 true", "3,3 4000 14000 false", "4,3 7000 7000 true"]
    );
    let under = build_table(
        "Service | Budget | Actual | Variance\nParks | 20 | 25 | (5)\nPools | 30 | 28 | 2\nHalls | 40 | 40 | 0",
    );
    assert!(under.checks.iter().all(|check| check.holds));
    assert_eq!(under.checks.len(), 3);
}

#[test]
fn total_columns_find_their_terms() {
    let plain = build_table(
        "Month | Red | Amber | Green | Total\nApril | 7 | 8 | 6 | 21\nMay | 0 | 3 | 4 | 7\nJune | 1 | 2 | 3 | 9",
    );
    assert_eq!(checks(&plain, CheckKind::RowSum), ["1,4 21 21 true", "2,4 7 7 true", "3,4 6 9 false"]);
    let nested = build_table(
        "Ward | Men | Women | Total over 18 | Boys | Girls | Total under 18 | Total
         North | 10 | 12 | 22 | 3 | 4 | 7 | 29
         South | 20 | 21 | 41 | 5 | 6 | 11 | 52",
    );
    let sums = checks(&nested, CheckKind::RowSum);
    assert_eq!(sums.len(), 6, "{sums:?}");
    assert!(sums.iter().all(|check| check.ends_with("true")), "{sums:?}");
    let measures = build_table(
        "Service | North | | South | | Total | \n | Budget | Spend | Budget | Spend | Budget | Spend
         Parks | 10 | 11 | 20 | 19 | 30 | 30\nPools | 5 | 6 | 7 | 8 | 12 | 14",
    );
    assert_eq!(checks(&measures, CheckKind::RowSum).len(), 4);
    assert!(measures.checks.iter().all(|check| check.holds));
    let unlike = build_table("Post | Rate | Hours | Total cost\nClerk | 12 | 30 | 360\nWarden | 10 | 20 | 200");
    assert!(checks(&unlike, CheckKind::RowSum).is_empty());
}

#[test]
fn percentages_are_recomputed() {
    let share = build_table(
        "Service | Budget £000 | Spend £000 | % spent
         Parks | 1200 | 300 | 25%\nPools | 800 | 400 | 50%\nHalls | 400 | 301 | 75%\nLamps | 900 | 90 | 15%",
    );
    assert_eq!(
        checks(&share, CheckKind::Percentage),
        ["1,3 25 25 true", "2,3 50 50 true", "3,3 75 75 true", "4,3 10 15 false"]
    );
    let of_total = build_table(
        "Source | Income £ | % of total\nFees | 250 | 25.0%\nGrants | 450 | 45.0%\nRents | 300 | 30.0%\nTotal | 1000 | 100.0%",
    );
    assert!(checks(&of_total, CheckKind::Percentage).iter().all(|check| check.ends_with("true")));
    assert_eq!(checks(&of_total, CheckKind::Percentage).len(), 4);
    let change = build_table(
        "Area | 2030 visits | 2031 visits | Change %\nNorth | 2000 | 2100 | 5.0%\nSouth | 3000 | 2700 | -10.0%\nEast | 1500 | 1530 | 2.0%",
    );
    assert_eq!(checks(&change, CheckKind::Percentage).len(), 3);
    let apart = build_table("Ward | Electors | Turnout\nNorth | 900 | 41%\nSouth | 800 | 39%\nEast | 700 | 50%");
    assert!(apart.checks.is_empty());
}

#[test]
fn adverse_and_favourable_variances_turn_the_sign() {
    let table = build_table(
        "Head | Budget £ | Actual £ | Variance £
         Parks | 200 | 180 | 20\nPools | 300 | 330 | (30)\nHalls | 150 | 140 | 10\nLamps | 90 | 80 | 10
         Fees | 60 | 75 | 15\nGrants | 40 | 30 | (10)\nRents | 50 | 58 | 18",
    );
    let told = checks(&table, CheckKind::RowDifference);
    assert_eq!(told.iter().filter(|check| check.ends_with("false")).count(), 1, "{told:?}");
    assert_eq!(told[6], "7,3 -8 18 false");
}

#[test]
fn a_total_of_nought_without_rows_is_not_the_sum_of_another_group() {
    let table = build_table(
        "Head | Budget £ | Spend £
         Parks | 20 | 21\nPools | 30 | 30\nTotal, Leisure | 50 | 51\nStreets | |\nTotal, Streets | 0 | 0",
    );
    assert_eq!(checks(&table, CheckKind::ColumnSum), ["3,1 50 50 true", "3,2 51 51 true"]);
}

#[test]
fn numbers_of_lines_are_not_summed() {
    let table = build_table(
        "Line | Head | Amount £\n1 | Parks | 20\n2 | Pools | 30\n3 | Halls | 40\n4 | Lamps | 10\n5 | Total | 100",
    );
    assert_eq!(checks(&table, CheckKind::ColumnSum), ["5,2 100 100 true"]);
}

#[test]
fn tells_heading_rows_of_sources() {
    let cells = |texts: &[&'static str], bold| -> Vec<RawCell<'static>> {
        texts.iter().map(|text| RawCell { bold, ..RawCell::plain(*text) }).collect()
    };
    assert!(is_heading_row(&cells(&["Date", "Item", "Officer"], false)));
    assert!(is_heading_row(&cells(&["Service", "", ""], true)));
    assert!(!is_heading_row(&cells(&["Parks", "12", "13"], true)));
    assert!(!is_heading_row(&cells(&["", ""], true)));
    assert!(!is_heading_row(&cells(&["The roof is to be slate.", "Noted"], false)));
    assert!(!is_heading_row(&cells(&["1 May 2031", "Roads"], false)));
}

#[test]
fn compares_heads_over_page_breaks() {
    assert!(same_heads(&["Meeting  date", "Agenda item", ""], &["Meeting Date", "Agenda item:"]));
    assert!(same_heads(&["Responsible officer"], &["Responsib1e officer".replace('1', "i").as_str()]));
    assert!(!same_heads(&["Budget 2031"], &["Budget 2032"]));
    assert!(!same_heads(&["Date", "Item"], &["Item", "Date"]));
    assert!(!same_heads(&[], &[]));
}

#[test]
fn hostile_tables_stay_small_and_quick() {
    let wide =
        RawRow { cells: (0..20_000).map(|_| RawCell::plain("x")).collect(), place: Place::default(), rest: None };
    let narrow = (0..20_000).map(|_| RawRow { cells: vec![RawCell::plain("1")], place: Place::default(), rest: None });
    let rows: Vec<RawRow<'_>> = std::iter::once(wide).chain(narrow).collect();
    let table = build("t".into(), RawTable { caption: None, rows, notes: Vec::new() }, Grammars::embedded().base());
    assert!(table.columns.len() <= 200);
    assert_eq!(table.rows[0].iter().flat_map(|cell| cell.text.split(' ')).count(), 20_000);
    let span = RawRow {
        cells: vec![RawCell { span: [u32::MAX, u32::MAX], ..RawCell::plain("x") }, RawCell::plain("y")],
        place: Place::default(),
        rest: None,
    };
    let rows = vec![span; 3000];
    let table = build("t".into(), RawTable { caption: None, rows, notes: Vec::new() }, Grammars::embedded().base());
    let reach = |(at, row): (usize, &Vec<Cell>)| row[0].span.map_or(0, |span| at + span[0] as usize);
    assert_eq!(table.rows.iter().enumerate().map(reach).max(), Some(3000));
}

proptest::proptest! {
    #[test]
    fn nothing_makes_it_fail(text in "((Total|Parks|Variance|£000|[0-9]{1,3}|£[0-9]k|-|\\*?[A-Z]?)\\|?){0,12}(\n((Total|Parks|[0-9]{1,3}|-)?\\|?){0,8}){0,8}") {
        let table = build_table(&text);
        let width = table.columns.len();
        proptest::prop_assert!(table.rows.iter().all(|row| row.len() == width));
        proptest::prop_assert_eq!(table.rows.len(), table.place.len());
    }
}
