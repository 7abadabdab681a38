//! Blocks as a nom input: what the rules of the outline run over.

use crate::block::Block;
use crate::read::marks::Marks;
use nom::error::{ErrorKind, ParseError};
use nom::{Input, Needed};
use std::iter::{Enumerate, Zip};
use std::slice::Iter;

/// A run of blocks with what their words say they are.
#[derive(Clone, Copy, Debug)]
pub struct Stream<'b, 'd> {
    /// Index of the first block in the source.
    pub at: usize,
    /// The blocks.
    pub blocks: &'b [Block<'d>],
    /// One for each block.
    pub marks: &'b [Marks<'b>],
}

/// Where a rule failed, and what it wanted.
///
/// Of two branches the one that got further is kept, so that an `alt` tells the
/// most useful failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Miss {
    /// Index of the block.
    pub at: usize,
    /// The rule that was tried.
    pub expected: &'static str,
}

impl Miss {
    /// A failure of `expected` at the start of a stream.
    pub fn of(input: Stream<'_, '_>, expected: &'static str) -> nom::Err<Self> {
        nom::Err::Error(Self { at: input.at, expected })
    }
}

impl ParseError<Stream<'_, '_>> for Miss {
    fn from_error_kind(input: Stream<'_, '_>, _: ErrorKind) -> Self {
        Self { at: input.at, expected: "another block" }
    }

    fn append(_: Stream<'_, '_>, _: ErrorKind, other: Self) -> Self {
        other
    }

    fn or(self, other: Self) -> Self {
        if other.at > self.at { other } else { self }
    }
}

/// The outcome of a rule over blocks.
pub type Read<'b, 'd, T> = nom::IResult<Stream<'b, 'd>, T, Miss>;

impl<'b, 'd> Stream<'b, 'd> {
    /// The first block and its marks.
    pub fn first(&self) -> Option<(&'b Block<'d>, &'b Marks<'b>)> {
        Some((self.blocks.first()?, self.marks.first()?))
    }

    /// The stretch of the source that lies between this stream and a later one.
    pub fn until(&self, later: &Self) -> std::ops::Range<usize> {
        self.at..later.at
    }
}

impl<'b, 'd> Input for Stream<'b, 'd> {
    type Item = (&'b Block<'d>, &'b Marks<'b>);
    type Iter = Zip<Iter<'b, Block<'d>>, Iter<'b, Marks<'b>>>;
    type IterIndices = Enumerate<Self::Iter>;

    fn input_len(&self) -> usize {
        self.blocks.len()
    }

    fn take(&self, index: usize) -> Self {
        Self { at: self.at, blocks: &self.blocks[..index], marks: &self.marks[..index] }
    }

    fn take_from(&self, index: usize) -> Self {
        Self { at: self.at + index, blocks: &self.blocks[index..], marks: &self.marks[index..] }
    }

    fn take_split(&self, index: usize) -> (Self, Self) {
        (self.take_from(index), self.take(index))
    }

    fn position<P: Fn(Self::Item) -> bool>(&self, predicate: P) -> Option<usize> {
        self.iter_elements().position(predicate)
    }

    fn iter_elements(&self) -> Self::Iter {
        self.blocks.iter().zip(self.marks)
    }

    fn iter_indices(&self) -> Self::IterIndices {
        self.iter_elements().enumerate()
    }

    fn slice_index(&self, count: usize) -> Result<usize, Needed> {
        if count <= self.blocks.len() { Ok(count) } else { Err(Needed::new(count - self.blocks.len())) }
    }
}
