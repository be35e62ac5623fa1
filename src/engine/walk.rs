//! Placeholder until the walk is written.
