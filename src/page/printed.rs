//! The page numbers that pages print: of all numbers in heads and feet, those that count the pages.
//!
//! A page of a merged pack prints its report's own number and the pack's; the
//! number that goes on over more pages is the pack's. What the file calls a page (its label) says
//! nothing of what the page prints; it bears out a number that stands there and that nothing else does,
//! and tells which letters (`iv`, `A-3`) are one.

use super::furniture::is_stamp;

/// A number in the furniture of a page.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    value: u32,
    /// It stands beside the word "page" or alone.
    named: bool,
    /// Pages up to this one that count up to it.
    before: u32,
    /// Pages from this one on that count on from it.
    after: u32,
}

/// Pages without a number that a count may skip: blank ones, inserted sheets.
const MOST_SKIPPED: usize = 3;
/// Most numbers of a page that are looked at.
const MOST_CANDIDATES: usize = 12;

/// The printed number of each page, from the pieces of text in its furniture and the page's label.
pub(super) fn find(pages: &[Vec<String>], labels: &[Option<&str>]) -> Vec<Option<String>> {
    let mut found: Vec<Vec<Candidate>> = pages.iter().map(|pieces| candidates(pieces)).collect();
    for page in 0..found.len() {
        for at in 0..found[page].len() {
            let value = found[page][at].value;
            let before = (1..=MOST_SKIPPED.min(page))
                .filter_map(|step| {
                    let twin = found[page - step].iter().filter(|twin| twin.value + step as u32 == value);
                    twin.map(|twin| twin.before).max()
                })
                .max();
            found[page][at].before = before.map_or(1, |before| before + 1);
        }
    }
    for page in (0..found.len()).rev() {
        for at in 0..found[page].len() {
            let value = found[page][at].value;
            let after = (1..=MOST_SKIPPED.min(found.len() - 1 - page))
                .filter_map(|step| {
                    let twin = found[page + step].iter().filter(|twin| twin.value == value + step as u32);
                    twin.map(|twin| twin.after).max()
                })
                .max();
            found[page][at].after = after.map_or(1, |after| after + 1);
        }
    }
    found
        .iter()
        .enumerate()
        .map(|(page, candidates)| {
            let best = candidates.iter().max_by_key(|candidate| (candidate.before + candidate.after, candidate.named));
            let counts = best.filter(|best| best.named || best.before + best.after > 3);
            counts.map(|best| best.value.to_string()).or_else(|| {
                let label = labels.get(page).copied().flatten()?;
                let prints = candidates.iter().any(|candidate| candidate.value.to_string() == label)
                    || pages[page].iter().any(|piece| says_label(piece, label));
                if prints {
                    return Some(label.to_owned());
                }
                let own = ends_in_figure(&pages[page], label)?;
                let beside = [page.checked_sub(1), page.checked_add(1)].into_iter().flatten().any(|other| {
                    let label = labels.get(other).copied().flatten();
                    label.zip(pages.get(other)).is_some_and(|(label, pieces)| ends_in_figure(pieces, label).is_some())
                });
                beside.then(|| own.to_owned())
            })
        })
        .collect()
}

/// Whether a text says nothing but a page's label.
pub(super) fn says_label(text: &str, label: &str) -> bool {
    let bare = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '|'));
    let own = bare.split_once(' ').filter(|(word, _)| PAGE.iter().any(|page| word.eq_ignore_ascii_case(page)));
    !label.is_empty() && own.map_or(bare, |(_, number)| number) == label
}

/// The figure of a label (`iv` of `Intro-iv`), where a text begins or ends with it.
fn ends_in_figure<'l>(pieces: &[String], label: &'l str) -> Option<&'l str> {
    let figure = label.rsplit(|c: char| !c.is_ascii_alphanumeric()).next().filter(|figure| !figure.is_empty())?;
    let says = |piece: &String| {
        let mut words = piece.split_whitespace();
        words.next() == Some(figure) || words.next_back() == Some(figure)
    };
    pieces.iter().any(says).then_some(figure)
}

/// Words before a page's number.
const PAGE: [&str; 4] = ["page", "pg", "p", "pages"];

fn candidates(pieces: &[String]) -> Vec<Candidate> {
    let mut out: Vec<Candidate> = Vec::new();
    for piece in pieces {
        let alone = is_stamp(piece);
        let mut words = piece.split(|c: char| c.is_whitespace() || "|()[]".contains(c)).filter(|word| !word.is_empty());
        let mut after_page = false;
        let mut after_of = false;
        for word in words.by_ref() {
            let bare = word.trim_matches(['-', '–', '—', ',', '.', ':']);
            let figures = bare.split_once('/').map_or(bare, |(page, _)| page);
            let is_number = !figures.is_empty() && figures.len() <= 4 && figures.bytes().all(|b| b.is_ascii_digit());
            if is_number
                && !after_of
                && let Ok(value) = figures.parse::<u32>()
                && value > 0
                && out.len() < MOST_CANDIDATES
            {
                out.push(Candidate { value, named: after_page || alone, before: 1, after: 1 });
            }
            after_page = PAGE.iter().any(|page| bare.eq_ignore_ascii_case(page));
            after_of = bare.eq_ignore_ascii_case("of");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(pages: &[&[&str]]) -> Vec<Option<String>> {
        labelled(pages, &[])
    }

    fn labelled(pages: &[&[&str]], labels: &[Option<&str>]) -> Vec<Option<String>> {
        let pages: Vec<Vec<String>> =
            pages.iter().map(|pieces| pieces.iter().map(|piece| (*piece).to_owned()).collect()).collect();
        find(&pages, labels)
    }

    fn numbers(values: &[&str]) -> Vec<Option<String>> {
        values.iter().map(|value| (!value.is_empty()).then(|| (*value).to_owned())).collect()
    }

    #[test]
    fn the_stamp_of_the_pack_beats_the_number_of_the_report() {
        let pages: [&[&str]; 5] =
            [&["1", "Page 61"], &["2", "Page 62"], &["1", "Page 63"], &["2", "Page 64"], &["3", "Page 65"]];
        assert_eq!(printed(&pages), numbers(&["61", "62", "63", "64", "65"]));
    }

    #[test]
    fn a_count_goes_on_over_a_page_without_one() {
        let pages: [&[&str]; 4] = [&["Page 7 of 20"], &[], &["Page 9 of 20"], &["Ambleford 2031", "10 | Page"]];
        assert_eq!(printed(&pages), numbers(&["7", "", "9", "10"]));
    }

    #[test]
    fn a_year_is_no_page() {
        let pages: [&[&str]; 2] = [&["Budget book 2031"], &["Budget book 2031"]];
        assert_eq!(printed(&pages), numbers(&["", ""]));
    }

    #[test]
    fn a_label_counts_only_where_the_page_prints_it() {
        let pages: [&[&str]; 5] = [&["– iv –"], &["Page A-3"], &["Ward 7"], &[], &["Page 12"]];
        let labels = [Some("iv"), Some("A-3"), Some("7"), Some("8"), Some("3")];
        assert_eq!(labelled(&pages, &labels), numbers(&["iv", "A-3", "7", "", "12"]));
        assert_eq!(printed(&pages), numbers(&["", "", "", "", "12"]));
    }

    #[test]
    fn letters_in_a_foot_are_a_number_where_the_labels_count_along() {
        let pages: [&[&str]; 4] = [&["Westmarch County Council i"], &["Westmarch County Council ii"], &["Ward v"], &[]];
        let labels = [Some("Intro-i"), Some("Intro-ii"), Some("Map"), Some("v")];
        assert_eq!(labelled(&pages, &labels), numbers(&["i", "ii", "", ""]));
        assert_eq!(labelled(&pages[..1], &labels), numbers(&[""]), "one letter alone may be anything");
    }
}
