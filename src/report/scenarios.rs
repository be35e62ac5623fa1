//! What came out of scenarios: a table for people, one object a line for programs, JUnit XML for build servers.

mod annotated;
mod junit;
mod table;
mod wire;

pub use annotated::annotated;
pub use junit::junit;
pub use table::{Column, table};
pub use wire::{coverage_lines, exploration_line, mutation_lines, scenario_lines};

use crate::{
    base::{Id, clean_line},
    scenario::End,
};

/// Writes an ending as a scenario does: `fix: switched-off`.
pub fn ending(end: &End) -> String {
    let list = |ids: &[Id]| ids.iter().map(Id::as_str).collect::<Vec<_>>().join(", ");
    let words = match end {
        End::Fixed(causes) => format!("fix: {}", list(causes)),
        End::Escalated { role, .. } => format!("escalate: {}", role.as_ref().map_or("nobody", Id::as_str)),
        End::Continued(tree) => format!("continue: {tree}"),
        End::Exited(exit) => format!("exit: {exit}"),
        End::Stopped(step) => format!("asked: {step}"),
        End::Stuck => "stuck".to_owned(),
    };
    clean_line(&words).into_owned()
}
