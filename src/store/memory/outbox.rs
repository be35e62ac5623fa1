//! Messages in memory.

use super::{Kept, Memory};
use crate::{
    case::Number,
    store::{MessageFilter, MessageRow, MessageState, Moment, Settled, TurnRow},
};

impl Kept {
    /// Puts in what turns send.
    pub(super) fn send(&mut self, turns: &[TurnRow]) {
        for turn in turns {
            for sending in &turn.sends {
                let place = self.messages.iter().map(|it| it.place).max().unwrap_or_default() + 1;
                self.messages.push(MessageRow {
                    message: sending.message.clone(),
                    place,
                    target: sending.target.clone(),
                    body: sending.body.clone(),
                    state: MessageState::Waiting.as_str().to_owned(),
                    created: turn.at,
                    due: turn.at,
                    attempts: 0,
                    leased_until: None,
                    problem: None,
                    delivered: None,
                });
            }
        }
    }
}

fn is_waiting(row: &MessageRow) -> bool {
    row.state == MessageState::Waiting.as_str()
}

impl Memory {
    pub(super) fn list_messages(&self, filter: &MessageFilter) -> Vec<(String, MessageRow)> {
        let all = self.cases.iter().flat_map(|(case, kept)| kept.messages.iter().map(move |row| (case, row)));
        let mut found: Vec<_> = all
            .filter(|(case, row)| {
                filter.message.as_ref().is_none_or(|it| *it == row.message)
                    && filter.case.as_ref().is_none_or(|it| it.as_str() == case.as_str())
                    && (filter.states.is_empty() || filter.states.iter().any(|it| it.as_str() == row.state))
            })
            .map(|(case, row)| (case.clone(), row.clone()))
            .collect();
        found.sort_by(|(a, x), (b, y)| (x.created, a, x.place).cmp(&(y.created, b, y.place)));
        found
    }

    pub(super) fn claim_message(
        &mut self,
        now: Moment,
        until: Moment,
        of: Option<&Number>,
    ) -> Option<(String, MessageRow)> {
        let mut free: Vec<(Moment, String, u32)> = Vec::new();
        for (case, kept) in self.cases.iter().filter(|(case, _)| of.is_none_or(|of| of.as_str() == **case)) {
            let mut seen: Vec<&str> = Vec::new();
            let mut waiting: Vec<&MessageRow> = kept.messages.iter().filter(|row| is_waiting(row)).collect();
            waiting.sort_by_key(|row| row.place);
            for row in waiting {
                let is_first = !seen.contains(&row.target.as_str());
                seen.push(&row.target);
                if is_first && row.due <= now && row.leased_until.is_none_or(|it| it <= now) {
                    free.push((row.due, case.clone(), row.place));
                }
            }
        }
        let (_, case, place) = free.into_iter().min()?;
        let row = self.cases.get_mut(&case)?.messages.iter_mut().find(|row| row.place == place)?;
        row.attempts += 1;
        row.leased_until = Some(until);
        Some((case, row.clone()))
    }

    pub(super) fn settle_message(&mut self, key: &str, settled: &Settled) -> bool {
        let mut rows = self.cases.values_mut().flat_map(|kept| kept.messages.iter_mut());
        let Some(row) = rows.find(|row| row.message == key) else { return false };
        let applies = MessageState::parse(&row.state).is_some_and(|it| settled.applies_to(it, row.attempts));
        if applies {
            settled.apply(row);
        }
        applies
    }
}
