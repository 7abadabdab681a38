//! Units that a heading or caption gives to the figures below it: `£000`, `£m`, `%`.

use super::scan::{letters, listed};

/// The unit that some words give.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unit {
    /// ISO 4217, when the figures are money.
    pub currency: Option<&'static str>,
    /// Power of ten that a printed figure is multiplied by (3 for `£000`).
    pub power: u8,
    /// The figures are percentages.
    pub percent: bool,
}

impl Unit {
    /// Whether the words gave any unit at all.
    pub fn is_given(self) -> bool {
        self.currency.is_some() || self.percent || self.power > 0
    }
}

/// Signs of money and what they stand for.
pub(super) const CURRENCIES: [(&str, &str); 3] = [("£", "GBP"), ("€", "EUR"), ("$", "USD")];

/// The sign of a currency, by its ISO 4217 code.
pub(crate) fn sign_of(code: &str) -> Option<&'static str> {
    CURRENCIES.iter().find(|(_, known)| *known == code).map(|(sign, _)| *sign)
}

/// Words for powers of ten, after a sign of money.
const POWERS: [(&str, u8); 13] = [
    ("k", 3),
    ("thousand", 3),
    ("thousands", 3),
    ("m", 6),
    ("mn", 6),
    ("mill", 6),
    ("million", 6),
    ("millions", 6),
    ("mil", 6),
    ("bn", 9),
    ("billion", 9),
    ("billions", 9),
    ("s", 0),
];

/// The power of ten that a word stands for.
pub(super) fn power(word: &str) -> Option<u8> {
    POWERS.iter().find(|(name, power)| *power > 0 && name.eq_ignore_ascii_case(word)).map(|(_, power)| *power)
}

/// The unit that a heading or caption gives to figures.
///
/// A heading that names money and a percentage at once (two columns run
/// together) gives none, and an amount (`limit of £500`) is no unit.
pub fn unit_of(words: &str) -> Unit {
    let percent = words.contains('%') || contains_word(words, &["percent", "percentage"]) || per_cent(words);
    let money = money_of(words);
    match (money, percent) {
        (Some(_), true) => Unit::default(),
        (Some((currency, power)), false) => Unit { currency: Some(currency), power, percent: false },
        (None, percent) => {
            let power = if percent { 0 } else { thousands_alone(words) };
            Unit { currency: None, power, percent }
        }
    }
}

fn money_of(words: &str) -> Option<(&'static str, u8)> {
    for (sign, currency) in CURRENCIES {
        for (at, _) in words.match_indices(sign) {
            if let Some(power) = after_sign(&words[at + sign.len()..]) {
                return Some((currency, power));
            }
        }
    }
    None
}

/// The power of ten that stands after a sign of money; `None` when an amount does.
fn after_sign(rest: &str) -> Option<u8> {
    let rest = rest.trim_start_matches([' ', '\'', '’', '‘', '`', '(', ',']);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        return match &rest[..digits] {
            "000" => Some(if rest[digits..].starts_with(",000") { 6 } else { 3 }),
            "000000" => Some(6),
            _ => None,
        };
    }
    let rest = rest.strip_prefix("in ").unwrap_or(rest);
    Some(power(letters(rest, 0)).unwrap_or(0))
}

/// `'000` or `(000s)` without a sign of money.
fn thousands_alone(words: &str) -> u8 {
    let quoted = ["'000", "’000", "‘000", "(000s", "(000)", "(000’s", "(000's"];
    if quoted.iter().any(|form| words.contains(form)) { 3 } else { 0 }
}

fn per_cent(words: &str) -> bool {
    words.match_indices("cent").any(|(at, _)| {
        let before = words[..at].trim_end();
        before.len() >= 3 && before.as_bytes()[before.len() - 3..].eq_ignore_ascii_case(b"per")
    })
}

/// Whether any of the words is in the list, case aside.
pub(crate) fn contains_word(words: &str, list: &[&str]) -> bool {
    words.split(|sign: char| !sign.is_alphanumeric()).any(|word| listed(word, list))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_units_of_headings() {
        let money = |power| Unit { currency: Some("GBP"), power, percent: false };
        for (words, expected) in [
            ("Budget £000", money(3)),
            ("Annual Budget £000's", money(3)),
            ("£'000", money(3)),
            ("£’000", money(3)),
            ("£k", money(3)),
            ("Savings (£m)", money(6)),
            ("£ million", money(6)),
            ("All figures in £m", money(6)),
            ("£bn", money(9)),
            ("(per week) £", money(0)),
            ("Unit cost £'s", money(0)),
            ("£ per week", money(0)),
            ("£000,000", money(6)),
            ("($ in Millions)", Unit { currency: Some("USD"), power: 6, percent: false }),
            ("€", Unit { currency: Some("EUR"), power: 0, percent: false }),
            ("%", Unit { currency: None, power: 0, percent: true }),
            ("Variance per cent", Unit { currency: None, power: 0, percent: true }),
            ("Visits ('000)", Unit { currency: None, power: 3, percent: false }),
            ("£'000   %", Unit::default()),
            ("Over £500", Unit::default()),
            ("Service", Unit::default()),
            ("", Unit::default()),
        ] {
            assert_eq!(unit_of(words), expected, "{words}");
        }
    }
}
