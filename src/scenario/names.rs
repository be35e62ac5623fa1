//! Names of steps as test files write them: calls with dots between, another tree before a slash.

use crate::{
    base::{Id, near},
    engine::Key,
    tree::{Kind, Library, StepIx, Tree, TreeIx},
};

/// Names the step of a key, as a scenario of the tree `own` does.
pub(super) fn of_key(library: &Library, own: TreeIx, key: &Key) -> String {
    let calls = key.calls.as_deref().unwrap_or_default();
    let root = calls.first().map_or(key.tree, |call| call.tree);
    let mut name = String::new();
    if root != own
        && let Some(tree) = library.tree(root)
    {
        name.push_str(tree.id.as_str());
        name.push('/');
    }
    for call in calls {
        name.push_str(id(library, call.tree, call.step));
        name.push('.');
    }
    name.push_str(id(library, key.tree, key.step));
    name
}

/// Returns the id of a step.
pub(super) fn id(library: &Library, tree: TreeIx, step: StepIx) -> &str {
    library.tree(tree).and_then(|tree| tree.step(step)).map_or("", |step| step.id.as_str())
}

/// Finds a step of a tree by its id.
pub(super) fn step_of(tree: &Tree, id: &str) -> Option<StepIx> {
    tree.steps().find(|(_, step)| step.id.as_str() == id).map(|(ix, _)| ix)
}

/// A name that leads nowhere.
pub(super) struct Lost {
    /// What there is not.
    pub(super) message: String,
    /// What to do.
    pub(super) help: Option<String>,
}

/// Finds the step that a name means.
pub(super) fn find(library: &Library, own: TreeIx, name: &str) -> Result<(TreeIx, StepIx), Lost> {
    let (mut tree, path, mut before) = match name.split_once('/') {
        None => (own, name, String::new()),
        Some((tree, path)) => match library.find(tree) {
            Some(ix) => (ix, path, format!("{tree}/")),
            None => {
                let meant = near(tree, library.trees().map(|(_, tree)| tree.id.as_str()));
                let help = meant.map(|meant| format!("did you mean `{meant}/{path}`?"));
                return Err(Lost { message: format!("there is no tree `{tree}`"), help });
            }
        },
    };
    let mut ids = path.split('.').peekable();
    while let Some(id) = ids.next() {
        let Some(found) = library.tree(tree) else { break };
        let Some(ix) = step_of(found, id) else {
            let rest: String = ids.flat_map(|id| [".", id]).collect();
            return Err(lost(library, found, (&before, id, &rest)));
        };
        if ids.peek().is_none() {
            return Ok((tree, ix));
        }
        let part = found.step(ix).and_then(|step| match &step.kind {
            Kind::Call(call) => call.part.to,
            _ => None,
        });
        let Some(part) = part else {
            let message = format!("`{before}{id}` is no call, so no step lies in it");
            return Err(Lost { message, help: Some("before a dot stands a step that calls a part".to_owned()) });
        };
        before = format!("{before}{id}.");
        tree = part;
    }
    Err(Lost { message: "there is no such step".to_owned(), help: None })
}

fn lost(library: &Library, tree: &Tree, (before, id, rest): (&str, &str, &str)) -> Lost {
    let message = format!("`{}` has no step `{id}`", tree.id);
    let meant = near(id, tree.steps().map(|(_, step)| step.id.as_str())).map(str::to_owned);
    // Mostly the call was left out.
    let inside = || {
        tree.steps().find_map(|(_, step)| match &step.kind {
            Kind::Call(call) => {
                let part = library.tree(call.part.to?)?;
                step_of(part, id).map(|_| format!("{}.{id}", step.id))
            }
            _ => None,
        })
    };
    let help = inside().or(meant).map(|meant| format!("did you mean `{before}{meant}{rest}`?"));
    let asked = tree.steps().filter(|(_, step)| matches!(step.kind, Kind::Question(_) | Kind::Instruction(_)));
    let asked: Vec<&str> = asked.map(|(_, step)| step.id.as_str()).collect();
    let possible = || help_among(id, asked.into_iter());
    Lost { message, help: help.or_else(possible) }
}

/// Returns "did you mean" with the near one, or lists what is possible.
pub(super) fn help_among<'n>(name: &str, possible: impl Iterator<Item = &'n str> + Clone) -> Option<String> {
    if let Some(meant) = near(name, possible.clone()) {
        return Some(format!("did you mean `{meant}`?"));
    }
    let listed: Vec<&str> = possible.take(12).collect();
    if listed.is_empty() { None } else { Some(format!("possible: {}", listed.join(", "))) }
}

/// Writes ids as a list.
pub(super) fn list(ids: &[Id]) -> String {
    ids.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ")
}
