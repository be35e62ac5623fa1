//! All integration tests in one binary.
#![expect(clippy::unwrap_used, clippy::string_slice, clippy::disallowed_methods, reason = "test code")]

mod engine;
mod house;
mod support;
