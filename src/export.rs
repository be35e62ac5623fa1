//! Trees for other eyes: outlines, pictures, data and manuals. A library goes in, text comes out.

mod counted;
mod coverage;
mod describe;
mod dot;
mod html;
mod json;
mod manual;
mod mermaid;
mod outline;
mod overlay;
mod path;
mod picture;
mod plan;
mod shares;
mod svg;
mod wrap;

pub use counted::counted;
pub use coverage::coverage;
pub use describe::severity;
pub use dot::dot;
pub use html::html;
pub use json::json;
pub use manual::{Manual, Options, Reader, TooLong, markdown};
pub use mermaid::mermaid;
pub use outline::{Row, Weight, outline, page, parts};
pub use overlay::{Figure, Mark, Overlay, Unfit};
pub use path::{Astray, Walked, path};
pub use picture::{Label, Line, Picture, Remark, Scope};
pub use plan::{Goal, Plan, Stop, Way, Ways};
pub use shares::shares;
pub use svg::{Arrangement, TooLarge, svg};
