//! All integration tests in one binary.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::string_slice,
    clippy::disallowed_methods,
    reason = "test code: a panic is a failure"
)]

mod cases;
mod cli;
mod corridor;
mod dialogue;
mod diff;
mod docs;
mod document;
mod engine;
mod entries;
mod export;
mod find;
mod fuzz;
mod generator;
mod guide;
mod hostile_trees;
mod hostile_yaml;
mod house;
mod import;
mod judged;
mod left_out;
mod lsp;
mod manual;
mod moved;
mod moving;
mod new;
mod newcomer;
mod outbox;
mod privacy;
mod program;
mod properties;
mod record;
mod removal;
mod report;
mod rules;
mod scenarios;
mod schema;
mod sealing;
mod several;
mod shipped;
mod stats;
mod store;
mod support;
mod terminal;
mod transcripts;
mod walks;
mod watch;
