//! The tests of the built program and of its known answers, in one binary.

mod command;
mod known;
