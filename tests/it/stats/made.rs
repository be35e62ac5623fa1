//! Cases that are made for counting, without a walk.

use lotse::{
    case::{Number, record::Entry},
    store::{CaseRow, CaseState, Ending, Head, Moment, Store, TurnRow},
};

/// An hour in milliseconds.
pub(crate) const HOUR: i64 = 3_600_000;
/// The time at which all tests count.
pub(crate) const NOW: i64 = 20_000 * 24 * HOUR;

/// A turn in short.
#[derive(Clone, Debug)]
pub(crate) struct Made {
    pub(crate) kind: &'static str,
    pub(crate) at: i64,
    pub(crate) spent: u64,
    /// Tree, step, answer.
    pub(crate) place: [Option<String>; 3],
    pub(crate) agent: Option<String>,
    pub(crate) lang: &'static str,
    pub(crate) channel: &'static str,
}

/// A case in short.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) tree: String,
    pub(crate) walked: String,
    pub(crate) state: CaseState,
    pub(crate) agent: Option<String>,
    pub(crate) lang: &'static str,
    pub(crate) channel: &'static str,
    pub(crate) causes: Vec<String>,
    pub(crate) ended: [String; 2],
    pub(crate) turns: Vec<Made>,
}

impl Case {
    /// Keeps it under a number.
    pub(crate) fn keep(&self, store: &mut dyn Store, number: &str) {
        let turns: Vec<TurnRow> = (1..).zip(&self.turns).map(|(number, made)| made.row(number)).collect();
        let began = turns.first().map_or(Moment(NOW), |turn| turn.at);
        let has_ended = !self.state.is_unfinished();
        let ended = has_ended.then(|| Ending {
            at: turns.last().map_or(began, |turn| turn.at),
            tree: self.ended[0].clone(),
            step: self.ended[1].clone(),
            causes: self.causes.clone(),
            ..Ending::default()
        });
        let head = Head {
            state: self.state,
            walked: self.walked.clone(),
            agent: self.agent.clone(),
            lang: self.lang.to_owned(),
            channel: self.channel.to_owned(),
            voice: "agent".to_owned(),
            ended,
            ..Head::default()
        };
        let number = Number::parse(number).unwrap();
        let case = CaseRow {
            number,
            tree: self.tree.clone(),
            head,
            holder: None,
            last: 0,
            began,
            changed: began,
            spent: 0,
            reopened: 0,
            erased: None,
        };
        store.begin(&case, &turns).unwrap();
    }
}

impl Made {
    fn row(&self, turn: u32) -> TurnRow {
        let [tree, step, answer] = self.place.clone();
        let entry = Entry { kind: self.kind.to_owned(), tree, step, answer, body: "{}".to_owned(), private: None };
        TurnRow {
            turn,
            at: Moment(self.at),
            spent: self.spent,
            agent: self.agent.clone(),
            channel: self.channel.to_owned(),
            lang: self.lang.to_owned(),
            entry,
            sends: Vec::new(),
        }
    }
}
