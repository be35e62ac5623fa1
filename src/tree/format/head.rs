//! The keys at the left margin of a tree, and those of its causes.

use super::{
    ALLOW, Construct, Key, Sort, Takes, key, needed,
    vocabulary::FACT,
    words::{ADDRESS, RISKS},
};

/// The key that makes a file a part.
pub const PART_ONLY: &str = "exits";

pub(super) const FORMAT: Key =
    needed("format", Takes::Version, "The version of the format, always 1.").like("format: 1");
pub(super) const LANG: Key =
    key("lang", Takes::Language, "The language of texts that name none; English without it.").like("lang: de");

/// A whole tree or part.
pub static TREE: Construct = Construct {
    name: "tree",
    what: "a tree",
    doc: "The guide for one fault, or a part that such guides call; the name of the file is its id.",
    keys: &[
        FORMAT,
        LANG,
        key("address", Takes::Word(&ADDRESS), "How German texts speak to people."),
        needed("title", Takes::Text, "The fault in a few words, as people would call it.")
            .like("title:\n  en: Mouse does not react\n  de: Maus reagiert nicht"),
        key("description", Takes::Text, "What the tree is for, for other authors."),
        key(
            "symptoms",
            Takes::Phrases,
            "Callers' own phrases per language, misspelt ones included; they feed the search.",
        )
        .like("symptoms:\n  en: [my mouse does not move]\n  de: [meine Maus geht nicht]"),
        key("reviewed", Takes::Day, "The day on which somebody read it aloud.").like("reviewed: 2026-11-23"),
        key("review-by", Takes::Day, "The day by which it must be read aloud again."),
        key("hand-over", Takes::Time, "What one escalation costs everyone in time.").like("hand-over: 20 min"),
        key("causes", Takes::Each(Sort::Cause, &CAUSE), "What may turn out to be wrong.")
            .like("causes:\n  battery:\n    name: Empty battery\n    how-common: common"),
        key("facts", Takes::Each(Sort::Fact, &FACT), "Facts that only this tree knows."),
        key("exits", Takes::Declares(Sort::Exit), "Makes the file a part: the names through which it returns.")
            .like("exits: [one, several, everyone]"),
        key("guards", Takes::Guards(&RISKS), "The risks that a part protects from, and through which exits.")
            .like("guards: {data-loss: [has-copy]}"),
        needed("start", Takes::Name(Sort::Step), "The step with which a run begins."),
        needed("steps", Takes::Steps, "The questions, instructions, calls, routes and endings."),
        ALLOW,
    ],
    shared: &[],
    together: &[],
};

/// One cause of a tree.
pub static CAUSE: Construct = Construct {
    name: "cause",
    what: "a cause",
    doc: "Something that may turn out to be wrong.",
    keys: &[
        needed("name", Takes::Text, "What was wrong, as people are told at the end."),
        key("how-common", Takes::HowCommon, "How common it is among all causes of this fault.")
            .like("how-common: occasional"),
    ],
    shared: &[],
    together: &[],
};
