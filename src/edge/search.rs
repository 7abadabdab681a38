//! Searching: arguments in, answers out.

use minutebook::cli::{IndexArgs, SearchArgs, Sort};
use minutebook::run::Verdict;
use minutebook::search::{Ask, Index, Order, SearchFault};
use minutebook::store::Store;
use minutebook::tell;
use std::path::Path;

/// Looks for records.
pub fn search(args: &SearchArgs) -> Verdict {
    let text = args.words.join(" ");
    let limit = usize::from(args.limit);
    let order = match args.sort {
        Sort::Rank => Order::Rank,
        Sort::Newest => Order::Newest,
        Sort::Oldest => Order::Oldest,
    };
    let offset = (usize::from(args.page) - 1) * limit;
    let ask = Ask { text: &text, order, offset, limit, facets: args.facets };
    answer(Store::read_only(&args.store.store).map_err(SearchFault::from).and_then(|store| {
        let (index, refreshed) = Index::refresh(&store)?;
        tell::refreshed(&refreshed);
        let found = index.answer(&store, &ask)?;
        let words = if args.json {
            // An answer has no keys that JSON could not tell.
            serde_json::to_string(&found).unwrap_or_default() + "\n"
        } else {
            tell::answer(&found, &ask)
        };
        Ok((words, Verdict::Whole))
    }))
}

/// Brings the index up to date, or compares it with the store.
pub fn index(args: &IndexArgs) -> Verdict {
    answer(Store::read_only(&args.store.store).map_err(SearchFault::from).and_then(|store| {
        if !args.check {
            let (_, refreshed) = Index::refresh(&store)?;
            tell::refreshed(&refreshed);
            return Ok((String::new(), Verdict::Whole));
        }
        let difference = Index::open(&store)?.compare(&store)?;
        let verdict = if difference.is_none() { Verdict::Whole } else { Verdict::InPart };
        Ok((tell::difference(&difference), verdict))
    }))
}

/// Brings the index of a store up to date, where it has one; tells whether index and store agree.
pub fn follow(store: &Path) -> bool {
    if !Index::is_there(store) {
        return true;
    }
    let followed = Store::read_only(store).map_err(SearchFault::from).and_then(|store| Index::refresh(&store));
    match followed {
        Ok((_, refreshed)) => {
            tell::refreshed(&refreshed);
            !refreshed.held
        }
        Err(fault) => {
            tell::search_fault(&fault);
            false
        }
    }
}

fn answer(found: Result<(String, Verdict), SearchFault>) -> Verdict {
    match found {
        Ok((words, verdict)) => match crate::print(words.as_bytes()) {
            Verdict::Whole => verdict,
            unsaid => unsaid,
        },
        Err(fault) => {
            tell::search_fault(&fault);
            if fault.is_temporary() { Verdict::Output } else { Verdict::Usage }
        }
    }
}
