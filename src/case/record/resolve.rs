//! Reads recorded turns against a library, and says what that library does not have.

use std::{borrow::Cow, fmt};

use rustc_hash::FxHashMap;

use super::{RecordedTurns, Renames, wire};
use crate::{
    base::Id,
    engine::{Event, Key, Origin, Outcome, Reply, Segment, Turn, Value, takes},
    tree::{Date, FactIx, Library, Step, StepIx, TreeIx, WarningIx},
};

/// Something recorded that the library does not have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lost {
    /// A tree.
    Tree(String),
    /// A step, by its path.
    Step(String),
    /// An answer that the step does not have.
    Answer {
        /// The step, by its path.
        step: String,
        /// What was replied; nothing if the words must never leave the case.
        answer: Option<String>,
    },
    /// A fact.
    Fact(String),
    /// A warning.
    Warning(String),
    /// A day that is none.
    Day(String),
}

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tree(id) => write!(f, "there is no tree `{id}`"),
            Self::Step(path) => write!(f, "there is no step `{path}`"),
            Self::Answer { step, answer: Some(answer) } => write!(f, "`{step}` does not take the answer `{answer}`"),
            Self::Answer { step, answer: None } => write!(f, "`{step}` does not take what was answered"),
            Self::Fact(id) => write!(f, "there is no fact `{id}`"),
            Self::Warning(id) => write!(f, "there is no warning `{id}`"),
            Self::Day(day) => write!(f, "`{day}` is no day"),
        }
    }
}

/// The turns of a case as a library has them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Replay {
    /// The turns that fit.
    pub turns: Vec<Turn>,
    /// The number of each of them in the case.
    pub numbers: Vec<u32>,
    /// Why the others do not.
    pub lost: Vec<Lost>,
    /// Whether anything is called otherwise now.
    pub renamed: bool,
}

/// Reads recorded turns against one library. Keeps what it has looked up: cases repeat the same steps.
#[derive(Debug)]
pub struct Resolver<'l> {
    library: &'l Library,
    renames: Option<&'l Renames>,
    steps: FxHashMap<TreeIx, FxHashMap<Id, StepIx>>,
    keys: FxHashMap<String, Result<Found, Lost>>,
}

/// A step that was looked up.
#[derive(Clone, Debug)]
struct Found {
    key: Key,
    renamed: bool,
    /// The names of tree and step under which the answers are looked up.
    old: (Id, Id),
}

impl<'l> Resolver<'l> {
    /// Prepares to read records against a library.
    pub fn new(library: &'l Library) -> Self {
        Self { library, renames: None, steps: FxHashMap::default(), keys: FxHashMap::default() }
    }

    /// The same, where names have changed since the cases were recorded.
    pub fn with_renames(library: &'l Library, renames: &'l Renames) -> Self {
        Self { renames: Some(renames).filter(|it| !it.is_empty()), ..Self::new(library) }
    }

    /// Reads a case. What does not fit is left out and listed.
    pub fn replay(&mut self, recorded: &RecordedTurns<'_>) -> Replay {
        let recorded = &recorded.turns;
        let mut replay = Replay { turns: Vec::with_capacity(recorded.len()), ..Replay::default() };
        let mut today = None;
        for line in recorded {
            match self.event(line, today, &mut replay.renamed) {
                Ok(Some(event)) => {
                    if let Event::Started { today: day, .. } = event {
                        today = Some(day);
                    }
                    replay.turns.push(Turn { event });
                    replay.numbers.push(line.turn);
                }
                Ok(None) => {}
                Err(lost) => replay.lost.push(lost),
            }
        }
        replay
    }

    fn event(&mut self, line: &wire::Line<'_>, today: Option<Date>, renamed: &mut bool) -> Result<Option<Event>, Lost> {
        Ok(Some(match &line.event {
            wire::Event::Started { tree, today } => {
                let (tree, is_new) = self.tree(tree)?;
                *renamed |= is_new;
                Event::Started { tree, today: day(today)? }
            }
            wire::Event::OwnWords(_) | wire::Event::Handled(_) | wire::Event::Withheld { .. } => return Ok(None),
            wire::Event::Fact { name, tree, value: told, origin, at } => {
                let fact = self.fact(name, tree.as_deref())?;
                let origin = match origin {
                    wire::Origin::Said => {
                        let at = at.as_deref().map(|at| self.key(at)).transpose();
                        Origin::Said(at.ok().flatten().map(|found| found.key))
                    }
                    wire::Origin::Measured => Origin::Measured,
                    wire::Origin::KnownBefore => Origin::KnownBefore,
                };
                Event::Fact { fact, value: value(told)?, origin }
            }
            wire::Event::Acknowledged(id) => {
                let warning = self.library.vocabulary().warnings.get_index_of(&**id);
                let warning = warning.ok_or_else(|| Lost::Warning(id.to_string()))?;
                Event::Acknowledged(WarningIx::from_index(warning))
            }
            wire::Event::Helped(at) => Event::Helped(self.noted(at, renamed)?.key),
            wire::Event::Replied { at, reply } => {
                let found = self.noted(at, renamed)?;
                let reply = self.reply(&found, reply, renamed)?;
                let step = self.step(&found.key);
                if !step.is_some_and(|step| takes(step, &reply, today)) {
                    let answer = Some(reply_name(&reply)).filter(|_| !line.private);
                    return Err(Lost::Answer { step: at.to_string(), answer });
                }
                Event::Replied(found.key, reply)
            }
            wire::Event::Collected { name, tree, value: told } => {
                let fact = self.fact(name, tree.as_deref())?;
                Event::Collected(fact, told.as_ref().map(value).transpose()?)
            }
            wire::Event::Uncollected { name, tree } => Event::Uncollected(self.fact(name, tree.as_deref())?),
            wire::Event::Reopened(at) => Event::Reopened(self.noted(at, renamed)?.key),
            wire::Event::Noted(words) => Event::Noted((&**words).into()),
            wire::Event::Human => Event::Human,
        }))
    }

    fn tree(&self, id: &str) -> Result<(TreeIx, bool), Lost> {
        let new = self.renames.and_then(|renames| renames.trees.get(id));
        let found = self.library.find(new.map_or(id, Id::as_str));
        found.map(|tree| (tree, new.is_some())).ok_or_else(|| Lost::Tree(id.to_owned()))
    }

    fn fact(&self, name: &str, tree: Option<&str>) -> Result<FactIx, Lost> {
        let renamed = self.renames.and_then(|it| it.facts.get(&(tree.map(Id::new), Id::new(name))));
        let tree = tree.map(|tree| self.tree(tree)).transpose()?.map(|(tree, _)| tree);
        self.library.find_fact(tree, renamed.map_or(name, Id::as_str)).ok_or_else(|| Lost::Fact(name.to_owned()))
    }

    fn step(&self, key: &Key) -> Option<&'l Step> {
        self.library.tree(key.tree)?.step(key.step)
    }

    /// Finds a step, and takes note if it is called otherwise now.
    fn noted(&mut self, path: &str, renamed: &mut bool) -> Result<Found, Lost> {
        let found = self.key(path)?;
        *renamed |= found.renamed;
        Ok(found)
    }

    fn key(&mut self, path: &str) -> Result<Found, Lost> {
        if let Some(known) = self.keys.get(path) {
            return known.clone();
        }
        let found = self.look_up(path);
        self.keys.insert(path.to_owned(), found.clone());
        found
    }

    /// Reads a path as [`super::write::key`] writes it.
    fn look_up(&mut self, path: &str) -> Result<Found, Lost> {
        let lost = || Lost::Step(path.to_owned());
        let mut segments: Vec<Segment> = Vec::new();
        let (mut renamed, mut old) = (false, None);
        for part in path.split('/') {
            let (tree_id, rest) = part.split_once(':').ok_or_else(lost)?;
            let (step_id, visit) = match rest.split_once('~') {
                Some((step, visit)) => (step, visit.parse().map_err(|_| lost())?),
                None => (rest, 1),
            };
            let (tree, is_new) = self.tree(tree_id)?;
            renamed |= is_new;
            let names = (Id::new(tree_id), Id::new(step_id));
            let new = self.renames.and_then(|renames| renames.steps.get(&names));
            renamed |= new.is_some();
            let step = self.step_named(tree, new.unwrap_or(&names.1)).ok_or_else(lost)?;
            old = Some(names);
            segments.push(Segment { tree, step, visit });
        }
        let last = segments.pop().ok_or_else(lost)?;
        let calls = if segments.is_empty() { None } else { Some(segments.into()) };
        let key = Key { calls, tree: last.tree, step: last.step, visit: last.visit };
        Ok(Found { key, renamed, old: old.ok_or_else(lost)? })
    }

    fn step_named(&mut self, tree: TreeIx, id: &Id) -> Option<StepIx> {
        let library = self.library;
        let names = self.steps.entry(tree).or_insert_with(|| {
            let steps = library.tree(tree).into_iter().flat_map(crate::tree::Tree::steps);
            steps.map(|(ix, step)| (step.id.clone(), ix)).collect()
        });
        names.get(id).copied()
    }

    fn reply(&self, found: &Found, reply: &wire::Reply<'_>, renamed: &mut bool) -> Result<Reply, Lost> {
        let mut answer = |id: &Cow<'_, str>| {
            let id = Id::new(id);
            let Some(renames) = self.renames.filter(|renames| !renames.answers.is_empty()) else { return id };
            let (tree, step) = found.old.clone();
            match renames.answers.get(&(tree, step, id.clone())) {
                Some(new) => {
                    *renamed = true;
                    new.clone()
                }
                None => id,
            }
        };
        Ok(match reply {
            wire::Reply::Chosen(id) => Reply::Chosen(answer(id)),
            wire::Reply::Several(ids) => Reply::Several(ids.iter().map(answer).collect()),
            wire::Reply::Number(number) => Reply::Number(*number),
            wire::Reply::Day(text) => Reply::Day(day(text)?),
            wire::Reply::Words(words) => Reply::Words((&**words).into()),
            wire::Reply::Outcome(outcome) => Reply::Outcome(match outcome {
                wire::Outcome::Worked => Outcome::Worked,
                wire::Outcome::NotWorked => Outcome::DidNotWork,
                wire::Outcome::NotDone => Outcome::NotDone,
            }),
            wire::Reply::Done => Reply::Done,
        })
    }
}

fn day(text: &str) -> Result<Date, Lost> {
    text.parse().map_err(|_| Lost::Day(text.to_owned()))
}

fn value(value: &wire::Value<'_>) -> Result<Value, Lost> {
    Ok(match value {
        wire::Value::Choice(id) => Value::Choice(Id::new(id)),
        wire::Value::Many(ids) => Value::Many(ids.iter().map(|id| Id::new(id)).collect()),
        wire::Value::Number(number) => Value::Number(*number),
        wire::Value::Day(text) => Value::Day(day(text)?),
        wire::Value::Words(words) => Value::Words((&**words).into()),
    })
}

/// Names a reply by its ids.
pub fn reply_name(reply: &Reply) -> String {
    match reply {
        Reply::Chosen(id) => id.to_string(),
        Reply::Several(ids) => ids.iter().map(Id::as_str).collect::<Vec<_>>().join(", "),
        Reply::Number(number) => number.to_string(),
        Reply::Day(day) => day.to_string(),
        Reply::Words(words) => words.to_string(),
        Reply::Outcome(Outcome::Worked) => "worked".to_owned(),
        Reply::Outcome(Outcome::DidNotWork) => "not-worked".to_owned(),
        Reply::Outcome(Outcome::NotDone) => "not-done".to_owned(),
        Reply::Done => "done".to_owned(),
    }
}
