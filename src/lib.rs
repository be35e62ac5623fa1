//! Guided troubleshooting: fault trees in YAML, proven sound, walked one plain question at a time.

pub mod base;
pub mod case;
pub mod casebook;
pub mod check;
pub mod cli;
pub mod delivery;
pub mod diff;
pub mod document;
pub mod edit;
pub mod engine;
pub mod export;
pub mod find;
pub mod import;
pub mod library;
pub mod lsp;
pub mod outbox;
pub mod repl;
pub mod report;
pub mod scenario;
pub mod schema;
pub mod screen;
pub mod store;
pub mod tree;
pub mod words;
pub mod yaml;
