//! Trees for other eyes: outlines, pictures, data and manuals. A library goes in, text comes out.

mod describe;
mod json;
mod plan;

pub use json::json;
pub use plan::{Goal, Plan, Stop, Way, Ways};
