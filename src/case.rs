//! A case as people see it: its number, what was replied in words, its hand-over and its closing note.

mod hand_over;
mod handling;
mod number;
mod phrase;
pub mod record;

pub use hand_over::{Closing, Detail, Frame, HandOver, Line, TriedLine};
pub use handling::Handling;
pub use number::Number;
pub use phrase::Phrase;
