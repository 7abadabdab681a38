//! Page labels: what a viewer calls each page (ISO 32000-1, 12.4.2).

use super::budget::Budget;
use super::name_tree;
use super::objects::Objects;
use super::text_string;
use lopdf::Dictionary;

/// Above this number, letters and Roman numerals would be endless; figures stand for them.
const MOST_LETTERED: u64 = 4999;

/// Longest prefix that is read, in bytes of the file: every page of a stretch bears it.
const LONGEST: usize = 64;

/// The stretches of pages that are labelled alike, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    stretches: Vec<Stretch>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Stretch {
    from: u64,
    style: Option<u8>,
    prefix: String,
    first: u64,
}

impl Labels {
    /// Reads the labels of a document.
    pub fn read(objects: &Objects, catalog: &Dictionary, budget: &mut Budget) -> Self {
        let mut stretches = Vec::new();
        if let Some(tree) = objects.dict(catalog, b"PageLabels") {
            name_tree::each(objects, tree, b"Nums", budget, |key, value| {
                let from = objects.as_integer(key).and_then(|from| u64::try_from(from).ok());
                if let (Some(from), Some(label)) = (from, objects.as_dict(value)) {
                    let prefix = objects.string(label, b"P").unwrap_or_default();
                    stretches.push(Stretch {
                        from,
                        style: objects.name(label, b"S").and_then(|style| style.first().copied()),
                        prefix: text_string::decode(&prefix[..prefix.len().min(LONGEST)]),
                        first: objects.integer(label, b"St").and_then(|first| u64::try_from(first).ok()).unwrap_or(1),
                    });
                }
            });
        }
        stretches.sort_by_key(|stretch| stretch.from);
        Self { stretches }
    }

    /// The label of the page with this index, from 0; none where the file gives none.
    pub fn label(&self, index: usize) -> Option<String> {
        let index = index as u64;
        let after = self.stretches.partition_point(|stretch| stretch.from <= index);
        let stretch = self.stretches.get(after.checked_sub(1)?)?;
        let number = stretch.first.saturating_add(index - stretch.from);
        let figure = match stretch.style {
            Some(b'D') => number.to_string(),
            Some(_) if number == 0 || number > MOST_LETTERED => number.to_string(),
            Some(b'R') => roman(number),
            Some(b'r') => roman(number).to_lowercase(),
            Some(b'A') => letters(number, b'A'),
            Some(b'a') => letters(number, b'a'),
            _ => String::new(),
        };
        let label = format!("{}{figure}", stretch.prefix);
        (!label.is_empty()).then_some(label)
    }
}

fn roman(mut number: u64) -> String {
    const FIGURES: [(u64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut figures = String::new();
    for (value, figure) in FIGURES {
        while number >= value {
            figures.push_str(figure);
            number -= value;
        }
    }
    figures
}

/// A to Z, then AA to ZZ, then AAA to ZZZ.
fn letters(number: u64, first: u8) -> String {
    let letter = char::from(first + ((number - 1) % 26) as u8);
    let times = usize::try_from((number - 1) / 26 + 1).unwrap_or(1);
    letter.to_string().repeat(times)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stretch_counts_in_its_own_way() {
        let stretch =
            |from, style: Option<u8>, prefix: &str, first| Stretch { from, style, prefix: prefix.to_owned(), first };
        let labels = Labels {
            stretches: vec![
                stretch(1, Some(b'r'), "", 3),
                stretch(3, Some(b'D'), "A-", 1),
                stretch(5, Some(b'a'), "", 27),
                stretch(7, None, "Plan", 1),
                stretch(8, None, "", 1),
                stretch(9, Some(b'R'), "", u64::MAX),
            ],
        };
        let all: Vec<Option<String>> = (0..10).map(|index| labels.label(index)).collect();
        let all: Vec<&str> = all.iter().map(|label| label.as_deref().unwrap_or("-")).collect();
        assert_eq!(all, ["-", "iii", "iv", "A-1", "A-2", "aa", "bb", "Plan", "-", "18446744073709551615"]);
    }
}
