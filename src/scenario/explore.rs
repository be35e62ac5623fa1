//! Sends random customers through a tree, each with a cause that answers weigh by, and tells what they lived through.

mod dice;

use rustc_hash::FxHashMap;

use super::{
    End, Item, Passed, Taken,
    coverage::items,
    end,
    run::day_of,
    search::{Choice, choices, give, pass_by},
    suggest::untaken,
};
use crate::{
    base::Id,
    check::Sealed,
    engine::{Event, Input, Origin, Session, Turn, Value, View},
    tree::{After, Kind, Library, Step, Tree, TreeIx},
};
use dice::Dice;

/// Every fourth dialogue is held by an agent.
const AGENTS: usize = 4;
/// The weight of a cause about which the author says nothing.
const COMMON: f64 = 10.0;
/// The weight of causes that the tree does not know, beside those that it does.
const OTHER: f64 = 10.0;
/// How often people are not sure, or cannot do something.
const UNSURE: f64 = 0.05;
/// How often an instruction helps against its cause where the author says nothing.
const HELPS: f64 = 0.7;
/// How often it helps against another cause: by chance.
const BY_CHANCE: f64 = 0.03;
/// The most replies of one customer.
const MOST_REPLIES: usize = 500;

/// What random customers of one tree lived through.
#[derive(Clone, Debug)]
pub struct Exploration {
    /// Which tree.
    pub tree: TreeIx,
    /// Its id.
    pub id: Id,
    /// How many customers there were.
    pub customers: usize,
    /// How often each ending came, the most frequent first.
    pub endings: Vec<(End, usize)>,
    /// The run with the most questions.
    pub most_questions: Option<Lived>,
    /// The run with the most time.
    pub most_time: Option<Lived>,
    /// The runs that came most often, with their count.
    pub usual: Vec<(Lived, usize)>,
    /// Endings that none of them came to, though some run does.
    pub never: Vec<Item>,
    /// Answers and endings that no run at all takes, as far as was looked.
    pub impossible: Vec<Item>,
}

/// What one customer lived through.
#[derive(Clone, Debug, PartialEq)]
pub struct Lived {
    /// What was asked and replied.
    pub trail: Vec<Passed>,
    /// How it ended.
    pub end: End,
    /// How many questions were asked.
    pub questions: usize,
    /// How many instructions were followed.
    pub instructions: usize,
    /// The time of the steps, in seconds.
    pub seconds: u32,
}

/// Explores a tree with so many customers; the same seed gives the same customers.
pub fn explore(
    library: &Sealed,
    tree: TreeIx,
    customers: usize,
    seed: u64,
    progress: &mut dyn FnMut(usize, usize),
) -> Option<Exploration> {
    let own = library.library().tree(tree)?;
    let mut dice = Dice::new(seed, own.id.as_str());
    let mut taken = Taken::default();
    let mut counts: FxHashMap<String, (usize, usize)> = FxHashMap::default();
    let mut lived: Vec<Lived> = Vec::new();
    for number in 0..customers {
        progress(number, customers);
        let customer = Customer::new(own, number % AGENTS == AGENTS - 1, &mut dice);
        let session = customer.walk(library, tree, &mut dice);
        let stops = 1 < session.state().trees().len();
        let stand = end::of(&session, stops);
        taken.add(&stand.ways, (stand.tree, stand.step));
        let one = tell(library.library(), end::trail(&session, tree, stops), stand.end);
        let known = counts.entry(end::whole(&one.trail)).or_insert((lived.len(), 0));
        known.1 += 1;
        lived.push(one);
    }
    let mut endings: Vec<(End, usize)> = Vec::new();
    for one in &lived {
        // Who takes over is told apart, not why.
        let end = match &one.end {
            End::Escalated { role, .. } => End::Escalated { role: role.clone(), causes: Vec::new() },
            end => end.clone(),
        };
        match endings.iter_mut().find(|(known, _)| *known == end) {
            Some((_, count)) => *count += 1,
            None => endings.push((end, 1)),
        }
    }
    endings.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let mut often: Vec<(usize, usize)> = counts.into_values().collect();
    often.sort_by_key(|(first, count)| (std::cmp::Reverse(*count), *first));
    let usual = often.into_iter().take(3).filter_map(|(first, count)| Some((lived.get(first)?.clone(), count)));
    let impossible = untaken(library, tree);
    let is_ending = |item: &Item| item.what.group() == super::Group::Endings;
    let missed = |item: &Item| is_ending(item) && !taken.has(tree, item) && !impossible.contains(item);
    Some(Exploration {
        tree,
        id: own.id.clone(),
        customers,
        endings,
        most_questions: first_most(&lived, |one| one.questions),
        most_time: first_most(&lived, |one| one.seconds as usize),
        usual: usual.collect(),
        never: items(own).into_iter().filter(missed).collect(),
        impossible,
    })
}

/// Returns the first of those with the most.
fn first_most(lived: &[Lived], of: impl Fn(&Lived) -> usize) -> Option<Lived> {
    lived.iter().rev().max_by_key(|one| of(one)).cloned()
}

fn tell(library: &Library, trail: Vec<Passed>, end: End) -> Lived {
    let asked = trail.iter().filter(|passed| passed.asked);
    let steps: Vec<&Step> = asked.filter_map(|passed| library.tree(passed.tree)?.step(passed.step)).collect();
    Lived {
        questions: steps.iter().filter(|step| step.question().is_some()).count(),
        instructions: steps.iter().filter(|step| matches!(step.kind, Kind::Instruction(_))).count(),
        seconds: steps.iter().filter_map(|step| step.time).map(|time| time.0).sum(),
        trail,
        end,
    }
}

/// Somebody with a broken thing.
struct Customer {
    /// What is wrong, if the tree knows it.
    cause: Option<Id>,
    as_agent: bool,
}

impl Customer {
    fn new(tree: &Tree, as_agent: bool, dice: &mut Dice) -> Self {
        let weight = |common: Option<crate::tree::Commonness>| common.map_or(COMMON, |common| common.0);
        let mut weights: Vec<f64> = tree.causes.values().map(|cause| weight(cause.how_common)).collect();
        weights.push(OTHER);
        let chosen = dice.choose(&weights);
        Self { cause: tree.causes.get_index(chosen).map(|(id, _)| id.clone()), as_agent }
    }

    /// Replies until the case ends.
    fn walk<'l>(&self, library: &'l Sealed, tree: TreeIx, dice: &mut Dice) -> Session<'l> {
        let today = day_of(library.library(), tree, &super::Opening::default());
        let mut session = Session::replay(library, vec![Turn { event: Event::Started { tree, today } }]);
        if let Some(voice) = library.library().find_fact(None, "voice") {
            let value = Value::Choice(Id::new(if self.as_agent { "agent" } else { "customer" }));
            // The built-in fact takes its built-in values.
            let _told = session.input(Input::Fact(voice, value, Origin::KnownBefore)).is_ok();
        }
        for _ in 0..MOST_REPLIES {
            if pass_by(&mut session) {
                break;
            }
            let View::Step { step, .. } = session.view() else { break };
            let possible = choices(library.library(), step, today);
            let weights: Vec<f64> = possible.iter().map(|choice| self.weight(step, choice, possible.len())).collect();
            let Some(choice) = possible.into_iter().nth(dice.choose(&weights)) else { break };
            if !give(&mut session, choice.input) {
                // A sample of words that the question does not take: say that one is not sure, or stop here.
                if !give(&mut session, Input::Choose(Id::new("unsure"))) {
                    break;
                }
            }
        }
        session
    }

    /// Says how likely a reply is with what is wrong.
    fn weight(&self, step: &Step, choice: &Choice, count: usize) -> f64 {
        let word = choice.written.text();
        if let Kind::Instruction(instruction) = &step.kind
            && let After::Verify { .. } = instruction.after
        {
            let fitting = instruction.fixes.iter().find(|(cause, _)| Some(&cause.id) == self.cause.as_ref());
            let helps = fitting.map_or(BY_CHANCE, |(_, chance)| chance.map_or(HELPS, |chance| chance.0));
            return match word.as_ref() {
                "yes" => helps * (1.0 - UNSURE),
                "cannot" => UNSURE,
                _ => (1.0 - helps) * (1.0 - UNSURE),
            };
        }
        if word == "unsure" {
            return UNSURE;
        }
        let answers = step.question().map(|question| question.answers.as_slice()).unwrap_or_default();
        let answer = answers.iter().find(|answer| answer.id.as_str() == word);
        let likely = answer.and_then(|answer| {
            let of_cause = answer.likely.iter().find(|(cause, _)| Some(&cause.id) == self.cause.as_ref());
            of_cause.map(|(_, chance)| chance.0)
        });
        #[expect(clippy::cast_precision_loss, reason = "a question has few answers")]
        let fair = 1.0 / count.max(1) as f64;
        likely.unwrap_or(fair)
    }
}
