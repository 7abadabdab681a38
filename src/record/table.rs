//! Tables: cells, values, columns, facts and checks.

use super::Place;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

/// A table of the source.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Stable id.
    pub id: String,
    /// One line.
    pub caption: Option<String>,
    /// What its heads make it.
    pub kind: Option<TableKind>,
    /// How many of the first rows are headings.
    pub header_rows: u32,
    /// One a column.
    pub columns: Vec<Column>,
    /// Header rows first; every row has as many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
    /// Footnotes.
    #[serde(default)]
    pub notes: Vec<String>,
    /// Id of the record that this table was read into.
    pub read_as: Option<String>,
    /// Places of the pieces that were joined over page breaks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Place>,
    /// Normalised cells of a finance or performance table.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
    /// Totals that the table itself states, recomputed.
    pub checks: Vec<Check>,
    /// Where it stands, one place a row; two where the end of a page cuts the row.
    pub place: Vec<Place>,
}

/// What the rows of a table are, as its column heads tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TableKind {
    /// Minutes action log.
    ActionLog,
    /// Agenda plan.
    AgendaPlan,
    /// Forward plan.
    ForwardPlan,
    /// Training plan.
    TrainingPlan,
    /// Workshop plan.
    WorkshopPlan,
    /// Notice of private business.
    PrivateNotice,
    /// Appointments to outside bodies.
    Appointments,
    /// Background papers.
    SourceDocuments,
    /// Officer clearances of implications.
    Clearances,
    /// Declarations of interest.
    Interests,
    /// Attendance.
    Attendance,
    /// Who voted how.
    Votes,
    /// Whom to ask.
    Contacts,
    /// Budgets against what was or will be spent.
    BudgetMonitoring,
    /// Performance against targets.
    Indicators,
    /// Savings and how they are delivered.
    Savings,
    /// Reserves and their balances.
    Reserves,
    /// Money moved between budgets.
    Virements,
    /// Capital schemes.
    CapitalSchemes,
    /// Payments made.
    Payments,
    /// Risks and their scores.
    Risks,
}

impl TableKind {
    /// Whether its rows are figures, told by the whole head of each column, rather
    /// than words that make a record of their own.
    pub fn is_of_figures(self) -> bool {
        matches!(
            self,
            Self::BudgetMonitoring
                | Self::Indicators
                | Self::Savings
                | Self::Reserves
                | Self::Virements
                | Self::CapitalSchemes
                | Self::Payments
                | Self::Risks
        )
    }
}

/// A column of a table.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Path of headings, joined with " / ".
    pub heading: String,
    /// What most of its cells hold.
    #[serde(rename = "type")]
    pub kind: ColumnType,
    /// Unit of its values (`GBP`, `percent`, …).
    pub unit: Option<String>,
    /// What a printed figure is multiplied by (1000 for `£000`).
    pub scale: Option<f64>,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ColumnType {
    /// Words.
    #[default]
    Text,
    /// Plain numbers.
    Number,
    /// Money.
    Money,
    /// Percentages.
    Percent,
    /// Dates.
    Date,
    /// Colours of a traffic light.
    Flag,
    /// Arrows.
    Trend,
}

impl ColumnType {
    /// Whether the column holds numbers, money or percentages.
    pub fn is_figures(self) -> bool {
        matches!(self, Self::Number | Self::Money | Self::Percent)
    }
}

/// A cell.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    /// Its words.
    pub text: String,
    /// Its value, where it holds one.
    pub value: Option<Value>,
    /// Rows and columns of a merged cell.
    pub span: Option<[u32; 2]>,
}

/// The value of a cell.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Value {
    /// What kind of value.
    pub kind: ValueKind,
    /// The figure, scale and sign applied.
    pub amount: Option<f64>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// `YYYY-MM-DD`.
    pub date: Option<String>,
    /// `red`, `amber`, `green`, …
    pub flag: Option<String>,
    /// `up`, `down` or `level`.
    pub trend: Option<String>,
}

/// Kind of a cell's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ValueKind {
    /// A plain number.
    Number,
    /// Money.
    Money,
    /// A percentage.
    Percent,
    /// A date.
    Date,
    /// A colour of a traffic light.
    Flag,
    /// An arrow.
    Trend,
}

/// One figure of a finance or performance table.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// The row's head: a service, fund, scheme or indicator.
    pub entity: String,
    /// The column's head.
    pub measure: String,
    /// The time it is for, as printed.
    pub period: Option<String>,
    /// The figure.
    pub value: f64,
    /// Its unit.
    pub unit: String,
    /// `budget`, `actual`, `forecast`, `variance`, `target`, …
    pub scenario: Option<String>,
}

/// A total that a table states, recomputed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// What was recomputed.
    pub kind: CheckKind,
    /// Row and column (from 0) of the stated figure.
    pub at: [u32; 2],
    /// The figure as recomputed from the other cells.
    pub expected: f64,
    /// The figure that the table prints.
    pub found: f64,
    /// Whether they agree within the printed precision.
    pub holds: bool,
}

/// What a check recomputes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CheckKind {
    /// A total row against the rows above it.
    ColumnSum,
    /// A variance against the columns it is the difference of.
    RowDifference,
    /// A total column against the columns of its row.
    RowSum,
    /// A percentage against the figures it is made of.
    Percentage,
}
