//! Computes what is kept beside the turns of a case: how it stands, what it was, who has it.

use super::Stamp;
use crate::{
    case::Handling,
    engine::{Ended, Event, Passed, Session, Turn, View},
    store::{CaseState, Ending, Head, TurnRow},
    tree::{TreeIx, Urgency},
};

/// Computes the head after turns of the engine were appended.
pub(super) fn of_session(before: &Head, session: &Session<'_>, rows: &[TurnRow], stamp: &Stamp) -> Head {
    let library = session.library().library();
    let walked = session.state().trees().last().and_then(|tree| library.tree(*tree));
    let mut head = Head {
        walked: walked.map_or_else(|| before.walked.clone(), |tree| tree.id.to_string()),
        agent: stamp.agent.clone().or_else(|| before.agent.clone()),
        channel: stamp.channel.as_str().to_owned(),
        lang: stamp.lang.to_string(),
        voice: stamp.voice.to_owned(),
        ..before.clone()
    };
    let (state, mut ended) = match session.view() {
        View::Ended(ended) => ending(session, &ended, stamp),
        View::NotStarted if is_with_human(session) => {
            let role = library.vocabulary().human.as_ref().and_then(|human| human.role.to);
            let urgency = Urgency::Normal;
            let ended =
                Ended::Escalated { tree: TreeIx(0), role, urgency, because: None, causes: Vec::new(), wanted: true };
            let (state, found) = ending(session, &ended, stamp);
            // There is no tree and no step: a person was wanted at once.
            (state, found.map(|it| Ending { tree: String::new(), step: String::new(), ..it }))
        }
        _ => (CaseState::Open, None),
    };
    // A note that is written to an ended case does not end it anew.
    if let (Some(new), Some(old)) = (&mut ended, &before.ended)
        && before.state == state
        && (&new.tree, &new.step) == (&old.tree, &old.step)
        && rows.iter().all(|row| matches!(row.entry.kind.as_str(), "noted" | "fact"))
    {
        new.at = old.at;
    }
    head.state = state;
    head.ended = ended;
    head
}

/// Says whether a person who wanted a human at once has told, or left out, all that this human needs.
fn is_with_human(session: &Session<'_>) -> bool {
    let human = session.library().library().vocabulary().human.as_ref();
    let facts = human.into_iter().flat_map(|human| human.collect.iter().filter_map(|link| link.to));
    let collected = session.state().collected();
    facts.into_iter().all(|fact| collected.iter().any(|(own, _)| *own == fact))
}

/// Tells how a case ended, by ids.
fn ending(session: &Session<'_>, ended: &Ended<'_>, stamp: &Stamp) -> (CaseState, Option<Ending>) {
    let library = session.library().library();
    let state = session.state();
    let tree = library.tree(state.tree());
    let step = tree.and_then(|tree| tree.step(state.step())).map(|step| step.id.to_string());
    let ids = |causes: &[&crate::base::Id]| causes.iter().map(ToString::to_string).collect();
    let mut found = Ending {
        at: stamp.now,
        tree: tree.map(|tree| tree.id.to_string()).unwrap_or_default(),
        step: step.unwrap_or_default(),
        ..Ending::default()
    };
    match ended {
        Ended::Fixed { causes, .. } => {
            found.causes = ids(causes);
            (CaseState::Fixed, Some(found))
        }
        Ended::Escalated { role, urgency, causes, wanted, .. } => {
            found.causes = ids(causes);
            let role = role.and_then(|role| library.vocabulary().roles.get_index(role.index()));
            found.role = role.map(|(id, _)| id.to_string());
            found.urgency = Some(urgency_name(*urgency).to_owned());
            found.wanted = *wanted;
            (CaseState::Escalated, Some(found))
        }
    }
}

fn urgency_name(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Normal => "normal",
        Urgency::Soon => "soon",
        Urgency::Now => "now",
    }
}

/// Computes the head after something was done with the case. `session` tells where a case is closed.
pub(super) fn of_handling(before: &Head, handling: &Handling, session: Option<&Session<'_>>, stamp: &Stamp) -> Head {
    let mut head = before.clone();
    let is_unfinished = before.state.is_unfinished();
    match handling {
        Handling::Parked if is_unfinished => head.state = CaseState::Parked,
        Handling::Resumed => {
            if is_unfinished {
                head.state = CaseState::Open;
            }
            // Whoever takes up what lies for another, or for a role, has it now.
            if let (Some(agent), Some(_)) = (&stamp.agent, &before.owner) {
                head.owner = Some(agent.clone());
            }
            head.agent = stamp.agent.clone().or(head.agent);
            stamp.channel.as_str().clone_into(&mut head.channel);
            head.lang = stamp.lang.to_string();
            stamp.voice.clone_into(&mut head.voice);
        }
        Handling::HandedOver { to } => {
            head.owner = Some(to.clone());
            if is_unfinished {
                head.state = CaseState::Parked;
            }
        }
        Handling::Closed => {
            head.state = CaseState::Closed;
            head.ended = Some(closing(before, session, stamp));
        }
        Handling::Reopened => {
            head.state = CaseState::Open;
            head.ended = None;
        }
        Handling::Moved { to, .. } => head.version.clone_from(to),
        Handling::Parked | Handling::Erased => {}
    }
    head
}

/// Where a case was closed.
fn closing(before: &Head, session: Option<&Session<'_>>, stamp: &Stamp) -> Ending {
    let state = session.map(Session::state);
    let library = session.map(|session| session.library().library());
    let tree = library.zip(state).and_then(|(library, state)| library.tree(state.tree()));
    let step = tree.zip(state).and_then(|(tree, state)| tree.step(state.step()));
    Ending {
        at: stamp.now,
        tree: tree.map_or_else(|| before.walked.clone(), |tree| tree.id.to_string()),
        step: step.map(|step| step.id.to_string()).unwrap_or_default(),
        ..Ending::default()
    }
}

/// Says whether a walk is over.
pub(super) fn has_ended(session: &Session<'_>) -> bool {
    matches!(session.view(), View::Ended(_))
}

/// Opens the last answer of a walk again; where none was given, the wish for a human.
pub(super) fn open_last(session: &mut Session<'_>) {
    let state = session.state();
    let wanted = matches!(session.view(), View::Ended(Ended::Escalated { wanted: true, .. }));
    let replied = state.trail().iter().rfind(|entry| matches!(entry.passed, Passed::Replied(_)));
    let key = if wanted { Some(state.key()) } else { replied.map(|entry| entry.key.clone()) };
    if let Some(key) = key {
        session.push(Turn { event: Event::Reopened(key) });
    }
}
