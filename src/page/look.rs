//! How a line looks: what its source says beyond the words.

/// The look of a line, from markup or from the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Marked as a heading of this depth (`#` is 1); 0 when not marked.
    pub heading: u8,
    /// The whole line is bold.
    pub bold: bool,
    /// The whole line is italic.
    pub italic: bool,
    /// Every cased letter is a capital, and there are at least two.
    pub caps: bool,
    /// The line began with a bullet, which is not in its text.
    pub bullet: bool,
    /// Columns of indentation before the text (spaces; a tab counts four).
    pub indent: u16,
    /// Empty lines before this one.
    pub gap: u16,
    /// Whether the line goes on with the paragraph of the line above, as its
    /// place on the page shows it; none where only its words can tell.
    pub goes_on: Option<bool>,
    /// Bytes of its first words where a wide gap parts them from the rest, as
    /// forms and lists set their labels (`Present    Ann Vale`); 0 where none does.
    pub label_end: u16,
}

/// Whether all cased letters are capitals, and at least two are.
pub(crate) fn is_caps(words: &str) -> bool {
    let mut capitals = 0;
    for c in words.chars() {
        if c.is_lowercase() {
            return false;
        }
        capitals += u32::from(c.is_uppercase());
    }
    capitals >= 2
}
