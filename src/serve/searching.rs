//! Searches of the site: the index as it is now, and where each hit leads.

use super::answer::Refusal;
use super::args::Arguments;
use super::held::Mark;
use super::link;
use super::settings::{LONGEST_QUERY, MOST_HITS, PAGE};
use crate::search::{Answer, Ask, DEEPEST, Field, Hit, Index, Order, SearchFault, quoted};
use crate::store::{Store, document_of};
use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long the index is believed to be as it was.
const FRESH: Duration = Duration::from_secs(5);
/// What addresses call the orders.
const ORDERS: &[(&str, Order)] = &[("rank", Order::Rank), ("newest", Order::Newest), ("oldest", Order::Oldest)];

/// The index of the store, looked at again from time to time.
pub(super) struct Searching(Mutex<Option<(Index, Instant)>>);

impl fmt::Debug for Searching {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Searching").finish_non_exhaustive()
    }
}

/// What somebody asks for: a state that has an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    /// What they typed.
    pub(super) query: String,
    /// In which order.
    pub(super) order: Order,
    /// Which page, from 1.
    pub(super) page: usize,
    /// Hits on a page.
    pub(super) limit: usize,
}

/// A hit with the addresses that it leads to.
#[derive(Clone, Debug)]
pub(super) struct Lead {
    /// Its own page, or its place on one.
    pub(super) address: String,
    /// Its place in the source.
    pub(super) source: Option<String>,
    /// When its document was read: UTC, RFC 3339.
    pub(super) read_at: String,
}

/// An answer with the addresses that its hits lead to.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) asked: Asked,
    pub(super) answer: Answer,
    /// One for each hit.
    pub(super) leads: Vec<Lead>,
}

impl Asked {
    /// What the arguments ask for.
    pub(super) fn of(arguments: &Arguments) -> Result<Self, Refusal> {
        let query = arguments.get("q").unwrap_or_default();
        if query.chars().nth(LONGEST_QUERY).is_some() {
            return Err(Refusal::LongQuery);
        }
        let named = arguments.get("sort").and_then(|name| ORDERS.iter().find(|(known, _)| *known == name));
        let limit = arguments.number("limit").unwrap_or(PAGE).clamp(1, MOST_HITS);
        Ok(Self {
            query: query.to_owned(),
            order: named.map(|(_, order)| *order).unwrap_or_default(),
            page: arguments.number("page").unwrap_or(1).clamp(1, DEEPEST / limit),
            limit,
        })
    }

    /// The address of this state under a path.
    pub(super) fn address(&self, path: &str) -> String {
        let order = ORDERS.iter().find(|(_, order)| *order == self.order && self.order != Order::Rank);
        let page = (self.page > 1).then(|| self.page.to_string());
        let query = (!self.query.is_empty()).then_some(self.query.as_str());
        link::with(path, &[("q", query), ("sort", order.map(|(name, _)| *name)), ("page", page.as_deref())])
    }

    /// The same with another query, from its first page.
    pub(super) fn with_query(&self, query: String) -> Self {
        Self { query, page: 1, ..self.clone() }
    }

    /// The same in another order, from its first page.
    pub(super) fn ordered(&self, order: Order) -> Self {
        Self { order, page: 1, ..self.clone() }
    }

    /// Another page of it.
    pub(super) fn at(&self, page: usize) -> Self {
        Self { page, ..self.clone() }
    }

    /// The same with a value of a field asked for, or no longer asked for where it is already; and which of both.
    pub(super) fn toggled(&self, field: Field, value: &str) -> (Self, bool) {
        let in_quotes = format!("{}:{}", field.name(), quoted(value));
        let bare = format!("{}:{value}", field.name());
        let chosen = [in_quotes.as_str(), bare.as_str()].into_iter().find_map(|clause| {
            let at = whole_clause(&self.query, clause)?;
            Some(format!("{} {}", self.query[..at].trim_end(), self.query[at + clause.len()..].trim_start()))
        });
        if let Some(rest) = chosen {
            return (self.with_query(rest.trim().to_owned()), true);
        }
        // A name in quotes is the whole name: what the count beside it counts.
        let is_name = matches!(field, Field::Council | Field::Body | Field::Person);
        let clause = if is_name { &in_quotes } else { &bare };
        (self.with_query(format!("{} {clause}", self.query).trim().to_owned()), false)
    }
}

/// Where a clause stands in a query, with blanks or nothing around it.
fn whole_clause(query: &str, clause: &str) -> Option<usize> {
    query.match_indices(clause).map(|(at, _)| at).find(|at| {
        let ends = |sign: Option<char>| sign.is_none_or(char::is_whitespace);
        ends(query[..*at].chars().next_back()) && ends(query[at + clause.len()..].chars().next())
    })
}

impl Searching {
    /// The index of a store, brought up to date where that is possible.
    pub(super) fn over(store: &Store) -> Self {
        let index = Index::refresh(store).map(|(index, _)| index);
        let index = index.or_else(|fault| {
            tracing::warn!(code = fault.code(), "the index is used as it is: {fault}");
            Index::open(store)
        });
        let index = index.inspect_err(|fault| tracing::warn!(code = fault.code(), "nothing is searched: {fault}"));
        Self(Mutex::new(index.ok().map(|index| (index, Instant::now()))))
    }

    /// Answers what is asked for, with or without counts by field.
    ///
    /// # Errors
    ///
    /// When there is no index, or it or the store does not answer.
    pub(super) fn answer(&self, store: &Store, asked: &Asked, facets: bool) -> Result<Found, Refusal> {
        let Asked { query, order, page, limit } = asked;
        let ask = Ask { text: query, order: *order, offset: (page - 1) * limit, limit: *limit, facets };
        let answer = self.index(store)?.answer(store, &ask)?;
        let leads = answer.hits.iter().map(|hit| Lead::of(store, hit)).collect::<Result<_, _>>()?;
        Ok(Found { asked: asked.clone(), answer, leads })
    }

    fn index(&self, store: &Store) -> Result<Index, Refusal> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((index, looked)) = known.as_mut() {
            if looked.elapsed() < FRESH {
                return Ok(index.clone());
            }
            *looked = Instant::now();
            let index = index.clone();
            drop(known);
            // Others go on with what there is meanwhile.
            match index.reload() {
                Ok(()) => return Ok(index),
                Err(fault) => tracing::warn!(code = fault.code(), "{fault}"),
            }
            known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        }
        // There was none, or it was made anew.
        let index = Index::open(store)?;
        *known = Some((index.clone(), Instant::now()));
        Ok(index)
    }
}

impl Lead {
    fn of(store: &Store, hit: &Hit) -> Result<Self, Refusal> {
        let connection = store.connection();
        let number: i64 = connection
            .prepare_cached("SELECT number FROM records WHERE record_key = ?")?
            .query_row([hit.record_key], |row| row.get(0))?;
        let read_at = connection
            .prepare_cached(
                "SELECT read_at FROM documents JOIN source_versions USING (version_key) WHERE document_key = ?",
            )?
            .query_row([document_of(hit.record_key)], |row| row.get(0))?;
        let source = hit.page.map(i64::from).map(|page| {
            let marked = Mark::new(&hit.kind, number).map(|mark| link::marked(&hit.document_id, page, mark));
            marked.unwrap_or_else(|| link::source(&hit.document_id, page))
        });
        let address = match (hit.kind.as_str(), &source) {
            ("decision", _) => link::decision(&hit.id),
            ("document" | "meeting", _) => link::meeting(&hit.document_id),
            // A section has no place of its own but the source.
            ("section", Some(source)) => source.clone(),
            (kind, _) => link::record(&hit.document_id, kind, number),
        };
        Ok(Self { address, source, read_at })
    }
}

impl From<SearchFault> for Refusal {
    fn from(fault: SearchFault) -> Self {
        match fault {
            SearchFault::Store(fault) => fault.into(),
            SearchFault::Missing { .. } => Self::NoIndex,
            fault => {
                tracing::error!(code = fault.code(), "{fault}");
                Self::Store
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Arguments, Asked, Refusal};
    use crate::search::Field;

    fn asked(query: &str) -> Asked {
        Asked::of(&Arguments::read(Some(query))).expect("asked")
    }

    #[test]
    fn a_state_has_an_address_and_the_address_the_state() {
        let state = asked("q=care+%22home+visit%22&sort=newest&page=3");
        assert_eq!(state.address("/search"), "/search?q=care%20%22home%20visit%22&sort=newest&page=3");
        assert_eq!(asked("").address("/search"), "/search");
        assert_eq!(asked("page=99999999&sort=none&limit=0").address("/s"), "/s?page=10000");
        assert_eq!(Asked::of(&Arguments::read(Some(&format!("q={}", "a".repeat(1001))))), Err(Refusal::LongQuery));
    }

    #[test]
    fn a_value_is_chosen_and_let_go() {
        let begun = asked("q=roof&page=4");
        let (chosen, was) = begun.toggled(Field::Body, "Adults Committee");
        assert_eq!((chosen.query.as_str(), chosen.page, was), ("roof body:\"Adults Committee\"", 1, false));
        let (more, _) = chosen.toggled(Field::Type, "decision");
        assert_eq!(more.query, "roof body:\"Adults Committee\" type:decision");
        let (less, was) = more.toggled(Field::Body, "Adults Committee");
        assert_eq!((less.query.as_str(), was), ("roof type:decision", true));
        assert_eq!(less.toggled(Field::Type, "decision").0.query, "roof");
        assert!(!asked("q=subtype:decision").toggled(Field::Type, "decision").1);
    }
}
