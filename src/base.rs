//! What every layer speaks of: ids, languages and texts, places in a source, diagnostics, clean output.

mod clean;
mod diagnostic;
mod hash;
mod id;
mod lang;
mod markdown;
mod source;

pub use clean::{clean, clean_line, find_hidden, is_deceptive};
pub use diagnostic::{Code, Diagnostic, Level, Note, Quote, narrow};
pub use hash::{content_hash, hex};
pub use id::{Id, near};
pub use lang::{Lang, Text};
pub use markdown::escape_markdown;
pub use source::{Place, Position, Source, SourceId, Sources, Span};
