//! Scenarios: scripted tests of trees, read from `<tree>.test.yaml`, run against a sealed library.

pub mod codes;
mod coverage;
mod end;
mod explore;
mod judge;
mod model;
mod mutate;
mod names;
mod read;
mod reply;
mod run;
mod search;
mod suggest;
mod trial;

pub use coverage::{Coverage, Group, Item, Share, Taken, What, coverage, items};
pub use end::shown as shown_trail;
pub use explore::{Exploration, Lived, explore};
pub use judge::{Judged, judge, judge_step};
pub use model::{Answered, Assertion, Expected, Given, Opening, Suite, Walk, Word};
pub use mutate::{Mutation, Survivor, mutate};
pub use read::read;
pub use run::{End, Passed, Run, run};
pub use suggest::{Suggestion, Suggestions, Unwritten, append, document, suggest};
pub use trial::{Tried, try_all, unconfirmed};
