//! The keys of test files: walks, assertions, and what they expect.

use super::{
    Construct, Key, Sort, Takes,
    Together::{Any, Excludes},
    head::FORMAT,
    key, needed,
    words::VOICES,
};

/// A whole test file.
pub static TESTS: Construct = Construct {
    name: "tests",
    what: "a test file",
    doc: "The scenarios of the tree whose file stands beside it.",
    keys: &[
        FORMAT,
        key("complete", Takes::Flag, "Whether walks name every step that is shown, also where nothing is asked."),
        key("walks", Takes::Each(Sort::Scenario, &WALK), "Whole walks, from the start to an ending.")
            .like("walks:\n  dark-then-battery:\n    answers: {light: no, battery: yes}\n    ends: {fix: battery}"),
        key(
            "steps",
            Takes::Each(Sort::Scenario, &ASSERTION),
            "Single assertions: at this step, this answer leads there.",
        ),
    ],
    shared: &[],
    together: &[],
};

/// What walks and assertions begin with.
static OPENING: [Key; 5] = [
    key("title", Takes::Text, "What it is about, if the id does not say it."),
    key("as", Takes::Word(&VOICES), "Who holds the dialogue."),
    key("today", Takes::Day, "The day of the walk, for relative days."),
    key("facts", Takes::Replies(Sort::Fact), "What is known before.").like("facts: {os: windows}"),
    key("confirmed", Takes::Flag, "Whether an author has read it; false where it was only suggested."),
];

/// A whole walk.
pub static WALK: Construct = Construct {
    name: "walk",
    what: "a walk",
    doc: "A walk from the start to an ending, repeated whenever the tree is tested.",
    keys: &[
        key(
            "answers",
            Takes::Replies(Sort::Step),
            "What is answered at each step; for an instruction yes, no or cannot.",
        )
        .like("answers: {light: no, scope.who: one, restart: [no, yes]}"),
        needed("ends", Takes::One(&EXPECTED), "How it must end.").like("ends: {fix: battery}"),
        key("at", Takes::Name(Sort::Step), "The step in which it must end."),
        key("cause", Takes::NameOrNames(Sort::Cause), "What it must turn out to be."),
        key("collected", Takes::Replies(Sort::Fact), "What is told to the hand-over and must stand in it."),
        key("within", Takes::Time, "The longest time that it may take.").like("within: 20 min"),
    ],
    shared: &OPENING,
    together: &[],
};

/// A single assertion.
pub static ASSERTION: Construct = Construct {
    name: "assertion",
    what: "an assertion",
    doc: "At this step, with these facts, this answer leads there.",
    keys: &[
        needed("at", Takes::Name(Sort::Step), "The step that is looked at."),
        key("answer", Takes::Reply, "What is answered there."),
        key("leads", Takes::Name(Sort::Step), "The step that must follow."),
        key("ends", Takes::One(&EXPECTED), "How the case must end."),
    ],
    shared: &OPENING,
    together: &[Any(&["leads", "ends"])],
};

/// How a walk must end.
pub static EXPECTED: Construct = Construct {
    name: "expected",
    what: "an ending",
    doc: "How a walk must end: exactly one of these.",
    keys: &[
        key("fix", Takes::NameOrNames(Sort::Cause), "It works again, and this was it."),
        key("escalate", Takes::Name(Sort::Role), "This person takes over."),
        key("continue", Takes::Name(Sort::Tree), "This tree goes on."),
        key("exit", Takes::Name(Sort::Exit), "The part returns through this exit."),
    ],
    shared: &[],
    together: &[
        Any(&["fix", "escalate", "continue", "exit"]),
        Excludes("fix", &["escalate", "continue", "exit"]),
        Excludes("escalate", &["continue", "exit"]),
        Excludes("continue", &["exit"]),
    ],
};

/// Several answers at once.
pub static MANY: Construct = Construct {
    name: "many",
    what: "an answer",
    doc: "Several answers to one question.",
    keys: &[needed("many", Takes::Names(Sort::Answer), "The answers that are chosen together.")],
    shared: &[],
    together: &[],
};
