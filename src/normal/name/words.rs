//! The words by which names, honorifics and offices are told apart.

use super::super::scan::listed;

/// What kind of honorific it is: what it says about the names after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rank {
    /// A member of the body: `Councillor`.
    Member,
    /// `Mr`: no member where members are titled otherwise.
    Man,
    /// `Mrs`, `Miss`: older lists give it to members too.
    Woman,
    /// `Dr`, `Sir`: a title that members keep.
    Title,
    /// An office that may stand before a name: `Mayor`.
    Office,
}

/// An honorific in the form that records use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Honorific {
    pub(super) form: &'static str,
    pub(super) rank: Rank,
    pub(super) plural: bool,
}

/// Words of the longest honorific, and one after it.
pub(super) const LONGEST_PHRASE: usize = 5;

use Rank::{Man, Member, Office, Title, Woman};

/// As printed (lower case, no stops), as recorded, rank, whether it is a plural.
/// Longer ones stand before those that they begin with.
const HONORIFICS: &[(&str, &str, Rank, bool)] = &[
    ("the worshipful the mayor", "Mayor", Office, false),
    ("the right worshipful the lord mayor", "Lord Mayor", Office, false),
    ("the deputy lord mayor", "Deputy Lord Mayor", Office, false),
    ("deputy lord mayor", "Deputy Lord Mayor", Office, false),
    ("the lord mayor", "Lord Mayor", Office, false),
    ("lord mayor", "Lord Mayor", Office, false),
    ("the deputy mayor", "Deputy Mayor", Office, false),
    ("deputy mayor", "Deputy Mayor", Office, false),
    ("the mayor", "Mayor", Office, false),
    ("mayor", "Mayor", Office, false),
    ("vice mayor", "Vice Mayor", Office, false),
    ("deputy reeve", "Deputy Reeve", Office, false),
    ("reeve", "Reeve", Office, false),
    ("councillors", "Councillor", Member, true),
    ("councillor", "Councillor", Member, false),
    ("cllrs", "Councillor", Member, true),
    ("cllr", "Councillor", Member, false),
    ("clrs", "Councillor", Member, true),
    ("clr", "Councillor", Member, false),
    ("crs", "Councillor", Member, true),
    ("cr", "Councillor", Member, false),
    ("councilors", "Councilor", Member, true),
    ("councilor", "Councilor", Member, false),
    ("councilmembers", "Councilmember", Member, true),
    ("councilmember", "Councilmember", Member, false),
    ("council members", "Council Member", Member, true),
    ("council member", "Council Member", Member, false),
    ("councilman", "Councilman", Member, false),
    ("councilwoman", "Councilwoman", Member, false),
    ("board members", "Board Member", Member, true),
    ("board member", "Board Member", Member, false),
    ("alderwoman", "Alderwoman", Member, false),
    ("aldermen", "Alderman", Member, true),
    ("alderman", "Alderman", Member, false),
    ("ald", "Alderman", Member, false),
    ("trustees", "Trustee", Member, true),
    ("trustee", "Trustee", Member, false),
    ("commissioners", "Commissioner", Member, true),
    ("commissioner", "Commissioner", Member, false),
    ("supervisors", "Supervisor", Member, true),
    ("supervisor", "Supervisor", Member, false),
    ("directors", "Director", Office, true),
    ("director", "Director", Office, false),
    ("vice president", "Vice President", Office, false),
    ("president", "President", Office, false),
    ("first vice chair", "First Vice Chair", Office, false),
    ("second vice chair", "Second Vice Chair", Office, false),
    ("vice chair", "Vice Chair", Office, false),
    ("vice-chair", "Vice-Chair", Office, false),
    ("vice-chairman", "Vice-Chairman", Office, false),
    ("vice chairman", "Vice Chairman", Office, false),
    ("chair", "Chair", Office, false),
    ("chairman", "Chairman", Office, false),
    ("chairwoman", "Chairwoman", Office, false),
    ("chairperson", "Chairperson", Office, false),
    ("commodore", "Commodore", Title, false),
    ("messrs", "Mr", Man, true),
    ("mr", "Mr", Man, false),
    ("mister", "Mr", Man, false),
    ("mrs", "Mrs", Woman, false),
    ("ms", "Ms", Woman, false),
    ("miss", "Miss", Woman, false),
    ("mx", "Mx", Woman, false),
    ("drs", "Dr", Title, true),
    ("dr", "Dr", Title, false),
    ("doctor", "Dr", Title, false),
    ("sir", "Sir", Title, false),
    ("dame", "Dame", Title, false),
    ("lord", "Lord", Title, false),
    ("lady", "Lady", Title, false),
    ("baroness", "Baroness", Title, false),
    ("baron", "Baron", Title, false),
    ("viscount", "Viscount", Title, false),
    ("the right reverend", "Right Reverend", Title, false),
    ("the very reverend", "Very Reverend", Title, false),
    ("the venerable", "Venerable", Title, false),
    ("the reverend", "Reverend", Title, false),
    ("the revd", "Revd", Title, false),
    ("the rev", "Rev", Title, false),
    ("reverend", "Reverend", Title, false),
    ("revd", "Revd", Title, false),
    ("rev", "Rev", Title, false),
    ("canon", "Canon", Title, false),
    ("archdeacon", "Archdeacon", Title, false),
    ("father", "Father", Title, false),
    ("fr", "Fr", Title, false),
    ("pastor", "Pastor", Title, false),
    ("imam", "Imam", Title, false),
    ("rabbi", "Rabbi", Title, false),
    ("sister", "Sister", Title, false),
    ("professor", "Professor", Title, false),
    ("prof", "Prof", Title, false),
    ("the right honourable", "Right Honourable", Title, false),
    ("the rt hon", "Rt Hon", Title, false),
    ("rt hon", "Rt Hon", Title, false),
    ("hon", "Hon", Title, false),
    ("judge", "Judge", Title, false),
    ("pcso", "PCSO", Title, false),
    ("pc", "PC", Title, false),
    ("sgt", "Sgt", Title, false),
    ("sergeant", "Sergeant", Title, false),
    ("chief inspector", "Chief Inspector", Title, false),
    ("inspector", "Inspector", Title, false),
    ("insp", "Inspector", Title, false),
    ("superintendent", "Superintendent", Title, false),
    ("captain", "Captain", Title, false),
    ("colonel", "Colonel", Title, false),
    ("major", "Major", Title, false),
];

/// Small words inside surnames.
const PARTICLES: &[&str] = &[
    "de", "van", "von", "der", "den", "del", "della", "di", "da", "das", "dos", "du", "la", "le", "les", "af", "av",
    "al", "el", "bin", "binti", "ibn", "ap", "ab", "ferch", "mac", "nic", "ní", "ó", "ter", "ten", "te", "y", "st",
];

/// Letters after a name.
const SUFFIXES: &[&str] = &[
    "OBE", "MBE", "CBE", "KBE", "DBE", "BEM", "JP", "DL", "QC", "KC", "OAM", "AM", "AO", "AC", "MP", "MEP", "TD",
    "PhD", "MSP", "MS", "MLA", "Jr", "Sr", "II", "III", "Esq", "RN",
];

/// Words of an office that somebody holds.
const OFFICES: &[&str] = &[
    "director",
    "officer",
    "officers",
    "manager",
    "managers",
    "head",
    "administrator",
    "clerk",
    "mayor",
    "solicitor",
    "engineer",
    "executive",
    "secretary",
    "treasurer",
    "planner",
    "accountant",
    "assistant",
    "chief",
    "leader",
    "chairman",
    "chair",
    "chairwoman",
    "chairperson",
    "vice-chairman",
    "vice-chair",
    "president",
    "coordinator",
    "co-ordinator",
    "adviser",
    "advisor",
    "consultant",
    "surveyor",
    "inspector",
    "superintendent",
    "lead",
    "principal",
    "representative",
    "appointee",
    "analyst",
    "counsel",
    "attorney",
    "auditor",
    "registrar",
    "architect",
    "librarian",
    "headteacher",
    "specialist",
    "technician",
    "supervisor",
    "controller",
    "deputy",
    "member",
    "co-optee",
    "observer",
    "portfolio",
    "cathaoirleach",
    "leas-chathaoirleach",
];

/// Words of bodies, services and blanks, which no name holds.
const NO_NAMES: &[&str] = &[
    "services",
    "service",
    "council",
    "councils",
    "committee",
    "subcommittee",
    "sub-committee",
    "department",
    "team",
    "office",
    "directorate",
    "democratic",
    "legal",
    "finance",
    "financial",
    "planning",
    "housing",
    "transport",
    "transportation",
    "highways",
    "governance",
    "education",
    "children",
    "children's",
    "children’s",
    "adult",
    "adults",
    "social",
    "health",
    "public",
    "corporate",
    "strategic",
    "strategy",
    "development",
    "economic",
    "community",
    "communities",
    "environment",
    "environmental",
    "resources",
    "human",
    "information",
    "technology",
    "property",
    "estates",
    "audit",
    "internal",
    "external",
    "support",
    "business",
    "policy",
    "performance",
    "partnership",
    "partnerships",
    "engagement",
    "communications",
    "commissioning",
    "safeguarding",
    "schools",
    "school",
    "learning",
    "culture",
    "leisure",
    "libraries",
    "waste",
    "licensing",
    "revenues",
    "benefits",
    "customer",
    "procurement",
    "members",
    "administration",
    "monitoring",
    "interim",
    "acting",
    "senior",
    "board",
    "panel",
    "authority",
    "county",
    "city",
    "town",
    "parish",
    "district",
    "borough",
    "university",
    "college",
    "trust",
    "nhs",
    "police",
    "programme",
    "project",
    "projects",
    "operations",
    "regeneration",
    "growth",
    "delivery",
    "quality",
    "families",
    "youth",
    "people",
    "older",
    "vacancy",
    "vacant",
    "none",
    "nil",
    "apologies",
    "absent",
    "present",
    "attendance",
    "tbc",
    "tbd",
    "nobody",
    "all",
    "press",
    "residents",
    "substitute",
    "substitutes",
    "party",
    "minutes",
    "agenda",
    "meeting",
    "report",
    "item",
    "total",
    "capital",
];

/// Words that go on after a name without being part of it.
const AFTER_NAMES: &[&str] = &[
    "substituting",
    "substitute",
    "deputising",
    "representing",
    "for",
    "from",
    "until",
    "left",
    "arrived",
    "joined",
    "who",
    "via",
    "as",
    "in",
    "on",
    "was",
    "were",
    "remotely",
];

/// Shortened words that keep their stop inside a sentence.
const SHORTENED: &[&str] = &["jr", "sr", "st", "esq", "messrs", "dept", "asst", "co", "ltd", "no", "vs", "maj"];

/// The honorific that some words begin with, and how many of them it takes.
pub(super) fn honorific_at(words: &[&str]) -> Option<(Honorific, usize)> {
    let first = words.first()?;
    let article = first.eq_ignore_ascii_case("the");
    if !article && !first.starts_with(char::is_uppercase) {
        return None;
    }
    let initial = first.as_bytes().first()?.to_ascii_lowercase();
    let alike = HONORIFICS.iter().filter(|(printed, ..)| printed.as_bytes().first() == Some(&initial));
    alike.copied().find_map(|(printed, form, rank, plural)| {
        let mut count = 0;
        for part in printed.split(' ') {
            let word = words.get(count)?;
            if !word.strip_suffix('.').unwrap_or(word).eq_ignore_ascii_case(part) {
                return None;
            }
            count += 1;
        }
        Some((Honorific { form, rank, plural }, count))
    })
}

/// An office without the article before it.
pub(super) fn without_article(office: &str) -> &str {
    match office.get(..4) {
        Some(article) if article.eq_ignore_ascii_case("the ") => office[4..].trim_start(),
        _ => office,
    }
}

pub(super) fn is_shortened(word: &str) -> bool {
    listed(word, SHORTENED)
        || HONORIFICS.iter().any(|(printed, ..)| printed.len() < 6 && printed.eq_ignore_ascii_case(word))
}

pub(super) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word) || word == "d’" || word == "d'"
}

pub(super) fn is_suffix(word: &str) -> bool {
    SUFFIXES.contains(&word.trim_end_matches('.'))
}

pub(super) fn is_office(word: &str) -> bool {
    listed(word, OFFICES)
}

pub(super) fn is_no_name(word: &str) -> bool {
    is_office(word) || listed(word, NO_NAMES)
}

pub(super) fn follows_name(word: &str) -> bool {
    listed(word, AFTER_NAMES)
}

/// `J`, `J.P.`, `A B`: one capital letter or several, each by itself.
pub(super) fn is_initials(word: &str) -> bool {
    if word.is_empty() || word.len() > 12 {
        return false;
    }
    let mut apart = true;
    for sign in word.chars() {
        match sign {
            '.' | ' ' => apart = true,
            _ if sign.is_uppercase() && apart => apart = false,
            _ => return false,
        }
    }
    true
}

/// A word of at least two letters that can be a surname.
pub(super) fn is_full(word: &str) -> bool {
    !is_initials(word)
        && !is_particle(word)
        && !is_suffix(word)
        && word.chars().filter(|sign| sign.is_alphabetic()).count() > 1
}

/// Whether a word can be part of a name: capitalised, an initial, a particle.
pub(super) fn is_part_of_name(word: &str) -> bool {
    if is_particle(word) {
        return true;
    }
    let clean =
        |sign: char| sign.is_alphabetic() || matches!(sign, '.' | '\'' | '’' | '‘' | '-' | '‑' | '\u{300}'..='\u{36f}');
    if !word.chars().all(clean) {
        return false;
    }
    let capital = word.starts_with(char::is_uppercase);
    let after_apostrophe = word.split(['\'', '’', '-']).nth(1).is_some_and(|part| part.starts_with(char::is_uppercase));
    capital || (after_apostrophe && word.chars().take_while(|sign| sign.is_alphabetic()).count() <= 3)
}
