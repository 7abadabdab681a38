//! Search over the records of a store.
//!
//! The index is a folder beside the store, made by `tantivy` from what the store holds. It keeps words
//! and what to filter and count by; what is told of a record comes from the store. Documents in a
//! store never change, so bringing the index up to date is a matter of comparing their keys.
//!
//! [`Query::parse`] reads what somebody typed, [`Index::answer`] answers it.

mod answer;
mod facets;
mod fault;
mod fields;
mod index;
mod marks;
mod query;
mod seek;
mod suggest;

#[cfg(test)]
mod tests;

pub use answer::{Answer, Ask, DEEPEST, Hit, Order};
pub use facets::{Count, Facet};
pub use fault::SearchFault;
pub use fields::{FIELDS, Field};
pub use index::{Difference, Index, Refreshed};
pub use marks::{Marks, Piece};
pub use query::{Clause, Query, QueryFault, Sought, quoted};
