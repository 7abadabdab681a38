//! Marks of those who have to act, at the ends of rows: minutes with a column
//! for actions set initials (`JS`, `TS/JS`) there, beside the paragraph.

use super::Piece;

/// How far the baseline of a mark may be from that of the row it stands beside, in parts of its size.
const BESIDE: f32 = 0.8;
/// Most people that one mark names.
const MOST_PEOPLE: usize = 4;
/// Most words of a mark: its people, and the signs between them.
pub(super) const MOST_WORDS: usize = 2 * MOST_PEOPLE - 1;

/// Whether a piece is initials: `JS`, `MCa`, `TS/JS`, `AB & CD`.
pub(super) fn is_mark(said: &str) -> bool {
    let mut people = 0;
    for word in said.split([' ', '/', ',', '&', '+']).filter(|word| !word.is_empty()) {
        let capitals = word.bytes().filter(u8::is_ascii_uppercase).count();
        let letters = word.bytes().all(|b| b.is_ascii_alphabetic());
        // Roman figures number things.
        let is_figure = word.bytes().all(|b| b"IVX".contains(&b));
        if !letters
            || is_figure
            || capitals < 2
            || !(2..=4).contains(&word.len())
            || !word.as_bytes()[0].is_ascii_uppercase()
        {
            return false;
        }
        people += 1;
    }
    (1..=MOST_PEOPLE).contains(&people)
}

/// Gives marks that stand alone between two rows to the nearer row that has words before them.
pub(super) fn settle(pieces: &mut [Piece], is_mark: impl Fn(&Piece) -> bool) {
    let mut order: Vec<usize> = (0..pieces.len()).filter(|at| pieces[*at].table.is_none()).collect();
    order.sort_by(|a, b| pieces[*a].base.total_cmp(&pieces[*b].base));
    for at in 0..order.len() {
        let mark = &pieces[order[at]];
        let alone = |other: Option<&usize>| other.is_none_or(|other| pieces[*other].row != mark.row);
        if !alone(at.checked_sub(1).and_then(|at| order.get(at))) || !alone(order.get(at + 1)) || !is_mark(mark) {
            continue;
        }
        let near = |other: &&usize| (pieces[**other].base - mark.base).abs() < BESIDE * mark.size;
        let before = order[..at].iter().rev().take_while(near);
        let beside = before.chain(order[at + 1..].iter().take_while(near)).filter(|other| {
            let other = &pieces[**other];
            other.bbox[2] < mark.bbox[0]
        });
        let nearest = beside.min_by(|a, b| {
            let far = |other: usize| (pieces[other].base - mark.base).abs();
            far(**a).total_cmp(&far(**b))
        });
        if let Some((row, base)) = nearest.map(|other| (pieces[*other].row, pieces[*other].base)) {
            let mark = &mut pieces[order[at]];
            (mark.row, mark.base) = (row, base);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_mark;

    #[test]
    fn initials_are_marks_and_figures_are_none() {
        for mark in ["JS", "MCa", "TS/JS", "AB & CD", "AB, CD, EF"] {
            assert!(is_mark(mark), "{mark}");
        }
        for other in ["J", "Js", "XI", "Clerk", "5", "ABCDE", "", "Ann Vale", "N/A"] {
            assert!(!is_mark(other), "{other}");
        }
    }
}
