//! The keys of steps of every kind, of answers, ways and conditions.

use super::{
    ALLOW, Construct, Key, Sort, Takes,
    Together::{Any, Excludes, Needs},
    key, needed,
    words::{BY, INPUT_WORDS, RISKS, URGENCIES},
};

/// The keys that every step may have.
pub static STEP_KEYS: [Key; 8] = [
    key("look", Takes::Text, "Where to look, and what it looks like."),
    key("why", Takes::Text, "Why it is asked or done, in one clause."),
    key("say", Takes::Text, "A sentence with which an agent may begin."),
    key("note", Takes::Text, "For the agent only."),
    key("time", Takes::Time, "How long it takes.").like("time: 3 min"),
    key("by", Takes::Word(&BY), "Who may do it."),
    key("warn", Takes::Names(Sort::Warning), "The warnings that are shown before it.").like("warn: [unsaved]"),
    ALLOW,
];

/// The kinds of steps; the first key of each tells them apart, an earlier one before a later one.
pub static STEP_KINDS: [&Construct; 8] =
    [&INSTRUCTION, &QUESTION, &CALL, &ROUTE, &FIX, &ESCALATION, &CONTINUATION, &EXIT];

const INPUT_KEY: Key =
    key("input", Takes::Input, "What is typed in: a number, a day, a text, or several of the answers.")
        .like("input: {kind: number, min: 0, max: 100, unit: GB}");
const FACT_KEY: Key = key(
    "fact",
    Takes::Name(Sort::Fact),
    "The fact that remembers the answer; a question whose fact is known is not asked again.",
);
const CHECK_KEY: Key =
    key("check", Takes::Name(Sort::Check), "The local probe that may propose an answer; the person can overrule it.");
const ANSWERS: Key = key("answers", Takes::Answers, "The answers and where each leads; `unsure` is always shown last.")
    .like("answers:\n  yes: plug\n  no: battery\n  unsure: plug");

static QUESTION: Construct = Construct {
    name: "question",
    what: "a question",
    doc: "Something is asked.",
    keys: &[
        needed("ask", Takes::Text, "The question: one observation, one verb, at most twelve words."),
        INPUT_KEY,
        FACT_KEY,
        CHECK_KEY,
        ANSWERS,
        key("next", Takes::Way, "Where a typed question leads that has no answers to branch on."),
    ],
    shared: &STEP_KEYS,
    together: &[Any(&["answers", "next"]), Excludes("answers", &["next"])],
};

static INSTRUCTION: Construct = Construct {
    name: "instruction",
    what: "an instruction",
    doc: "Something is done; then \"Does it work now?\" is asked, or an own question, or nothing.",
    keys: &[
        needed("do", Takes::Text, "What to do: place before action, one action a sentence."),
        key("expect", Takes::Text, "What one should see afterwards."),
        key("risk", Takes::Word(&RISKS), "What could go wrong."),
        CHECK_KEY,
        key("cause", Takes::Name(Sort::Cause), "If this helps, this was the cause and the case ends as fixed."),
        key("helps", Takes::Chance, "How often it helps when that is the cause.").like("helps: usually"),
        key("fixes", Takes::Chances, "Several causes that this may remove, each with how often it does.")
            .like("fixes: {queue: often, driver: sometimes}"),
        key("solved", Takes::Way, "Where it leads when it helped; without it the case ends as fixed."),
        key("else", Takes::Way, "Where it leads when it did not help."),
        key("cannot", Takes::Way, "Where it leads when it could not be done; without it, as `else`."),
        key("next", Takes::Way, "Where it leads; with it nothing is asked."),
        key("ask", Takes::Text, "An own question that follows, instead of \"Does it work now?\"."),
        INPUT_KEY,
        FACT_KEY,
        ANSWERS,
    ],
    shared: &STEP_KEYS,
    together: &[
        Any(&["else", "next", "ask"]),
        Excludes("ask", &["solved", "else", "cannot"]),
        Excludes("answers", &["next"]),
        Excludes("next", &["solved", "else", "cannot", "cause", "fixes"]),
        Excludes("cause", &["fixes"]),
        Needs("helps", "cause"),
        Needs("answers", "ask"),
        Needs("input", "ask"),
        Needs("fact", "ask"),
    ],
};

static CALL: Construct = Construct {
    name: "call",
    what: "a call",
    doc: "A part is walked, and each of its exits leads on.",
    keys: &[
        needed("call", Takes::Name(Sort::Part), "The part that is walked: its file name without folder and ending."),
        needed("exits", Takes::ExitWays, "Where it goes on after each exit of the part.")
            .like("exits: {one: copy, several: copy, everyone: server}"),
    ],
    shared: &STEP_KEYS,
    together: &[],
};

static ROUTE: Construct = Construct {
    name: "route",
    what: "a route",
    doc: "Facts decide where it goes on; nobody is asked.",
    keys: &[needed("route", Takes::Arms, "The arms, tried in order; the last one mostly has no `when`.")
        .like("route:\n  - when: {os: windows}\n    next: registry\n  - next: restart")],
    shared: &STEP_KEYS,
    together: &[],
};

static FIX: Construct = Construct {
    name: "fix",
    what: "a fix",
    doc: "The case ends: it works again.",
    keys: &[
        needed("fix", Takes::Name(Sort::Cause), "What it was."),
        key("note", Takes::Text, "The closing note: what to watch for, what to do if it comes back."),
    ],
    shared: &STEP_KEYS,
    together: &[],
};

const PROBABLE: Key = key("cause", Takes::NameOrNames(Sort::Cause), "What it probably is: one cause or a list.");

static ESCALATION: Construct = Construct {
    name: "escalation",
    what: "an escalation",
    doc: "The case ends with a person who takes over.",
    keys: &[
        needed("escalate", Takes::Name(Sort::Role), "Who takes over."),
        key("urgency", Takes::Word(&URGENCIES), "How soon that person must take over."),
        key("collect", Takes::Names(Sort::Fact), "What that person needs to know; what is known is not asked again.")
            .like("collect: [contact, device]"),
        key("because", Takes::Text, "What was found already, to the customer."),
        PROBABLE,
    ],
    shared: &STEP_KEYS,
    together: &[],
};

static CONTINUATION: Construct = Construct {
    name: "continuation",
    what: "a continuation",
    doc: "Another tree goes on and keeps all facts.",
    keys: &[needed("continue", Takes::Name(Sort::Tree), "The tree that goes on."), PROBABLE],
    shared: &STEP_KEYS,
    together: &[],
};

static EXIT: Construct = Construct {
    name: "exit",
    what: "an exit",
    doc: "A part returns to the tree that called it.",
    keys: &[needed("exit", Takes::Name(Sort::Exit), "The name through which the part returns.")],
    shared: &STEP_KEYS,
    together: &[],
};

/// One answer of a question.
pub static ANSWER: Construct = Construct {
    name: "answer",
    what: "an answer",
    doc: "A way out of a question; `id: step` is enough where the label is built in or the id.",
    keys: &[
        key("text", Takes::Text, "The label, at most seven words; built in for yes, no, unsure and none."),
        needed("next", Takes::Way, "The step that it leads to."),
        key("summary", Takes::Text, "The answer as a statement, for the hand-over."),
        key("if", Takes::Chances, "How likely this answer is with a cause.").like("if: {queue: almost always}"),
        key("guards", Takes::Words(&RISKS), "The risks that need not be feared after this answer.")
            .like("guards: [data-loss]"),
        key("help", Takes::Text, "Of `unsure` only: shown once, then the question comes again."),
        key("from", Takes::End, "The least number or day that belongs to this answer."),
        key("below", Takes::End, "The least number or day that does not belong to it any more."),
        key("matches", Takes::Pattern, "The regular expression that a typed text must match for this answer."),
    ],
    shared: &[],
    together: &[],
};

/// A way that may be taken only so many times.
pub static BOUNDED_WAY: Construct = Construct {
    name: "bounded-way",
    what: "a bounded way",
    doc: "A way back to an earlier step, bounded so that no run goes round for ever.",
    keys: &[
        needed("step", Takes::Name(Sort::Step), "The step that it leads to."),
        needed("times", Takes::Count(1, 100), "How often it may be taken in one run."),
        needed("then", Takes::Name(Sort::Step), "The step that it leads to after that."),
    ],
    shared: &[],
    together: &[],
};

/// One arm of a route.
pub static ARM: Construct = Construct {
    name: "arm",
    what: "an arm of a route",
    doc: "One possibility of a route.",
    keys: &[
        key("when", Takes::Condition, "The condition; without it the arm is always taken.").like("when: {os: windows}"),
        needed("next", Takes::Way, "The step that it leads to."),
    ],
    shared: &[],
    together: &[],
};

/// The keys of a condition that are no facts.
pub static CONDITION: Construct = Construct {
    name: "condition",
    what: "a condition",
    doc: "A test of facts; several keys mean all of them.",
    keys: &[
        key("all", Takes::Condition, "All of these conditions hold.").like("all: [{os: windows}, {known: scope}]"),
        key("any", Takes::Condition, "At least one of these conditions holds."),
        key("not", Takes::Condition, "This condition does not hold.").like("not: {os: macos}"),
        key("known", Takes::Name(Sort::Fact), "The fact has any value."),
    ],
    shared: &[],
    together: &[],
};

/// A half-open range in a condition.
pub static RANGE: Construct = Construct {
    name: "range",
    what: "a range",
    doc: "A half-open range: `from` belongs to it, `below` does not.",
    keys: &[
        key("from", Takes::End, "The least that belongs to it."),
        key("below", Takes::End, "The least that does not belong to it any more."),
    ],
    shared: &[],
    together: &[Any(&["from", "below"])],
};

/// How a question or fact is answered.
pub static INPUT: Construct = Construct {
    name: "input",
    what: "`input`",
    doc: "What is typed in: a number, a day, a text, or several of the answers.",
    keys: &[
        needed("kind", Takes::Word(&INPUT_WORDS), "What is typed in."),
        key("min", Takes::End, "The least that is possible."),
        key("max", Takes::End, "The most that is possible; of a text, the most characters."),
        key("unit", Takes::Text, "What is counted, such as GB."),
        key("pattern", Takes::Pattern, "The regular expression that the whole text must fit."),
        key("private", Takes::Flag, "Whether the words must never leave the case."),
    ],
    shared: &[],
    together: &[],
};

/// The keys that go with one kind of input, `kind` left out.
#[derive(Debug)]
pub struct InputKind {
    /// The kind.
    pub kind: &'static str,
    /// Its keys.
    pub keys: &'static [&'static str],
}

/// The kinds of input with their keys.
pub static INPUT_KINDS: [InputKind; 4] = [
    InputKind { kind: "number", keys: &["min", "max", "unit"] },
    InputKind { kind: "date", keys: &["min", "max"] },
    InputKind { kind: "text", keys: &["max", "pattern", "private"] },
    InputKind { kind: "many", keys: &[] },
];
