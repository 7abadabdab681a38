//! How many of the records found are of each council, body, year, type and outcome.

use super::fields::Field;
use serde::Serialize;
use tantivy::aggregation::Key;
use tantivy::aggregation::agg_req::{Aggregation, AggregationVariants, Aggregations};
use tantivy::aggregation::agg_result::{AggregationResult, AggregationResults, BucketResult};
use tantivy::aggregation::bucket::TermsAggregation;

/// The fields that are counted, under the names that the index gives them, with the most values that
/// are told of each.
const COUNTED: &[(Field, &str, u32)] = &[
    (Field::Council, "council", 100),
    (Field::Body, "body", 100),
    (Field::Date, "year", 100),
    (Field::Type, "type", 30),
    (Field::Outcome, "outcome", 10),
];

/// The values of one field, and how many of the records found have each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Facet {
    /// The field; of days the years are counted.
    pub field: Field,
    /// Years from the last to the first, others from the most frequent on.
    pub counts: Vec<Count>,
}

/// A value of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    /// As the records say it.
    pub value: String,
    /// How many of the records found have it.
    pub count: u64,
}

/// What to ask of the index, for all fields at once.
pub(super) fn request() -> Aggregations {
    COUNTED
        .iter()
        .map(|(_, name, most)| {
            let terms =
                TermsAggregation { field: (*name).to_owned(), size: Some(*most), ..TermsAggregation::default() };
            let counting =
                Aggregation { agg: AggregationVariants::Terms(terms), sub_aggregation: Aggregations::default() };
            ((*name).to_owned(), counting)
        })
        .collect()
}

/// What the index answered.
pub(super) fn facets(mut results: AggregationResults) -> Vec<Facet> {
    COUNTED
        .iter()
        .map(|(field, name, _)| {
            let mut counts = results.0.remove(*name).map(counts).unwrap_or_default();
            if *field == Field::Date {
                counts.sort_unstable_by(|a, b| b.value.cmp(&a.value));
            } else {
                counts.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
            }
            Facet { field: *field, counts }
        })
        .collect()
}

/// How many records were found: every record has a type.
pub(super) fn total(facets: &[Facet]) -> u64 {
    let types = facets.iter().filter(|facet| facet.field == Field::Type);
    types.flat_map(|facet| &facet.counts).map(|value| value.count).sum()
}

fn counts(result: AggregationResult) -> Vec<Count> {
    let AggregationResult::BucketResult(BucketResult::Terms { buckets, .. }) = result else { return Vec::new() };
    buckets
        .into_iter()
        .map(|bucket| {
            let value = match bucket.key {
                Key::Str(words) => words,
                Key::U64(number) => number.to_string(),
                Key::I64(number) => number.to_string(),
                Key::F64(number) => number.to_string(),
            };
            Count { value, count: bucket.doc_count }
        })
        .collect()
}
