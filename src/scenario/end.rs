//! Says where a session stands: how it ended, in which step, and what was passed on the way.

use super::{End, Passed, names, reply};
use crate::{
    base::Id,
    engine::{Ended, Key, Passed as How, Session, View, Way},
    tree::{Ending, Kind, StepIx, TreeIx},
};

/// Where a session stands.
pub(super) struct Stand {
    pub(super) end: End,
    pub(super) tree: TreeIx,
    pub(super) step: StepIx,
    /// The step as a scenario names it, if that is known.
    pub(super) name: Option<String>,
    pub(super) ways: Vec<Way>,
}

/// Says where a session stands; with `stops` it counts as ended where it came to its last tree.
pub(super) fn of(session: &Session<'_>, stops: bool) -> Stand {
    let (library, state) = (session.library().library(), session.state());
    let kind = |tree: TreeIx, step: StepIx| library.tree(tree)?.step(step).map(|step| &step.kind);
    let mut ways = state.ways().to_vec();
    if stops {
        let leaves = |way: &Way| matches!(kind(way.tree, way.step), Some(Kind::Ending(Ending::Continue { .. })));
        if let Some(position) = ways.iter().rposition(leaves)
            && let Some(last) = ways.get(position).copied()
        {
            ways.truncate(position + 1);
            let to = state.trees().last().and_then(|tree| library.tree(*tree));
            let end = to.map_or(End::Stuck, |tree| End::Continued(tree.id.clone()));
            let is_own = state.trees().first() == Some(&last.tree);
            let name = is_own.then(|| names::id(library, last.tree, last.step).to_owned());
            return Stand { end, tree: last.tree, step: last.step, name, ways };
        }
    }
    let (tree, step) = (state.tree(), state.step());
    let ids = |causes: Vec<&Id>| causes.into_iter().cloned().collect();
    let end = match session.view() {
        View::Missing(id) => End::Continued(id.clone()),
        View::Ended(Ended::Fixed { causes, .. }) => End::Fixed(ids(causes)),
        // A part by itself returns to nobody.
        View::Ended(Ended::Escalated { wanted: true, .. }) => match kind(tree, step) {
            Some(Kind::Ending(Ending::Exit(exit))) => End::Exited(exit.id.clone()),
            _ => End::Stuck,
        },
        View::Ended(Ended::Escalated { role, causes, .. }) => {
            let role = role.and_then(|role| library.vocabulary().roles.get_index(role.index()));
            End::Escalated { role: role.map(|(id, _)| id.clone()), causes: ids(causes) }
        }
        View::Step { key, .. } => End::Stopped(names::of_key(library, root_of(&key), &key)),
        View::Warning { .. } | View::Collect { .. } | View::NotStarted => End::Stuck,
    };
    let name = state.trees().first().map(|own| names::of_key(library, *own, &state.key()));
    Stand { end, tree, step, name, ways }
}

/// Returns the tree in which the calls of a key begin.
fn root_of(key: &Key) -> TreeIx {
    key.calls.as_deref().and_then(|calls| calls.first()).map_or(key.tree, |call| call.tree)
}

/// Lists what was passed, as a scenario of the tree `own` names it; with `stops` without the last tree.
pub(super) fn trail(session: &Session<'_>, own: TreeIx, stops: bool) -> Vec<Passed> {
    let (library, state) = (session.library().library(), session.state());
    let last = state.trees().last().copied();
    let entries = state.trail().iter().filter(|entry| !stops || Some(root_of(&entry.key)) != last);
    let passed = entries.map(|entry| {
        let (reply, asked) = match &entry.passed {
            How::Replied(reply) => (reply::shown(reply), true),
            How::Known(known) => (reply::shown_value(&known.value), false),
        };
        let name = names::of_key(library, own, &entry.key);
        Passed { tree: entry.key.tree, step: entry.key.step, name, reply, asked }
    });
    passed.collect()
}

/// Writes a whole trail on one line.
pub(super) fn whole(trail: &[Passed]) -> String {
    trail.iter().map(|passed| format!("{}: {}", passed.name, passed.reply)).collect::<Vec<_>>().join(" → ")
}

/// Writes a trail on one line: `display: dark → power: no`; of a long one only the end.
pub fn shown(trail: &[Passed]) -> String {
    const MOST: usize = 8;
    let skipped = trail.len().saturating_sub(MOST);
    let mut parts: Vec<String> = if 0 < skipped { vec!["…".to_owned()] } else { Vec::new() };
    parts.extend(trail.iter().skip(skipped).map(|passed| {
        let known = if passed.asked { "" } else { " (known)" };
        format!("{}: {}{known}", passed.name, passed.reply)
    }));
    parts.join(" → ")
}
