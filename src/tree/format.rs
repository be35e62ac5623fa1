//! The format of the files as one table: every construct with its keys, what they take, and what they mean.
//!
//! The readers take their known keys from here, `lotse schema` is made from it, and editors complete and explain
//! with it. So there is one place in which a key is added.

mod head;
mod scenario;
mod step;
mod vocabulary;
mod words;

pub use head::{CAUSE, PART_ONLY, TREE};
pub use scenario::{ASSERTION, EXPECTED, MANY, TESTS, WALK};
pub use step::{ANSWER, ARM, BOUNDED_WAY, CONDITION, INPUT, INPUT_KINDS, InputKind, RANGE, STEP_KEYS, STEP_KINDS};
pub use vocabulary::{CHECK, FACT, HUMAN, PLATFORM, ROLE, TERM, VOCABULARY, WARNING, WITHIN};
pub use words::{CHANCE_WORDS, COMMONNESS_WORDS, Word};

/// One kind of mapping in a file, with the keys that may stand in it.
#[derive(Debug)]
pub struct Construct {
    /// Its name in one word, such as `answer`.
    pub name: &'static str,
    /// Its name as messages say it, such as `an answer`.
    pub what: &'static str,
    /// What it is, in one sentence.
    pub doc: &'static str,
    /// Its own keys, the telling one first.
    pub keys: &'static [Key],
    /// The keys that it shares with others.
    pub shared: &'static [Key],
    /// Which of its keys need or exclude each other.
    pub together: &'static [Together],
}

/// One key of a construct.
#[derive(Debug)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// What stands behind it.
    pub takes: Takes,
    /// Whether it must be there.
    pub needed: bool,
    /// What it says, in one sentence.
    pub doc: &'static str,
    /// How it is written, with its key; empty where the sentence is enough.
    pub example: &'static str,
}

/// How keys of one construct go together.
#[derive(Clone, Copy, Debug)]
pub enum Together {
    /// At least one of these must be there.
    Any(&'static [&'static str]),
    /// The first excludes all others.
    Excludes(&'static str, &'static [&'static str]),
    /// The first makes no sense without the second.
    Needs(&'static str, &'static str),
}

/// What may stand behind a key.
#[derive(Clone, Copy, Debug)]
pub enum Takes {
    /// The version of the format: `1`.
    Version,
    /// A language tag.
    Language,
    /// A text for people: plain, or one per language.
    Text,
    /// A list of phrases per language.
    Phrases,
    /// Words of one line for programs or authors.
    Plain,
    /// A list of such.
    Plains,
    /// One of these words.
    Word(&'static [Word]),
    /// A list of such words.
    Words(&'static [Word]),
    /// For some of such words, a list of exits of this part.
    Guards(&'static [Word]),
    /// True or false.
    Flag,
    /// A whole number within limits, both included.
    Count(u32, u32),
    /// A length of time.
    Time,
    /// A calendar day.
    Day,
    /// One end of a range: a number or a day.
    End,
    /// A likelihood.
    Chance,
    /// How common something is.
    HowCommon,
    /// A regular expression.
    Pattern,
    /// The id of something that is declared elsewhere.
    Name(Sort),
    /// A list of such ids.
    Names(Sort),
    /// One such id or a list of them.
    NameOrNames(Sort),
    /// A list of ids that are declared here.
    Declares(Sort),
    /// A mapping of ids that are declared here.
    Each(Sort, &'static Construct),
    /// The steps of a tree.
    Steps,
    /// The answers of a question.
    Answers,
    /// A way out: a step, or a bounded way.
    Way,
    /// Where each exit of the called part leads.
    ExitWays,
    /// A likelihood for each cause.
    Chances,
    /// Rules that are not followed, each with the reason.
    Exceptions,
    /// The values of a fact: a list of ids, or a text for each.
    Values,
    /// The arms of a route.
    Arms,
    /// A condition on facts.
    Condition,
    /// How a question or fact is answered.
    Input,
    /// What is replied to a question or instruction: a word, or several for several visits.
    Reply,
    /// Such replies by the steps or facts that they belong to.
    Replies(Sort),
    /// One mapping.
    One(&'static Construct),
}

/// The sorts of things that have ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// A tree; its id is the name of its file.
    Tree,
    /// A part; likewise.
    Part,
    /// A step of a tree.
    Step,
    /// An answer of a question.
    Answer,
    /// A cause of a tree.
    Cause,
    /// An exit of a part.
    Exit,
    /// A fact, shared or of one tree.
    Fact,
    /// A value of a fact.
    Value,
    /// A warning.
    Warning,
    /// A check.
    Check,
    /// A term of the glossary.
    Term,
    /// A role.
    Role,
    /// A scenario of a test file.
    Scenario,
}

impl Sort {
    /// Returns the word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Tree => "tree",
            Self::Part => "part",
            Self::Step => "step",
            Self::Answer => "answer",
            Self::Cause => "cause",
            Self::Exit => "exit",
            Self::Fact => "fact",
            Self::Value => "value",
            Self::Warning => "warning",
            Self::Check => "check",
            Self::Term => "term",
            Self::Role => "role",
            Self::Scenario => "scenario",
        }
    }
}

impl Construct {
    /// Finds a key, an own one before a shared one.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().chain(self.shared).find(|key| key.name == name)
    }

    /// Says whether a key may stand here.
    pub fn has(&self, name: &str) -> bool {
        self.key(name).is_some()
    }

    /// Lists all keys, the own ones first.
    pub fn all_keys(&self) -> impl Iterator<Item = &'static Key> + use<> {
        let own = self.keys;
        let is_new = move |key: &&Key| !own.iter().any(|it| it.name == key.name);
        own.iter().chain(self.shared.iter().filter(is_new))
    }

    /// Returns the key that makes a step this kind of step: the first.
    pub fn telling(&self) -> &'static str {
        self.keys.first().map_or("", |key| key.name)
    }
}

/// Says whether a file with these keys at the left margin declares shared words and is no tree.
pub fn is_vocabulary(has: impl Fn(&str) -> bool) -> bool {
    let is_only_there = |key: &&Key| !matches!(key.name, "format" | "lang");
    !has("steps") && !has("title") && VOCABULARY.keys.iter().filter(is_only_there).any(|key| has(key.name))
}

/// Finds the kind of a step by the keys that stand in it.
pub fn step_kind(has: impl Fn(&str) -> bool) -> Option<&'static Construct> {
    STEP_KINDS.iter().find(|kind| has(kind.telling())).copied()
}

/// The key that makes exceptions from rules.
const ALLOW: Key = key("allow", Takes::Exceptions, "Rules that do not hold here, each with the reason.")
    .like("allow:\n  missing-unsure: The lamp is as large as a plate.");

/// A key that may be missing.
const fn key(name: &'static str, takes: Takes, doc: &'static str) -> Key {
    Key { name, takes, needed: false, doc, example: "" }
}

/// A key that must be there.
const fn needed(name: &'static str, takes: Takes, doc: &'static str) -> Key {
    Key { name, takes, needed: true, doc, example: "" }
}

impl Key {
    /// Adds how it is written.
    const fn like(self, example: &'static str) -> Self {
        Self { example, ..self }
    }
}

#[cfg(test)]
mod tests;
