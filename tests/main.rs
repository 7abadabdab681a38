//! Tests in one binary: of the built program, of its known answers, of laws that
//! hold for every document, and of sources that mean no good.

mod command;
mod deploy;
mod export;
mod fuzz;
mod hostile;
mod ingest;
mod known;
mod laws;
mod paper;
mod report;
mod search;
mod serve;
mod unseen;
mod variations;
