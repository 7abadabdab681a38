//! Questions and answers.

use super::facets::{self, Facet};
use super::fault::SearchFault;
use super::index::Index;
use super::marks::{Marks, Piece};
use super::query::Query;
use super::seek::seeking;
use crate::store::Store;
use serde::{Serialize, Serializer};
use serde_with::skip_serializing_none;
use tantivy::aggregation::{AggContextParams, AggregationCollector};
use tantivy::collector::sort_key::SortByStaticFastValue;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::Query as Seeking;
use tantivy::{DocAddress, Order as Way, Searcher};

/// How far down an answer can be read: beyond it a narrower question is the better way.
pub const DEEPEST: usize = 10_000;

/// In which order records are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Those first that are most about what is looked for (BM25).
    #[default]
    Rank,
    /// By the day of their meeting, the last first; those without one at the end.
    Newest,
    /// By the day of their meeting, the first first; those without one at the end.
    Oldest,
}

/// A question.
#[derive(Clone, Debug, Default)]
pub struct Ask<'q> {
    /// What somebody typed.
    pub text: &'q str,
    /// In which order to tell.
    pub order: Order,
    /// How many records to leave out, those before the page.
    pub offset: usize,
    /// How many records to tell.
    pub limit: usize,
    /// Whether to count councils, bodies, years, types and outcomes too.
    pub facets: bool,
}

/// An answer.
#[skip_serializing_none]
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// What was understood; in JSON, what was not.
    #[serde(rename = "faults", serialize_with = "faults")]
    pub query: Query,
    /// How many records there are.
    pub total: u64,
    /// The records of the page.
    pub hits: Vec<Hit>,
    /// What they are of; empty where not asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facets: Vec<Facet>,
    /// What may have been meant, where a word is in no record.
    pub suggestion: Option<String>,
}

/// A record that was found.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hit {
    /// Its key in the store.
    pub record_key: i64,
    /// Its type, in the flat stream's words.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its id in the flat stream, the same on every run.
    pub id: String,
    /// What to call it.
    pub title: Option<String>,
    /// What it says of what was looked for.
    pub snippet: Vec<Piece>,
    /// The body of its meeting.
    pub body: Option<String>,
    /// The day of its meeting, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// The council.
    pub council: Option<String>,
    /// What became of it, where it is a decision.
    pub outcome: Option<String>,
    /// Id of its document.
    pub document_id: String,
    /// Title of its document, or its file name.
    pub document: String,
    /// The page that it begins on, from 1; nothing where its place is not known.
    pub page: Option<u32>,
    /// How much it is about what is looked for; nothing where the order is another.
    pub score: Option<f32>,
}

impl Index {
    /// Answers a question about the records of this store.
    ///
    /// # Errors
    ///
    /// When the index or the store cannot be read.
    pub fn answer(&self, store: &Store, ask: &Ask<'_>) -> Result<Answer, SearchFault> {
        let query = Query::parse(ask.text);
        let seeking = seeking(&query, &self.fields);
        let searcher = self.searcher();
        let (total, facets) = self.count(&searcher, &*seeking, ask.facets)?;
        let mut marks = Marks::of(&query);
        let mut hits = Vec::with_capacity(ask.limit.min(DEEPEST));
        for (at, score) in self.page(&searcher, &*seeking, ask)? {
            // What the store has lost since the index was made is left out.
            hits.extend(self.hit(&searcher, store, at, score, &mut marks)?);
        }
        let suggestion = if total == 0 { self.suggestion(&query, ask.text)? } else { None };
        Ok(Answer { query, total, hits, facets, suggestion })
    }

    fn count(
        &self,
        searcher: &Searcher,
        seeking: &dyn Seeking,
        with_facets: bool,
    ) -> Result<(u64, Vec<Facet>), SearchFault> {
        let fault = |cause| self.fault(cause);
        if !with_facets {
            return searcher.search(seeking, &Count).map(|count| (count as u64, Vec::new())).map_err(fault);
        }
        let counting = AggregationCollector::from_aggs(facets::request(), AggContextParams::default());
        let facets = facets::facets(searcher.search(seeking, &counting).map_err(fault)?);
        Ok((facets::total(&facets), facets))
    }

    fn page(
        &self,
        searcher: &Searcher,
        seeking: &dyn Seeking,
        ask: &Ask<'_>,
    ) -> Result<Vec<(DocAddress, Option<f32>)>, SearchFault> {
        if ask.limit == 0 || ask.offset >= DEEPEST {
            return Ok(Vec::new());
        }
        let top = TopDocs::with_limit(ask.limit.min(DEEPEST - ask.offset)).and_offset(ask.offset);
        let day = SortByStaticFastValue::<u64>::for_field("date");
        let found = match ask.order {
            Order::Rank => searcher
                .search(seeking, &top.order_by_score())
                .map(|found| found.into_iter().map(|(score, at)| (at, Some(score))).collect()),
            Order::Newest => searcher.search(seeking, &top.order_by((day, Way::Desc))).map(unscored),
            Order::Oldest => searcher.search(seeking, &top.order_by((day, Way::Asc))).map(unscored),
        };
        found.map_err(|cause| self.fault(cause))
    }

    fn hit(
        &self,
        searcher: &Searcher,
        store: &Store,
        at: DocAddress,
        score: Option<f32>,
        marks: &mut Marks,
    ) -> Result<Option<Hit>, SearchFault> {
        let part = searcher.segment_reader(at.segment_ord);
        let key = part.fast_fields().u64("record").map_err(|cause| self.fault(cause))?.first(at.doc_id);
        let Some(key) = key.map(|key| key as i64) else { return Ok(None) };
        let shown = store.record(key, |record| {
            let standing = store.standing(&record)?;
            let own = |word: Option<&str>| word.map(str::to_owned);
            Ok(Hit {
                record_key: record.key,
                kind: record.kind.to_owned(),
                id: record.id.to_owned(),
                title: own(record.title),
                snippet: record.text.map(|text| marks.snippet(text)).unwrap_or_default(),
                body: own(record.body),
                date: own(record.date),
                council: own(record.council),
                outcome: own(record.outcome),
                document_id: standing.document_id,
                document: standing.document,
                page: standing.page,
                score,
            })
        })?;
        shown.transpose()
    }
}

fn faults<S: Serializer>(query: &Query, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(query.faults().iter().map(ToString::to_string))
}

fn unscored<T>(found: Vec<(T, DocAddress)>) -> Vec<(DocAddress, Option<f32>)> {
    found.into_iter().map(|(_, at)| (at, None)).collect()
}
