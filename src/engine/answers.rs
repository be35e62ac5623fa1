//! The replies of a case, found by key: at once in the order of the walk, by index after a change of path.

use rustc_hash::FxHashMap;

use super::{Event, Key, Reply, Turn};

/// One reply: which turn made it, and whether it was opened again.
#[derive(Clone, Copy, Debug)]
pub(super) struct Recorded {
    /// The turn that made it.
    pub(super) turn: u32,
    /// Whether a new reply is wanted.
    pub(super) open: bool,
}

/// All replies, each key once, in the order in which they were first made.
#[derive(Clone, Debug, Default)]
pub(super) struct Answers {
    recorded: Vec<Recorded>,
    /// Where each key is recorded; built when a key is not where a straight walk expects it.
    index: FxHashMap<Key, u32>,
    /// How many entries the index knows.
    indexed: usize,
    /// Where a straight walk will find the next key.
    hint: usize,
    /// Whether a reply was ever opened again, so that a later reply may replace an earlier one.
    reopened: bool,
    /// Whether the walk found a reply elsewhere than in the order in which they were made: of a case that was moved to
    /// other trees, some were made further on than where it stands.
    strayed: bool,
}

/// Returns key and reply of a turn that replies to a step.
fn reply_of(turns: &[Turn], turn: u32) -> Option<(&Key, &Reply)> {
    match turns.get(turn as usize).map(|turn| &turn.event) {
        Some(Event::Replied(key, reply)) => Some((key, reply)),
        _ => None,
    }
}

impl Answers {
    /// Makes room for replies.
    pub(super) fn reserve(&mut self, count: usize) {
        self.recorded.reserve(count);
    }

    /// Begins a new walk.
    pub(super) fn rewind(&mut self) {
        self.hint = 0;
        self.strayed = false;
    }

    /// Says whether every reply lies on the path so far and none is open.
    pub(super) fn all_passed(&self) -> bool {
        self.hint == self.recorded.len() && !self.reopened && !self.strayed
    }

    /// Records the reply of a turn. A second reply to a key counts only after the first was opened again.
    pub(super) fn record(&mut self, turns: &[Turn], turn: u32) {
        let fresh = Recorded { turn, open: false };
        if self.reopened
            && let Some((key, _)) = reply_of(turns, turn)
            && let Some(position) = self.look_up(turns, key)
        {
            if let Some(old) = self.recorded.get_mut(position).filter(|old| old.open) {
                *old = fresh;
            }
            return;
        }
        self.recorded.push(fresh);
    }

    /// Opens the reply to a key again; returns whether there is one.
    pub(super) fn reopen(&mut self, turns: &[Turn], key: &Key) -> bool {
        self.reopened = true;
        let position = self.look_up(turns, key);
        let recorded = position.and_then(|position| self.recorded.get_mut(position));
        recorded.map(|recorded| recorded.open = true).is_some()
    }

    /// Finds the reply to a key.
    pub(super) fn find<'t>(&mut self, turns: &'t [Turn], key: &Key) -> Option<(Recorded, &'t Reply)> {
        let position = self.position(turns, key)?;
        self.strayed |= position != self.hint;
        self.hint = position + 1;
        let recorded = self.recorded.get(position).copied()?;
        reply_of(turns, recorded.turn).map(|(_, reply)| (recorded, reply))
    }

    /// Lists all replies in the order in which they were first made.
    pub(super) fn iter<'t>(&self, turns: &'t [Turn]) -> impl Iterator<Item = (u32, &'t Key, &'t Reply)> {
        self.recorded.iter().filter_map(|it| reply_of(turns, it.turn).map(|(key, reply)| (it.turn, key, reply)))
    }

    fn position(&mut self, turns: &[Turn], key: &Key) -> Option<usize> {
        match self.recorded.get(self.hint) {
            Some(at_hint) if reply_of(turns, at_hint.turn).is_some_and(|(own, _)| own == key) => Some(self.hint),
            // A straight walk has used up all replies: there is none for the next step.
            None if !self.reopened && !self.strayed => None,
            _ => self.look_up(turns, key),
        }
    }

    fn look_up(&mut self, turns: &[Turn], key: &Key) -> Option<usize> {
        for (position, recorded) in (0..).zip(&self.recorded).skip(self.indexed) {
            if let Some((key, _)) = reply_of(turns, recorded.turn) {
                self.index.entry(key.clone()).or_insert(position);
            }
        }
        self.indexed = self.recorded.len();
        self.index.get(key).map(|&position| position as usize)
    }
}
