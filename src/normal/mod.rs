//! Normalisers: what printed words mean, as pure functions.
//!
//! Each takes the words as they are printed and gives a typed value or
//! nothing; none of them guesses, and none of them fails on hostile input.
//! [`date`] and [`time`] read the calendar and the clock, [`name`] reads
//! people, [`number`] counts, [`text`] mends spacing and line ends, and
//! [`value`] reads the cells of tables with the help of [`mod@unit`].

pub mod date;
pub mod name;
pub mod number;
mod scan;
pub mod text;
pub mod time;
pub mod unit;
pub mod value;
