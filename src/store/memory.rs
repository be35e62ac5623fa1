//! The twin in memory: plain collections, written apart from the databases, so that each can be held against it.

mod figures;
mod outbox;

use std::{collections::BTreeMap, path::Path};

use super::{
    CaseRow, Claimed, Failed, Filter, MessageFilter, MessageRow, Moment, Onward, Piece, Settled, Store, Totals,
    TurnRow, Version,
    fold::{fold, wanted},
    rows::{numbered, sound},
};
use crate::case::{Number, Sample, Tally, Topic};

/// Everything, until the program ends.
#[derive(Clone, Debug, Default)]
pub(super) struct Memory {
    cases: BTreeMap<String, Kept>,
    versions: BTreeMap<String, (String, Moment)>,
    files: BTreeMap<String, String>,
}

/// A case and what belongs to it.
#[derive(Clone, Debug)]
struct Kept {
    case: CaseRow,
    turns: Vec<TurnRow>,
    messages: Vec<MessageRow>,
}

impl Memory {
    fn kept(&mut self, number: &Number) -> Result<&mut Kept, Failed> {
        self.cases.get_mut(number.as_str()).ok_or_else(|| Failed::NoCase(number.clone()))
    }

    fn keep_file(&mut self, hash: &str, text: &str) {
        self.files.entry(hash.to_owned()).or_insert_with(|| text.to_owned());
    }

    fn keep_manifest(&mut self, hash: &str, manifest: &str, kept: Moment) {
        self.versions.entry(hash.to_owned()).or_insert_with(|| (manifest.to_owned(), kept));
    }

    /// Takes one piece in; `current` is the case to which turns belong.
    fn take_one(&mut self, piece: Piece, current: &mut Option<Number>) -> Result<(), Failed> {
        match piece {
            Piece::File { hash, text } => {
                sound([&*hash, &*text])?;
                self.keep_file(&hash, &text);
            }
            Piece::Version { hash, manifest, kept } => {
                sound([&*hash, &*manifest])?;
                self.keep_manifest(&hash, &manifest, kept);
            }
            Piece::Case(case) => {
                sound(case.texts())?;
                let number = case.number.clone();
                if self.cases.contains_key(number.as_str()) {
                    return Err(Failed::Exists(number));
                }
                let kept = Kept { case, turns: Vec::new(), messages: Vec::new() };
                self.cases.insert(number.to_string(), kept);
                *current = Some(number);
            }
            Piece::Turn(turn) => {
                sound(turn.texts())?;
                self.current(current.as_ref())?.turns.push(turn);
            }
            Piece::Message(message) => self.current(current.as_ref())?.messages.push(message),
        }
        Ok(())
    }

    fn current(&mut self, number: Option<&Number>) -> Result<&mut Kept, Failed> {
        let number = number.ok_or_else(|| Failed::of("a turn has no case", "begin with its case"))?;
        self.kept(number)
    }
}

impl Kept {
    fn fits(&self, filter: &Filter) -> bool {
        let CaseRow { tree, head, changed, .. } = &self.case;
        let in_state = filter.states.is_empty() || filter.states.contains(&head.state);
        let in_tree = filter.tree.as_ref().is_none_or(|it| it == tree || *it == head.walked);
        let of_agent = filter.agent.as_ref().is_none_or(|it| head.owner.as_ref().or(head.agent.as_ref()) == Some(it));
        let in_time = filter.since.is_none_or(|it| it <= *changed) && filter.until.is_none_or(|it| *changed < it);
        in_state && in_tree && of_agent && in_time && self.says(filter.text.as_deref().unwrap_or_default())
    }

    /// Says whether every word stands somewhere in the case.
    fn says(&self, text: &str) -> bool {
        let words = wanted(text);
        if words.is_empty() {
            return true;
        }
        let mut places = vec![self.case.number.to_string(), self.case.tree.clone(), self.case.head.words()];
        places.extend(self.turns.iter().filter_map(|turn| turn.entry.words()));
        let places: Vec<String> = places.iter().map(|place| fold(place)).collect();
        words.iter().all(|spellings| {
            spellings.iter().any(|spelling| places.iter().any(|place| place.contains(spelling.as_str())))
        })
    }
}

/// A turn as it is read again.
fn without_sends(turn: &TurnRow) -> TurnRow {
    TurnRow { sends: Vec::new(), ..turn.clone() }
}

impl Store for Memory {
    fn name(&self) -> &str {
        super::MEMORY
    }

    fn begin(&mut self, case: &CaseRow, turns: &[TurnRow]) -> Result<(), Failed> {
        let case = case.begun_with(turns)?;
        sound(case.texts().chain(turns.iter().flat_map(TurnRow::texts)))?;
        if self.cases.contains_key(case.number.as_str()) {
            return Err(Failed::Exists(case.number));
        }
        let number = case.number.to_string();
        let mut kept = Kept { case, turns: turns.iter().map(without_sends).collect(), messages: Vec::new() };
        kept.send(turns);
        self.cases.insert(number, kept);
        Ok(())
    }

    fn go_on(&mut self, number: &Number, onward: &Onward<'_>) -> Result<(), Failed> {
        let Onward { after, turns, head, version } = *onward;
        numbered(turns, after.saturating_add(1))?;
        sound(head.texts().chain(turns.iter().flat_map(TurnRow::texts)))?;
        sound(version.iter().flat_map(|(version, _)| version.texts()))?;
        let kept = self.kept(number)?;
        if kept.case.last != after {
            return Err(Failed::Changed { number: number.clone(), last: kept.case.last });
        }
        kept.case.goes_on(turns, head);
        kept.turns.extend(turns.iter().map(without_sends));
        kept.send(turns);
        version.map_or(Ok(()), |(version, now)| self.keep_version(version, now))
    }

    fn case(&mut self, number: &Number) -> Result<Option<CaseRow>, Failed> {
        Ok(self.cases.get(number.as_str()).map(|kept| kept.case.clone()))
    }

    fn turns(&mut self, number: &Number, from: u32) -> Result<Vec<TurnRow>, Failed> {
        let turns = self.cases.get(number.as_str()).into_iter().flat_map(|kept| &kept.turns);
        Ok(turns.filter(|turn| from <= turn.turn).cloned().collect())
    }

    fn cases(&mut self, filter: &Filter) -> Result<Vec<CaseRow>, Failed> {
        sound(filter.tree.as_deref().into_iter().chain(filter.agent.as_deref()))?;
        let fitting = self.cases.values().filter(|kept| kept.fits(filter));
        let mut found: Vec<CaseRow> = fitting.map(|kept| kept.case.clone()).collect();
        // Sorting is stable, and the cases stand by number.
        found.sort_by_key(|case| std::cmp::Reverse(case.changed));
        if filter.limit != 0 {
            found.truncate(filter.limit as usize);
        }
        Ok(found)
    }

    fn hold(&mut self, number: &Number, holder: Option<&str>) -> Result<(), Failed> {
        sound(holder)?;
        self.kept(number)?.case.holder = holder.map(str::to_owned);
        Ok(())
    }

    fn keep_version(&mut self, version: &Version, now: Moment) -> Result<(), Failed> {
        let Version { hash, manifest, files } = version;
        sound(version.texts())?;
        for (hash, text) in files {
            self.keep_file(hash, text);
        }
        self.keep_manifest(hash, manifest, now);
        Ok(())
    }

    fn has_version(&mut self, hash: &str) -> Result<bool, Failed> {
        sound([hash])?;
        Ok(self.versions.contains_key(hash))
    }

    fn version(&mut self, hash: &str) -> Result<Option<Version>, Failed> {
        sound([hash])?;
        let Some((manifest, _)) = self.versions.get(hash) else { return Ok(None) };
        let named = Version::hashes(manifest).into_iter();
        let files = named.filter_map(|hash| self.files.get(&hash).map(|text| (hash.clone(), text.clone())));
        Ok(Some(Version { hash: hash.to_owned(), manifest: manifest.clone(), files: files.collect() }))
    }

    fn erase(&mut self, number: &Number, turn: &TurnRow) -> Result<(), Failed> {
        sound(turn.texts())?;
        let kept = self.kept(number)?;
        for kept in &mut kept.turns {
            kept.entry.private = None;
        }
        kept.messages.clear();
        let last = kept.case.last.saturating_add(1);
        let turn = TurnRow { turn: last, ..turn.clone() };
        kept.case.last = last;
        kept.case.changed = turn.at;
        kept.case.erased = Some(turn.at);
        kept.case.spent = kept.case.spent.saturating_add(turn.spent);
        kept.turns.push(turn);
        Ok(())
    }

    fn messages(&mut self, filter: &MessageFilter) -> Result<Vec<(Number, MessageRow)>, Failed> {
        let found = self.list_messages(filter).into_iter();
        Ok(found.filter_map(|(case, row)| Some((Number::parse(&case)?, row))).collect())
    }

    fn claim(&mut self, now: Moment, until: Moment, of: Option<&Number>) -> Result<Claimed, Failed> {
        Ok(self.claim_message(now, until, of).and_then(|(case, row)| Some((Number::parse(&case)?, row))))
    }

    fn settle(&mut self, key: &str, settled: &Settled) -> Result<bool, Failed> {
        Ok(self.settle_message(key, settled))
    }

    fn scrub(&mut self) -> Result<(), Failed> {
        Ok(())
    }

    fn tallies(&mut self, sample: &Sample, topic: Topic) -> Result<Vec<Tally>, Failed> {
        sound([&sample.tree, &sample.agent, &sample.lang, &sample.channel].into_iter().filter_map(Option::as_deref))?;
        Ok(figures::tallies(self.cases.values().map(|kept| (&kept.case, &*kept.turns)), sample, topic))
    }

    fn totals(&mut self) -> Result<Totals, Failed> {
        Ok(Totals {
            cases: self.cases.len() as u64,
            turns: self.cases.values().map(|kept| kept.turns.len() as u64).sum(),
            versions: self.versions.len() as u64,
            messages: self.cases.values().map(|kept| kept.messages.len() as u64).sum(),
        })
    }

    fn damage(&mut self) -> Result<Vec<String>, Failed> {
        Ok(Vec::new())
    }

    fn pieces(&mut self, take: &mut dyn FnMut(Piece) -> Result<(), Failed>) -> Result<(), Failed> {
        for (hash, text) in &self.files {
            take(Piece::File { hash: hash.clone(), text: text.clone() })?;
        }
        for (hash, (manifest, kept)) in &self.versions {
            take(Piece::Version { hash: hash.clone(), manifest: manifest.clone(), kept: *kept })?;
        }
        for Kept { case, turns, messages } in self.cases.values() {
            take(Piece::Case(case.clone()))?;
            turns.iter().try_for_each(|turn| take(Piece::Turn(turn.clone())))?;
            messages.iter().try_for_each(|message| take(Piece::Message(message.clone())))?;
        }
        Ok(())
    }

    fn take_in(&mut self, pieces: &mut dyn Iterator<Item = Result<Piece, Failed>>) -> Result<(), Failed> {
        let mut new = self.clone();
        let mut current = None;
        for piece in pieces {
            new.take_one(piece?, &mut current)?;
        }
        *self = new;
        Ok(())
    }

    fn copy(&mut self, _: &Path) -> Result<bool, Failed> {
        Ok(false)
    }
}
