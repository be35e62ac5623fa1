//! A case as people see it: its number, what was replied in words, its hand-over and its closing note.

mod fault_report;
mod figures;
mod hand_over;
mod handling;
mod letter;
mod number;
mod phrase;
pub mod record;
mod scrub;
pub mod secret;

pub use fault_report::{Attempts, Counted, FaultReport, Found, Subject};
pub use figures::{LENGTHS, Sample, Tally, Topic};
pub use hand_over::{Closing, Detail, Frame, HandOver, Line, TriedLine};
pub use handling::Handling;
pub use letter::Letter;
pub use number::Number;
pub use phrase::Phrase;
pub use scrub::scrub;
