//! Figures on many cases: every database counts as one would by hand, and what is private is in no output.

mod filled;
mod made;
mod told;
mod twins;
