//! Look-alike letters: Greek and Cyrillic capitals where Latin ones were meant.
//!
//! Character recognition writes `Το:` with a Greek tau. A word is mended only
//! when every letter of it has a Latin twin, so real Greek or Cyrillic stays.

/// Letters with a Latin twin, sorted by code point.
const TWINS: [(char, char); 52] = [
    ('\u{391}', 'A'),
    ('\u{392}', 'B'),
    ('\u{395}', 'E'),
    ('\u{396}', 'Z'),
    ('\u{397}', 'H'),
    ('\u{399}', 'I'),
    ('\u{39a}', 'K'),
    ('\u{39c}', 'M'),
    ('\u{39d}', 'N'),
    ('\u{39f}', 'O'),
    ('\u{3a1}', 'P'),
    ('\u{3a4}', 'T'),
    ('\u{3a5}', 'Y'),
    ('\u{3a7}', 'X'),
    ('\u{3b1}', 'a'),
    ('\u{3b5}', 'e'),
    ('\u{3b9}', 'i'),
    ('\u{3ba}', 'k'),
    ('\u{3bd}', 'v'),
    ('\u{3bf}', 'o'),
    ('\u{3c1}', 'p'),
    ('\u{3c4}', 't'),
    ('\u{3c5}', 'u'),
    ('\u{3c7}', 'x'),
    ('\u{405}', 'S'),
    ('\u{406}', 'I'),
    ('\u{408}', 'J'),
    ('\u{410}', 'A'),
    ('\u{412}', 'B'),
    ('\u{415}', 'E'),
    ('\u{41a}', 'K'),
    ('\u{41c}', 'M'),
    ('\u{41d}', 'H'),
    ('\u{41e}', 'O'),
    ('\u{420}', 'P'),
    ('\u{421}', 'C'),
    ('\u{422}', 'T'),
    ('\u{423}', 'Y'),
    ('\u{425}', 'X'),
    ('\u{430}', 'a'),
    ('\u{435}', 'e'),
    ('\u{43a}', 'k'),
    ('\u{43c}', 'm'),
    ('\u{43e}', 'o'),
    ('\u{440}', 'p'),
    ('\u{441}', 'c'),
    ('\u{442}', 't'),
    ('\u{443}', 'y'),
    ('\u{445}', 'x'),
    ('\u{455}', 's'),
    ('\u{456}', 'i'),
    ('\u{458}', 'j'),
];

/// Whether a letter belongs to a script that has twins of Latin letters.
pub fn is_foreign(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{3ff}' | '\u{400}'..='\u{4ff}')
}

/// Mends the words of `text` from byte `from` on, in place.
pub fn mend(text: &mut String, from: usize) {
    let tail = &text[from..];
    // Foreign letters begin with these bytes: most texts have none of them.
    if !tail.bytes().any(|byte| matches!(byte, 0xCD..=0xD3)) || !tail.chars().any(is_foreign) {
        return;
    }
    let latin = tail.chars().filter(char::is_ascii_alphabetic).count();
    let foreign = tail.chars().filter(|c| is_foreign(*c)).count();
    let mut mended = String::with_capacity(tail.len());
    for word in tail.split_inclusive(|c: char| !c.is_alphabetic()) {
        let twins: Option<String> = word.chars().map(|c| if is_foreign(c) { twin(c) } else { Some(c) }).collect();
        let alone = !word.chars().any(|c| c.is_ascii_alphabetic());
        let short = word.chars().count() <= 5;
        match twins {
            // A word of a sentence in another script stays: it has company.
            Some(twins) if !alone || short && foreign <= latin.max(5) => mended.push_str(&twins),
            _ => mended.push_str(word),
        }
    }
    text.truncate(from);
    text.push_str(&mended);
}

fn twin(c: char) -> Option<char> {
    TWINS.binary_search_by_key(&c, |(from, _)| *from).ok().map(|at| TWINS[at].1)
}
