//! Makes random libraries that are sound by construction, and plants one fault in them.
//!
//! A tree is a list of steps in which unbounded ways only lead to later steps, the last ones are endings, and every
//! step but the first is led to from an earlier one. So every run ends, and every step is reached.

use std::fmt::Write as _;

use proptest::prelude::*;

/// The words that generated trees use.
const WORDS: &str = "
format: 1
facts:
  os: {name: system, values: [windows, macos, linux]}
  speed: {name: speed, input: {kind: number, min: 0, max: 100}}
roles: {desk: {name: the desk}}
human: {role: desk, collect: [os]}
";

/// A stream of random numbers that a test case is made from; it shrinks towards zeros.
#[derive(Clone, Debug)]
pub(crate) struct Dice {
    rolls: Vec<u32>,
    next: usize,
}

impl Dice {
    /// Makes streams for property tests.
    pub(crate) fn strategy() -> impl Strategy<Value = Self> {
        proptest::collection::vec(any::<u32>(), 16..160).prop_map(|rolls| Self { rolls, next: 0 })
    }

    /// Makes the stream of a seed (Numerical Recipes' linear congruence).
    pub(crate) fn seeded(seed: u32) -> Self {
        let next = |state: &u32| Some(state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223));
        let rolls = std::iter::successors(Some(seed ^ 0x9e37_79b9), next).skip(3).map(|state| state >> 7);
        Self { rolls: rolls.take(160).collect(), next: 0 }
    }

    /// Returns a number below `count`.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        let roll = self.rolls[self.next % self.rolls.len()] as usize;
        // A stream that is used up goes on in another order.
        let round = self.next / self.rolls.len();
        self.next += 1;
        (roll >> (round % 16)) % count.max(1)
    }

    /// Returns true once in `count` times.
    pub(crate) fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == count - 1
    }
}

/// A way out of a generated step.
#[derive(Clone, Debug)]
pub(crate) struct Way {
    /// The step it leads to.
    pub(crate) to: String,
    /// How often, and where to after that.
    pub(crate) bound: Option<(u16, String)>,
}

impl Way {
    fn new(to: &str) -> Self {
        Self { to: to.to_owned(), bound: None }
    }

    fn to(step: usize) -> Self {
        Self::new(&name(step))
    }
}

/// What a generated step is; the ways are those of its [`Step`].
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    /// The last way is that of `unsure`; may remember the system.
    Choice { remembers: bool },
    /// One range for each way, without gaps, and `unsure` leading as the first way; may remember the speed.
    Number { cuts: Vec<(usize, usize)>, remembers: bool },
    /// Nothing is asked after it.
    Instruction,
    /// `else`, then perhaps `cannot`, then perhaps `solved`; without `solved` it names a cause.
    Verify,
    /// One condition a way; nothing stands for the arm without `when`.
    Route(Vec<Option<String>>),
    /// A part, and the exit of each way.
    Call(String, Vec<String>),
    /// An ending as it is written.
    Ending(String),
}

/// A generated step.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) id: String,
    pub(crate) kind: Kind,
    pub(crate) ways: Vec<Way>,
}

/// A generated tree or part.
#[derive(Clone, Debug)]
pub(crate) struct Sketch {
    pub(crate) id: String,
    pub(crate) exits: Option<Vec<String>>,
    pub(crate) steps: Vec<Step>,
}

/// A generated library.
#[derive(Clone, Debug)]
pub(crate) struct Shelf(pub(crate) Vec<Sketch>);

fn name(step: usize) -> String {
    format!("s{step}")
}

impl Shelf {
    /// Makes three parts with one to three exits, and a tree that may call them.
    pub(crate) fn sound(dice: &mut Dice) -> Self {
        let mut shelf = Vec::new();
        for exits in 1..=3 {
            shelf.push(sketch(dice, &format!("part{exits}"), Some(exits), &shelf));
        }
        shelf.push(sketch(dice, "tree", None, &shelf));
        Self(shelf)
    }

    /// Changes the library at random, so that it may or may not be sound: ways lead elsewhere, bounds come and
    /// go, questions forget, routes lose their last arm or look at other facts.
    pub(crate) fn run_wild(&mut self, dice: &mut Dice) {
        for _ in 0..2 + dice.below(8) {
            let tree = dice.below(self.0.len());
            let sketch = &mut self.0[tree];
            let ids: Vec<String> = sketch.steps.iter().map(|step| step.id.clone()).collect();
            let some = |dice: &mut Dice| ids[dice.below(ids.len())].clone();
            let at = dice.below(sketch.steps.len());
            let step = &mut sketch.steps[at];
            match (dice.below(4), &mut step.kind) {
                (0, _) if !step.ways.is_empty() => {
                    let way = dice.below(step.ways.len());
                    step.ways[way].to = some(dice);
                }
                (1, _) if !step.ways.is_empty() => {
                    let way = dice.below(step.ways.len());
                    let bound = if dice.one_in(3) { None } else { Some((2, some(dice))) };
                    step.ways[way] = Way { to: some(dice), bound };
                }
                (_, Kind::Choice { remembers: remembers @ true }) if step.ways.len() == 4 => *remembers = false,
                (_, Kind::Number { remembers, .. }) => *remembers = false,
                (_, Kind::Route(tests)) => {
                    *tests = match (dice.below(3), tests.len()) {
                        (0, 2) => ["{os: [windows, linux]}", "{os: macos}"].map(|it| Some(it.to_owned())).to_vec(),
                        (0, 3) => ["{speed: {below: 7}}", "{speed: {from: 7}}", "{not: {known: speed}}"]
                            .map(|it| Some(it.to_owned()))
                            .to_vec(),
                        (1, 2) => ["{os: windows}", "{not: {os: windows}}"].map(|it| Some(it.to_owned())).to_vec(),
                        _ => tests.iter().take(tests.len() - 1).cloned().collect(),
                    };
                    step.ways.truncate(tests.len().max(1));
                }
                _ => {}
            }
        }
    }

    /// Writes the files, the shared words first.
    pub(crate) fn files(&self) -> Vec<(String, String)> {
        let words = ("words.yaml".to_owned(), WORDS.to_owned());
        let trees = self.0.iter().map(|sketch| (format!("{}.yaml", sketch.id), rendered(sketch)));
        std::iter::once(words).chain(trees).collect()
    }
}

fn sketch(dice: &mut Dice, id: &str, exits: Option<usize>, parts: &[Sketch]) -> Sketch {
    let inner = 3 + dice.below(12);
    let exit_names: Vec<String> = (0..exits.unwrap_or(0)).map(|exit| format!("e{exit}")).collect();
    let endings = exit_names.len().max(1) + 1 + dice.below(3);
    let count = inner + endings;
    let mut ways: Vec<Vec<Way>> = vec![Vec::new(); inner];
    // Every step is led to by an earlier one that is no ending; the first two ask for the facts, in a row.
    for step in 1..count {
        let from = if step <= 2 { step - 1 } else { 2.min(inner - 1) + dice.below(step.min(inner) - 2.min(inner - 1)) };
        ways[from].push(Way::to(step));
    }
    let mut steps = Vec::with_capacity(count);
    for (at, mut ways) in ways.into_iter().enumerate() {
        while ways.is_empty() || (ways.len() < 4 && !dice.one_in(3)) {
            ways.push(Way::to(at + 1 + dice.below(count - at - 1)));
        }
        if dice.one_in(4) {
            let (back, on) = (dice.below(at + 1), at + 1 + dice.below(count - at - 1));
            let times = 1 + u16::try_from(dice.below(3)).unwrap();
            ways.push(Way { to: name(back), bound: Some((times, name(on))) });
        }
        let kind = match at {
            0 => Kind::Choice { remembers: true },
            1 => number(dice, ways.len(), true),
            _ => kind(dice, ways.len(), parts),
        };
        if matches!(kind, Kind::Choice { .. }) {
            // Enough answers for every system, and one for who is not sure.
            while ways.len() < 4 {
                ways.push(ways[0].clone());
            }
        }
        if kind == (Kind::Choice { remembers: true }) {
            ways.truncate(4);
        }
        steps.push(Step { id: name(at), kind, ways });
    }
    for ending in 0..endings {
        let text = match exit_names.get(ending) {
            Some(exit) => format!("exit: {exit}"),
            None if dice.one_in(2) => "fix: it".to_owned(),
            None => "escalate: desk, collect: [os, speed]".to_owned(),
        };
        steps.push(Step { id: name(inner + ending), kind: Kind::Ending(text), ways: Vec::new() });
    }
    Sketch { id: id.to_owned(), exits: exits.map(|_| exit_names), steps }
}

/// Cuts 0 to 100 at even numbers.
fn number(dice: &mut Dice, ways: usize, remembers: bool) -> Kind {
    let mut cuts = Vec::new();
    let mut from = 0;
    for left in (0..ways).rev() {
        let room = (50 - from) - left;
        let below = if left == 0 { 50 } else { from + 1 + dice.below(room / 2) };
        cuts.push((2 * from, 2 * below));
        from = below;
    }
    Kind::Number { cuts, remembers }
}

/// Chooses a kind of step with so many ways.
fn kind(dice: &mut Dice, ways: usize, parts: &[Sketch]) -> Kind {
    let systems = ["windows", "macos", "linux"];
    let part = parts.iter().find(|part| part.exits.as_ref().is_some_and(|exits| exits.len() == ways));
    match (dice.below(6), ways) {
        (0, 1) => Kind::Instruction,
        (0 | 1, 1..=3) => Kind::Verify,
        (2, 2) => Kind::Route(vec![Some("{voice: agent}".into()), Some("{voice: customer}".into())]),
        (2, 3) => {
            Kind::Route(vec![Some("{speed: {below: 10}}".into()), Some("{speed: {from: 10, below: 50}}".into()), None])
        }
        (3, 2..=3) => {
            let tests = systems.iter().take(ways - 1).map(|system| Some(format!("{{os: {system}}}")));
            Kind::Route(tests.chain([None]).collect())
        }
        (4, _) if part.is_some() => {
            let part = part.unwrap();
            Kind::Call(part.id.clone(), part.exits.clone().unwrap())
        }
        (5, 2..) => number(dice, ways, false),
        _ => Kind::Choice { remembers: false },
    }
}

fn rendered(sketch: &Sketch) -> String {
    let mut yaml = String::from("format: 1\ntitle: Title\ncauses: {it: {name: It}}\n");
    if let Some(exits) = &sketch.exits {
        writeln!(yaml, "exits: [{}]", exits.join(", ")).unwrap();
    }
    writeln!(yaml, "start: {}\nsteps:", sketch.steps[0].id).unwrap();
    for step in &sketch.steps {
        writeln!(yaml, "  {}: {{{}}}", step.id, body(step)).unwrap();
    }
    yaml
}

fn way(way: &Way) -> String {
    match &way.bound {
        None => way.to.clone(),
        Some((times, then)) => format!("{{step: {}, times: {times}, then: {then}}}", way.to),
    }
}

fn body(step: &Step) -> String {
    let ways: Vec<String> = step.ways.iter().map(way).collect();
    match &step.kind {
        Kind::Choice { remembers } => {
            let ids: Vec<String> = answer_ids(ways.len(), *remembers);
            let answers: Vec<String> =
                ids.iter().zip(&ways).map(|(id, way)| format!("{id}: {{next: {way}}}")).collect();
            let fact = if *remembers { ", fact: os" } else { "" };
            format!("ask: What?{fact}, answers: {{{}}}", answers.join(", "))
        }
        Kind::Number { cuts, remembers } => {
            let answers: Vec<String> = (0..)
                .zip(cuts.iter().zip(&ways))
                .map(|(id, ((from, below), way))| format!("a{id}: {{from: {from}, below: {below}, next: {way}}}"))
                .collect();
            let fact = if *remembers { ", fact: speed" } else { "" };
            let unsure = format!("unsure: {{next: {}}}", ways[0]);
            format!(
                "ask: How much?{fact}, input: {{kind: number, min: 0, max: 100}}, answers: {{{}, {unsure}}}",
                answers.join(", ")
            )
        }
        Kind::Instruction => format!("do: This., time: 2 min, next: {}", ways[0]),
        Kind::Verify => {
            let keys = ["else", "cannot", "solved"];
            let named: Vec<String> = keys.iter().zip(&ways).map(|(key, way)| format!("{key}: {way}")).collect();
            format!("do: This., cause: it, {}", named.join(", "))
        }
        Kind::Route(tests) => {
            let arms: Vec<String> = tests
                .iter()
                .zip(&ways)
                .map(|(test, way)| match test {
                    Some(test) => format!("{{when: {test}, next: {way}}}"),
                    None => format!("{{next: {way}}}"),
                })
                .collect();
            format!("route: [{}]", arms.join(", "))
        }
        Kind::Call(part, exits) => {
            let mapped: Vec<String> = exits.iter().zip(&ways).map(|(exit, way)| format!("{exit}: {way}")).collect();
            format!("call: {part}, exits: {{{}}}", mapped.join(", "))
        }
        Kind::Ending(text) => text.clone(),
    }
}

/// The ids of a choice's answers; the last one is `unsure`.
fn answer_ids(ways: usize, remembers: bool) -> Vec<String> {
    let systems = ["windows", "macos", "linux"];
    let own = |answer: usize| if remembers { systems[answer % 3].to_owned() } else { format!("a{answer}") };
    let most = if remembers { 3 } else { ways - 1 };
    (0..most.min(ways - 1)).map(own).chain(["unsure".to_owned()]).collect()
}

/// One fault, planted into a sound library.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Fault {
    Dangling,
    DeadEnd,
    Loop,
    Gap,
    Overlap,
    Uncovered,
    Unmapped,
    Recursion,
    Island,
}

impl Fault {
    pub(crate) const ALL: [Self; 9] = [
        Self::Dangling,
        Self::DeadEnd,
        Self::Loop,
        Self::Gap,
        Self::Overlap,
        Self::Uncovered,
        Self::Unmapped,
        Self::Recursion,
        Self::Island,
    ];

    /// The code that must be found.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Dangling => "E101",
            Self::DeadEnd => "E104",
            Self::Loop => "E105",
            Self::Gap => "E106",
            Self::Overlap => "E107",
            Self::Uncovered => "E110",
            Self::Unmapped => "E112",
            Self::Recursion => "E116",
            Self::Island => "W103",
        }
    }

    /// Plants the fault; returns the tree and the steps at one of which it must be found. Nothing if there is
    /// no place for it.
    pub(crate) fn plant(self, shelf: &mut Shelf, dice: &mut Dice) -> Option<(String, Vec<String>)> {
        let tree = dice.below(shelf.0.len());
        let sketch = &mut shelf.0[tree];
        let is_part = sketch.exits.is_some();
        let suits = |step: &Step| match self {
            Self::Dangling => !step.ways.is_empty(),
            Self::DeadEnd => matches!(step.kind, Kind::Choice { .. }),
            Self::Loop => matches!(step.kind, Kind::Choice { remembers: false }),
            Self::Gap | Self::Overlap => matches!(&step.kind, Kind::Number { cuts, .. } if 1 < cuts.len()),
            Self::Uncovered => matches!(&step.kind, Kind::Route(tests) if 1 < tests.len()),
            Self::Unmapped => matches!(&step.kind, Kind::Call(..)),
            Self::Recursion => is_part && is_plain_choice(step),
            Self::Island => true,
        };
        let suitable: Vec<usize> = (0..sketch.steps.len()).filter(|&at| suits(&sketch.steps[at])).collect();
        let at = *suitable.get(dice.below(suitable.len()))?;
        let found_at = self.plant_at(sketch, at, dice)?;
        Some((sketch.id.clone(), found_at))
    }

    fn plant_at(self, sketch: &mut Sketch, at: usize, dice: &mut Dice) -> Option<Vec<String>> {
        let own = vec![sketch.steps[at].id.clone()];
        let step = &mut sketch.steps[at];
        match (self, &mut step.kind) {
            (Self::Dangling, _) => {
                let way = dice.below(step.ways.len());
                "nowhere-at-all".clone_into(&mut step.ways[way].to);
            }
            (Self::Gap, Kind::Number { cuts, .. }) => cuts.last_mut()?.0 += 1,
            (Self::Overlap, Kind::Number { cuts, .. }) => cuts.last_mut()?.0 -= 1,
            (Self::Uncovered, Kind::Route(tests)) => drop(tests.pop()),
            (Self::Unmapped, Kind::Call(_, exits)) => drop(exits.remove(dice.below(exits.len()))),
            (Self::DeadEnd, _) => {
                step.ways[0] = Way::new("pit");
                sketch.steps.extend([
                    Step { id: "pit".to_owned(), kind: Kind::Instruction, ways: vec![Way::new("pit-two")] },
                    Step { id: "pit-two".to_owned(), kind: Kind::Instruction, ways: vec![Way::new("pit")] },
                ]);
                return Some(vec!["pit".to_owned()]);
            }
            (Self::Recursion, _) => {
                let first = std::mem::replace(&mut step.ways[0], Way::new("again"));
                let exits = sketch.exits.clone()?;
                let ways = vec![first; exits.len()];
                let kind = Kind::Call(sketch.id.clone(), exits);
                sketch.steps.push(Step { id: "again".to_owned(), kind, ways });
                return Some(vec!["again".to_owned()]);
            }
            (Self::Island, _) => {
                let ways = vec![Way::new(&own[0])];
                sketch.steps.push(Step { id: "island".to_owned(), kind: Kind::Instruction, ways });
                return Some(vec!["island".to_owned()]);
            }
            (Self::Loop, _) => {
                let back = ancestor(sketch, at, dice);
                let way = Way::new(&sketch.steps[back].id);
                // A further answer, so that what the others lead to stays reachable; the last is `unsure`.
                sketch.steps[at].ways.insert(0, way);
                return Some(sketch.steps[back..=at].iter().map(|step| step.id.clone()).collect());
            }
            _ => return None,
        }
        Some(own)
    }
}

fn is_plain_choice(step: &Step) -> bool {
    matches!(step.kind, Kind::Choice { remembers: false }) && step.ways.iter().all(|way| way.bound.is_none())
}

/// A step from which `at` is reached over unbounded ways, or `at` itself.
fn ancestor(sketch: &Sketch, at: usize, dice: &mut Dice) -> usize {
    let mut back = at;
    while !dice.one_in(3) {
        let wanted = &sketch.steps[back].id;
        let before = (0..back)
            .rev()
            .find(|&before| sketch.steps[before].ways.iter().any(|way| way.bound.is_none() && way.to == *wanted));
        match before {
            Some(before) => back = before,
            None => break,
        }
    }
    back
}
