//! Guided troubleshooting: fault trees in YAML, proven sound, walked one plain question at a time.

pub mod base;
pub mod check;
pub mod engine;
pub mod find;
pub mod report;
pub mod tree;
pub mod yaml;
