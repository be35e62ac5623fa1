//! What an editor can say and do about a text that is being written, without knowing any editor.
//!
//! A text is read as far as it can be; what stands in it while it is no YAML is guessed from its indentation.

mod complete;
mod context;
mod desk;
mod distance;
mod fix;
mod flow;
mod fold;
mod lines;
mod names;
mod outline;
mod page;
mod reading;
mod rename;
mod scenarios;
mod spot;
mod trials;
mod words;

pub use complete::{Kind, Proposal, complete};
pub use desk::{Desk, Sheet};
pub use distance::{Distance, distance};
pub use fix::{Fix, fixes};
pub use fold::{Fold, folds};
pub use lines::{Columns, Lines, Point};
pub use names::{Occurrence, Symbol};
pub use outline::Item;
pub use page::explain_at;
pub use reading::Reading;
pub use rename::{Renaming, rename, renameable, renamed};
pub use scenarios::try_scenarios;
