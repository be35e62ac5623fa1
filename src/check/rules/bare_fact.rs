//! A hand-over asks for a fact that has no question.
//!
//! What stands under `collect` is asked for before somebody takes over. Without `ask` people see the bare name of the fact
//! there, such as "room", and have to guess what is wanted. Facts that a question of the tree remembers are left alone.
//!
//! ```yaml
//! format: 1
//! title: Lamp
//! facts:
//!   room: {name: room}
//! start: repair
//! steps:
//!   repair:
//!     escalate: technician
//!     collect: [room]
//! ```
//!
//! Instead:
//!
//! ```yaml
//! format: 1
//! title: Lamp
//! facts:
//!   room: {name: room, ask: In which room is the lamp?}
//! start: repair
//! steps:
//!   repair:
//!     escalate: technician
//!     collect: [room]
//! ```

use rustc_hash::FxHashSet;

use crate::{
    base::Level,
    check::{
        context::Context,
        path::index,
        rule::{Found, Rule, Run},
    },
    tree::{Ending, FactIx, FactKind, Kind},
};

pub(super) const RULE: Rule = Rule { code: "H228", name: "bare-fact", level: Level::Hint, run: &[Run::Tree(run)] };

fn run(cx: &Context<'_>, found: &mut Found) {
    let mut reported: FxHashSet<FactIx> = FxHashSet::default();
    let mut asked: Option<FxHashSet<FactIx>> = None;
    for &at in &cx.flow().endings {
        let Some(Kind::Ending(Ending::Escalate { collect, .. })) = cx.tree.step(index(at)).map(|step| &step.kind)
        else {
            continue;
        };
        for link in collect {
            let Some((ix, (id, fact))) = link.to.and_then(|ix| Some((ix, cx.library.fact(ix)?))) else { continue };
            let is_given = matches!(fact.kind, FactKind::Given { .. }) && id.as_str() != "voice";
            if !is_given || fact.ask.is_some() || !reported.insert(ix) {
                continue;
            }
            if asked.get_or_insert_with(|| remembered(cx)).contains(&ix) {
                continue;
            }
            let message = format!("the hand-over asks for `{id}` without a question");
            found.push(found.at(cx.place(link.span), message).help("give the fact an `ask`: a whole question"));
        }
    }
}

/// Lists what questions of the tree remember.
fn remembered(cx: &Context<'_>) -> FxHashSet<FactIx> {
    cx.tree.steps().filter_map(|(_, step)| step.question()?.fact.as_ref()?.to).collect()
}
