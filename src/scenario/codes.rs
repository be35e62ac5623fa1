//! The findings that concern scenarios.

use crate::base::{
    Code,
    Level::{Error, Hint},
};

/// A test file whose tree does not exist.
pub static NO_TREE: Code = Code {
    id: "E070",
    name: "scenarios-without-tree",
    level: Error,
    page: "A test file is named after the tree that it tests: `prn-no-output.test.yaml` tests `prn-no-output.yaml`. There\n\
        is no such tree. Mostly the tree was renamed and its test file was not.",
};

/// A name that means nothing in the tree that is tested.
pub static UNKNOWN: Code = Code {
    id: "E071",
    name: "unknown-in-scenario",
    level: Error,
    page: "The scenario names a step, fact, cause, role, exit or tree that does not exist. The help names a near one.\n\n\
        A step inside a part is written with the call before it: `scope.who` is the step `who` of the part that the\n\
        step `scope` calls. A step of a tree in which the walk continues has that tree before it:\n\
        `net-wifi-slow/pattern`.",
};

/// An answer that does not fit its question, or a value that does not fit its fact.
pub static UNFIT: Code = Code {
    id: "E072",
    name: "answer-does-not-fit",
    level: Error,
    page: "The question does not take this answer, or the fact does not take this value.\n\n\
        - a question with answers: the id of one of them\n- a number, a day or a text: the value itself, or `unsure`\n\
        - several answers at once: `{many: [drops, evening]}`\n- an instruction with a verification: `yes` (it helped), `no` (it did\n\
        not help) or `cannot` (it could not be done)\n- an instruction after which nothing is asked: `done`, or nothing at all\n\n\
        A list means several visits of one step, the first answer at the first visit.",
};

/// A step that asks something for which the scenario has no answer.
pub static NO_ANSWER: Code = Code {
    id: "E073",
    name: "answer-is-missing",
    level: Error,
    page: "The walk comes to a step for which the scenario gives no answer. Either the answer was forgotten, or the walk\n\
        went another way than expected: the note shows which way it went. A step that is reached several times needs\n\
        one answer for each visit: `restart: [no, yes]`.",
};

/// An answer that was never asked for.
pub static NOT_ASKED: Code = Code {
    id: "E074",
    name: "answer-not-asked-for",
    level: Error,
    page: "The scenario answers a step that the walk never asked. Either the walk went another way, or the fact that the\n\
        question remembers was known already, so that nobody was asked again. Delete the answer if that is right.",
};

/// A walk that ends otherwise.
pub static OTHER_END: Code = Code {
    id: "E075",
    name: "other-ending",
    level: Error,
    page: "The walk ended, but not as the scenario expects. The notes show the way that it went. Mend the tree if the\n\
        scenario is right, or the scenario if the tree is.\n\n\
        ```yaml\nends: {fix: switched-off}       # or {escalate: technician}, {continue: net-wifi-slow}, {exit: one}\n\
        at: power                       # the step in which it ends\n```",
};

/// An answer that leads to another step.
pub static OTHER_STEP: Code = Code {
    id: "E076",
    name: "other-step",
    level: Error,
    page: "The walk came to another step than the scenario expects. `at` of a walk is the step in which it ends; `leads`\n\
        of an assertion is the step to which the answer leads, or the one that is shown next.",
};

/// A walk with another cause, hand-over or length.
pub static OTHER_OUTCOME: Code = Code {
    id: "E077",
    name: "other-outcome",
    level: Error,
    page: "The walk ended as expected, but with another cause, without a fact that the hand-over should hold, or after\n\
        more time than `within` allows. The time is the sum of `time` of the steps that somebody had to reply to.",
};

/// A tree that has errors, so that its scenarios cannot be run.
pub static UNSOUND: Code = Code {
    id: "E078",
    name: "tree-not-sound",
    level: Error,
    page: "The tree has errors, or a part or tree that it needs has. Scenarios run only where it is proven that nobody\n\
        gets stuck. Run `lotse check` and mend what it shows; the scenarios of the other trees are run all the same.",
};

/// A suggested scenario that nobody has read.
pub static UNCONFIRMED: Code = Code {
    id: "H079",
    name: "unconfirmed-scenario",
    level: Hint,
    page: "The scenario was suggested by `lotse test --suggest`: it says what the tree does now, not what it should do.\n\
        Read it as a caller would live it. If it is right, delete the line `confirmed: false`; if not, mend the tree.",
};

/// A redirected way that no scenario notices.
pub static SURVIVOR: Code = Code {
    id: "H080",
    name: "surviving-mutant",
    level: Hint,
    page: "`lotse test --mutate` lets every way of a tree lead to another step, one at a time, and runs the scenarios that\n\
        take it. Here none of them failed: a mistake of this kind would go unnoticed. Add a walk that takes the way, or\n\
        let one say where it ends with `at:`. A mutant that makes the tree unsound is not counted: the checker finds it.",
};

/// All of them, in order.
pub static ALL: [&Code; 11] = [
    &NO_TREE,
    &UNKNOWN,
    &UNFIT,
    &NO_ANSWER,
    &NOT_ASKED,
    &OTHER_END,
    &OTHER_STEP,
    &OTHER_OUTCOME,
    &UNSOUND,
    &UNCONFIRMED,
    &SURVIVOR,
];
