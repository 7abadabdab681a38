//! How a run ended, as its exit code tells.

use super::Tally;

/// How a run ended.
///
/// | exit code | verdict | what it means |
/// |---|---|---|
/// | 0 | [`Verdict::Whole`] | all sources were read |
/// | 1 | [`Verdict::InPart`] | some sources were read in part, refused or not found; all others are written |
/// | 2 | [`Verdict::Usage`] | arguments or grammars are wrong; nothing was done |
/// | 3 | [`Verdict::Nothing`] | no source could be read |
/// | 4 | [`Verdict::Output`] | output could not be written, or another trouble that passes: make room or allow it, and run again |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// All sources were read.
    Whole,
    /// Some sources were read in part, refused or not found.
    InPart,
    /// Arguments or grammars are wrong.
    Usage,
    /// No source could be read.
    Nothing,
    /// Output could not be written, the store is in use, or the run was stopped: the same may go
    /// well another time.
    Output,
}

impl Verdict {
    /// The verdict on a run that wrote all it could.
    pub fn of(tally: &Tally) -> Self {
        if tally.read + tally.read_in_part == 0 {
            Self::Nothing
        } else if tally.read_in_part + tally.refused + tally.unreadable > 0 {
            Self::InPart
        } else {
            Self::Whole
        }
    }

    /// The exit code.
    pub fn code(self) -> u8 {
        match self {
            Self::Whole => 0,
            Self::InPart => 1,
            Self::Usage => 2,
            Self::Nothing => 3,
            Self::Output => 4,
        }
    }
}
