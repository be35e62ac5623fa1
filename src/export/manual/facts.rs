//! What can be known of the facts at each step of a manual: for each fact, the set of values that it may have.

use rustc_hash::FxHashMap;

use crate::{
    base::Id,
    tree::{Condition, EdgeRole, FactIx, FactKind, Input, Kind, Library, Question, Step, Test, Tree},
};

/// The most facts that are followed; what is said of any other may be anything.
const MOST_FACTS: usize = 64;
/// The most values of one fact that are told apart.
const MOST_VALUES: usize = 61;
/// The fact is not known.
const UNKNOWN: u64 = 1;
/// The fact is known, with a value that is not told apart.
const SOME_VALUE: u64 = 1 << 63;

/// What may be known: for each fact that is followed, a bit for each possibility.
pub(super) type Known = Vec<u64>;

/// Whether a condition holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Truth {
    /// On every way here.
    Always,
    /// On some ways here, or nobody can tell.
    Perhaps,
    /// On no way here.
    Never,
}

impl Truth {
    fn not(self) -> Self {
        match self {
            Self::Always => Self::Never,
            Self::Perhaps => Self::Perhaps,
            Self::Never => Self::Always,
        }
    }
}

/// One fact that is followed.
#[derive(Debug)]
struct Followed {
    /// The values that are told apart.
    values: Vec<Id>,
    is_choice: bool,
    is_stale_after_instruction: bool,
}

/// The facts that are followed.
#[derive(Debug, Default)]
pub(super) struct Followers {
    positions: FxHashMap<FactIx, usize>,
    followed: Vec<Followed>,
}

impl Followers {
    /// Follows the facts that these trees ask for or decide by.
    pub(super) fn new<'l>(library: &'l Library, trees: impl Iterator<Item = &'l Tree>) -> Self {
        let mut own = Self::default();
        for (_, step) in trees.flat_map(Tree::steps) {
            if let Kind::Route(route) = &step.kind {
                for when in route.arms.iter().filter_map(|arm| arm.when.as_ref()) {
                    when.for_each_fact(&mut |fact, _| own.follow(library, fact.to));
                }
            }
            own.follow(library, step.question().and_then(|question| question.fact.as_ref()?.to));
        }
        own
    }

    fn follow(&mut self, library: &Library, fact: Option<FactIx>) {
        let Some((ix, (_, fact))) = fact.and_then(|ix| Some((ix, library.fact(ix)?))) else { return };
        if self.positions.contains_key(&ix) || MOST_FACTS <= self.followed.len() {
            return;
        }
        let (is_choice, values) = match &fact.kind {
            FactKind::Given { input: Input::Choice, values } => {
                (true, values.iter().take(MOST_VALUES).map(|value| value.id.clone()).collect())
            }
            _ => (false, Vec::new()),
        };
        self.positions.insert(ix, self.followed.len());
        self.followed.push(Followed { values, is_choice, is_stale_after_instruction: fact.stale_after_instruction });
    }

    /// What is known at the start: who holds the dialogue, and nothing else.
    pub(super) fn at_start(&self, voice: Option<FactIx>, speaks: &str) -> Known {
        let mut known = vec![UNKNOWN; self.followed.len()];
        if let Some(at) = voice.and_then(|voice| self.positions.get(&voice)) {
            let bit = self.bit(*at, speaks);
            known.iter_mut().skip(*at).take(1).for_each(|it| *it = bit);
        }
        known
    }

    fn bit(&self, at: usize, value: &str) -> u64 {
        let position = self.followed.get(at).and_then(|it| it.values.iter().position(|own| own.as_str() == value));
        position.map_or(SOME_VALUE, |position| 1 << (position + 1))
    }

    /// What is known after a way out of a step was taken.
    pub(super) fn after(&self, known: &Known, step: &Step, role: EdgeRole) -> Known {
        let mut known = known.clone();
        if matches!(step.kind, Kind::Instruction(_)) && role != EdgeRole::Cannot {
            for (bits, _) in known.iter_mut().zip(&self.followed).filter(|(_, it)| it.is_stale_after_instruction) {
                *bits = UNKNOWN;
            }
        }
        let Some(question) = step.question() else { return known };
        let at = question.fact.as_ref().and_then(|fact| self.positions.get(&fact.to?));
        let learnt = at.and_then(|at| Some((*at, self.learnt(question, *at, role)?)));
        if let Some((at, bits)) = learnt {
            known.iter_mut().skip(at).take(1).for_each(|it| *it = bits);
        }
        known
    }

    /// What an answer teaches; nothing if the person is not sure.
    fn learnt(&self, question: &Question, at: usize, role: EdgeRole) -> Option<u64> {
        let EdgeRole::Answer(position) = role else { return Some(SOME_VALUE) };
        let answer = question.answers.get(position as usize)?;
        match (answer.id.as_str(), &question.input) {
            ("unsure", _) => None,
            (id, Input::Choice) => Some(self.bit(at, id)),
            _ => Some(SOME_VALUE),
        }
    }

    /// The answer of a question that every way here has already given.
    pub(super) fn answered(&self, known: &Known, question: &Question) -> Option<usize> {
        let at = *self.positions.get(&question.fact.as_ref()?.to?)?;
        let bits = *known.get(at)?;
        let is_one = bits.is_power_of_two() && bits != UNKNOWN && bits != SOME_VALUE;
        if !is_one || !matches!(question.input, Input::Choice) {
            return None;
        }
        let value = self.followed.get(at)?.values.get(bits.trailing_zeros() as usize - 1)?;
        question.position(value.as_str()).filter(|_| value.as_str() != "unsure")
    }

    /// Says whether some way here has answered a question before.
    pub(super) fn may_be_answered(&self, known: &Known, question: &Question) -> bool {
        let at = question.fact.as_ref().and_then(|fact| self.positions.get(&fact.to?));
        at.and_then(|at| known.get(*at)).is_some_and(|bits| *bits != UNKNOWN)
    }

    /// Says whether a condition holds. Recursion is bounded by the nesting that the YAML reader allows.
    pub(super) fn holds(&self, known: &Known, condition: &Condition) -> Truth {
        let all = |parts: &[Condition], stop: Truth, none: Truth| {
            let mut whole = none;
            for part in parts {
                match self.holds(known, part) {
                    truth if truth == stop => return stop,
                    Truth::Perhaps => whole = Truth::Perhaps,
                    _ => {}
                }
            }
            whole
        };
        match condition {
            Condition::All(parts) => all(parts, Truth::Never, Truth::Always),
            Condition::Any(parts) => all(parts, Truth::Always, Truth::Never),
            Condition::Not(inner) => self.holds(known, inner).not(),
            Condition::Known(fact) | Condition::Fact(fact, _) => {
                let Some(fact) = fact.to else { return Truth::Never };
                let Some(at) = self.positions.get(&fact) else { return Truth::Perhaps };
                let bits = known.get(*at).copied().unwrap_or_default();
                match condition {
                    Condition::Fact(_, test) => self.passes(*at, bits, test),
                    _ if bits == UNKNOWN => Truth::Never,
                    _ if bits & UNKNOWN == 0 => Truth::Always,
                    _ => Truth::Perhaps,
                }
            }
        }
    }

    fn passes(&self, at: usize, bits: u64, test: &Test) -> Truth {
        let is_choice = self.followed.get(at).is_some_and(|it| it.is_choice);
        match test {
            _ if bits == UNKNOWN => Truth::Never,
            Test::Is(values) if is_choice => {
                let wanted = values.iter().fold(0, |wanted, (value, _)| wanted | self.bit(at, value.as_str()));
                match bits & wanted {
                    0 => Truth::Never,
                    hit if hit == bits && bits & SOME_VALUE == 0 => Truth::Always,
                    _ => Truth::Perhaps,
                }
            }
            _ => Truth::Perhaps,
        }
    }
}

/// Takes in what may be known on a further way; says whether that was news.
pub(super) fn join(known: &mut Known, further: &Known) -> bool {
    let mut is_news = false;
    for (own, more) in known.iter_mut().zip(further) {
        is_news |= *own | more != *own;
        *own |= more;
    }
    is_news
}
