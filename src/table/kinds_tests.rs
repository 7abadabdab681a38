//! Kinds of tables of figures, on tables of invented councils in the words of several.

use super::tests::build_table;
use crate::record::TableKind;

/// Each kind with the first rows of tables of it, as different councils would print them.
const TABLES: &[(TableKind, &[&str])] = &[
    (
        TableKind::BudgetMonitoring,
        &[
            "Service | Annual Budget £000 | Actual to date £000 | Variance £000\nParks | 120 | 100 | -20",
            "Directorate | 2031/32 | | \n | Revised Budget | Projected Outturn | Over/(under) spend\nStreets | 90 | 95 | 5",
            "Cost Centre | Original Estimate 2031/32 | Spend to 31 May\nHalls | 45 | 12",
            "£'000 | Policy Line | Current Budget | Forecast Variance Outturn (May)\n5 | Trees | 60 | 2",
        ],
    ),
    (
        TableKind::Indicators,
        &[
            "Ref | Measure | Target | Actual | Direction of travel | RAG\nL1 | Visits to libraries | 900 | 910 | ↑ | Green",
            "Key performance indicator | Annual Target | Q1 | Q2 | Status\nCalls answered | 95% | 93% | 96% | G",
            "Indicator Description | What is good? | Previous period | Current target | Current performance\nBins missed | Low | 12 | 10 | 9",
        ],
    ),
    (
        TableKind::Savings,
        &[
            "Ref | Proposal | Saving 2031/32 £000 | Forecast £000 | Variance £000 | RAG\nS1 | Shared desks | 50 | 40 | -10 | Amber",
            "Title | Original Savings £k | Status\nFewer vans | -30 | On track",
        ],
    ),
    (
        TableKind::Reserves,
        &[
            "Fund Description | Balance at 1 April 2031 £000 | Movements in 2031/32 £000 | Balance at 31 March 2032 £000\nGeneral | 500 | -20 | 480",
            "Earmarked reserve | Opening balance | Transfers in | Transfers out | Closing balance\nHarbour | 90 | 10 | 0 | 100",
            "Reserve | B/fwd | Contribution | C/fwd\nElections | 8 | 2 | 10",
        ],
    ),
    (
        TableKind::Virements,
        &[
            "Ref | Virement from | Virement to | Amount £ | Reason\nV1 | Parks | Pools | 1,200 | Heating",
            "From | To | £000 | Description\nParks | Pools | 3 | Heating",
            "Budget | Eff. Period | £000 | Notes\nPools | May | 12 | Heating",
        ],
    ),
    (
        TableKind::CapitalSchemes,
        &[
            "Scheme | Original 2031/32 Budget £000 | Spend to date £000 | Forecast £000 | Variance £000\nNew pool | 900 | 200 | 950 | 50",
            "2031/32 | | | Whole scheme |\nBudget as planned £000 | Scheme | Spend £000 | Budget £000 | Variance £000\n80 | New pool | 60 | 900 | 5",
            "Capital project | Total scheme cost £m | Expected 2032/33 £m\nBypass | 12.5 | 4.0",
        ],
    ),
    (
        TableKind::Payments,
        &[
            "Date | Payee | Details | Net | VAT | Gross\n04/06/2031 | Vane & Sons | Mowing | £100.00 | £20.00 | £120.00",
            "Cheque No. | Payee | Amount (£)\n104 | R Thorne | 45.00",
            "Vendor Name | Check Number | Check Date | Amount Paid\nQuill Paper | 2041 | 5 June 2031 | $310.20",
        ],
    ),
    (
        TableKind::Risks,
        &[
            "Risk No | Risk description | Likelihood | Impact | Score | Mitigation | Owner\n1 | Flood | 2 | 5 | 10 | Barriers | M Dray",
            "Risk | Rating | Controls in place\nLoss of data | High | Copies kept elsewhere",
        ],
    ),
];

#[test]
fn heads_of_many_councils_tell_the_kind() {
    for (kind, tables) in TABLES {
        for table in *tables {
            // A second row tells figures from heads.
            let last = table.lines().last().unwrap_or_default();
            let text = format!("{table}\n{last}\n{last}");
            assert_eq!(build_table(&text).kind, Some(*kind), "{table}");
        }
    }
}

#[test]
fn other_tables_are_of_no_kind() {
    for table in [
        "Ward | Electors | Turnout\nNorth | 900 | 41%\nSouth | 800 | 39%",
        "Service | Budget holder | Telephone\nParks | M Dray | 01234 567890\nPools | P Quill | 01234 567891",
        "Name | Party\nAnn Bell | Independent\nIan Poe | Independent",
    ] {
        assert_eq!(build_table(table).kind, None, "{table}");
    }
}

#[test]
fn a_budget_can_be_followed_through_its_scenarios() {
    let table = build_table(
        "Service | Cost centre | Original Budget 2031/32 £000 | Revised Budget 2031/32 £000 | Actual (May) £000 | Forecast £000 | Variance £000
         Parks | 1001 | 120 | 125 | 30 | 130 | 5
         Pools | 1002 | 60 | 60 | 12 | 58 | -2",
    );
    let told: Vec<_> = table
        .facts
        .iter()
        .filter(|fact| fact.entity == "Pools")
        .map(|fact| (fact.scenario.as_deref(), fact.period.as_deref(), fact.value, fact.unit.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (Some("budget"), Some("2031/32"), 60_000.0, "GBP"),
            (Some("budget"), Some("2031/32"), 60_000.0, "GBP"),
            (Some("actual"), Some("May"), 12_000.0, "GBP"),
            (Some("forecast"), None, 58_000.0, "GBP"),
            (Some("variance"), None, -2_000.0, "GBP"),
        ]
    );
    let by_row = build_table("Leisure £000 | April | May\nBudget | 10 | 12\nActual | 9 | 13");
    let told: Vec<_> = by_row.facts.iter().map(|fact| (fact.entity.as_str(), fact.scenario.as_deref())).collect();
    assert_eq!(
        told,
        [
            ("Budget", Some("budget")),
            ("Budget", Some("budget")),
            ("Actual", Some("actual")),
            ("Actual", Some("actual")),
        ]
    );
}
