//! All integration tests in one binary.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    reason = "test code: a panic is a failure"
)]

mod corridor;
mod engine;
mod house;
mod rules;
mod support;
