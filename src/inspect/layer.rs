//! Layers: what can be shown over a page, each switched on and off by itself.

/// A layer of boxes over a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// Pictures that the page draws.
    Images,
    /// Straight lines that the page draws.
    Rulings,
    /// Paragraphs, list items, headings and tables.
    Blocks,
    /// Lines in reading order.
    Lines,
    /// Words.
    Words,
    /// What was taken out of the text.
    Furniture,
    /// Sections of the whole text.
    Sections,
    /// Tables, row by row.
    Tables,
    /// All other records.
    Records,
    /// What no record holds.
    Unclaimed,
}

impl Layer {
    /// All layers, from the bottom.
    pub const ALL: [Self; 10] = [
        Self::Images,
        Self::Rulings,
        Self::Blocks,
        Self::Lines,
        Self::Words,
        Self::Furniture,
        Self::Sections,
        Self::Tables,
        Self::Records,
        Self::Unclaimed,
    ];

    /// Its name, for people and as a class of the page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Images => "images",
            Self::Rulings => "rulings",
            Self::Blocks => "blocks",
            Self::Lines => "lines",
            Self::Words => "words",
            Self::Furniture => "furniture",
            Self::Sections => "sections",
            Self::Tables => "tables",
            Self::Records => "records",
            Self::Unclaimed => "unclaimed",
        }
    }

    /// Whether it is shown from the beginning.
    pub fn is_on(self) -> bool {
        matches!(self, Self::Furniture | Self::Tables | Self::Records | Self::Unclaimed)
    }
}
