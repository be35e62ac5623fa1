//! Pure views of what the lower layers found: domain in, text out.

pub mod changes;
pub mod diagnostics;
pub mod figures;
pub mod moved;
pub mod scenarios;
pub mod stale;
