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
}
