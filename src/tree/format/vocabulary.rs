//! The keys of the shared vocabulary: facts, warnings, checks, terms, roles.

use super::{
    ALLOW, Construct, Sort, Takes,
    Together::{Any, Excludes},
    head::{FORMAT, LANG},
    key, needed,
    words::{DERIVED, LEVELS, PRIVILEGES, RISKS, STALE, VERIFIED},
};

/// A whole file of shared words.
pub static VOCABULARY: Construct = Construct {
    name: "vocabulary",
    what: "a vocabulary",
    doc: "The words that all trees share.",
    keys: &[
        FORMAT,
        LANG,
        key("facts", Takes::Each(Sort::Fact, &FACT), "What a case may remember."),
        key("warnings", Takes::Each(Sort::Warning, &WARNING), "What people are warned of."),
        key("checks", Takes::Each(Sort::Check, &CHECK), "Read-only local probes that may propose an answer."),
        key("terms", Takes::Each(Sort::Term, &TERM), "Technical terms in plain words."),
        key("roles", Takes::Each(Sort::Role, &ROLE), "Who takes over."),
        key("human", Takes::One(&HUMAN), "Where the wish for a person leads, from any step."),
    ],
    shared: &[],
    together: &[Any(&["facts", "warnings", "checks", "terms", "roles", "human"])],
};

/// One fact.
pub static FACT: Construct = Construct {
    name: "fact",
    what: "a fact",
    doc: "A typed, named value that a case remembers.",
    keys: &[
        needed("name", Takes::Text, "What it is called in a hand-over."),
        key("ask", Takes::Text, "How it is asked for when a hand-over needs it."),
        key("look", Takes::Text, "Where to look, when it is asked for."),
        key("values", Takes::Values, "What it may be: a choice; a list of ids, or a text for each.")
            .like("values: {windows: Windows, macos: macOS}"),
        key("input", Takes::Input, "What is typed in, where there is no choice."),
        key("private", Takes::Flag, "Whether it must never leave the case."),
        key("stale-after", Takes::Word(&STALE), "When it is forgotten."),
        key("derived", Takes::Word(&DERIVED), "Found by the program in the case itself, and never asked."),
        ALLOW,
    ],
    shared: &[],
    together: &[],
};

/// One warning.
pub static WARNING: Construct = Construct {
    name: "warning",
    what: "a warning",
    doc: "A hazard, what it does, and how to avoid that.",
    keys: &[
        needed("level", Takes::Word(&LEVELS), "How grave it is; danger and warning must be acknowledged."),
        key("risks", Takes::Words(&RISKS), "Of which risks of a step it warns; without it, of all.")
            .like("risks: [data-loss]"),
        needed("hazard", Takes::Text, "What is dangerous."),
        needed("consequence", Takes::Text, "What may happen."),
        needed("avoid", Takes::Text, "What to do about it."),
        ALLOW,
    ],
    shared: &[],
    together: &[],
};

const PLATFORMS: &str = "How it is done on this system.";

/// One check.
pub static CHECK: Construct = Construct {
    name: "check",
    what: "a check",
    doc: "A read-only local probe that may propose an answer; the person can always overrule it.",
    keys: &[
        needed("purpose", Takes::Text, "What it finds out."),
        key("linux", Takes::One(&PLATFORM), PLATFORMS),
        key("windows", Takes::One(&PLATFORM), PLATFORMS),
        key("macos", Takes::One(&PLATFORM), PLATFORMS),
        key("engine", Takes::Plain, "What the program does by itself, without a command."),
        key("threshold", Takes::Plain, "From which result on it proposes an answer."),
        key("time", Takes::Time, "The most time that it may take, a minute at most."),
        key("privilege", Takes::Word(&PRIVILEGES), "Whose rights it needs."),
        key("consent", Takes::Flag, "Whether the person must agree first."),
        key("private", Takes::Plains, "What it may read that must never leave the case."),
        key("note", Takes::Plain, "What other authors should know."),
        key("stable", Takes::Flag, "Whether its result stays the same during a case."),
        ALLOW,
    ],
    shared: &[],
    together: &[Any(&["engine", "linux", "windows", "macos"])],
};

/// How a check is done on one system.
pub static PLATFORM: Construct = Construct {
    name: "platform",
    what: "a probe",
    doc: "How a check is done on one system: a command without a shell, or a line of PowerShell.",
    keys: &[
        key("argv", Takes::Plains, "The command and its arguments; no shell reads them.").like("argv: [uname, -r]"),
        key("powershell", Takes::Plain, "A line of PowerShell."),
        needed("read", Takes::Plain, "What of the output counts."),
        needed("verified", Takes::Word(&VERIFIED), "Whether somebody saw it work."),
    ],
    shared: &[],
    together: &[Any(&["argv", "powershell"]), Excludes("argv", &["powershell"])],
};

/// One term of the glossary.
pub static TERM: Construct = Construct {
    name: "term",
    what: "a term",
    doc: "A technical term with a plain explanation.",
    keys: &[
        needed("term", Takes::Text, "The word."),
        needed("means", Takes::Text, "What it means, in one plain sentence."),
        key("also", Takes::Phrases, "Other words for the same, per language; they feed the search."),
        ALLOW,
    ],
    shared: &[],
    together: &[],
};

/// One role.
pub static ROLE: Construct = Construct {
    name: "role",
    what: "a role",
    doc: "Somebody who takes over.",
    keys: &[
        needed("name", Takes::Text, "What that person or body is called."),
        key("reach", Takes::Text, "How that person or body is reached."),
        key("within", Takes::One(&WITHIN), "How long an escalation may wait for them.").like("within: {soon: 2 h}"),
    ],
    shared: &[],
    together: &[],
};

/// How long an escalation may wait for a role.
pub static WITHIN: Construct = Construct {
    name: "within",
    what: "`within`",
    doc: "How long an escalation may wait, by its urgency.",
    keys: &[
        key("now", Takes::Time, "For what must be taken over at once; without it, 15 minutes."),
        key("soon", Takes::Time, "For what must be taken over today; without it, 4 hours."),
        key("normal", Takes::Time, "For everything else; without it, 24 hours."),
    ],
    shared: &[],
    together: &[Any(&["now", "soon", "normal"])],
};

/// Where the wish for a person leads.
pub static HUMAN: Construct = Construct {
    name: "human",
    what: "`human`",
    doc: "Where the wish for a person leads, from any step.",
    keys: &[
        needed("role", Takes::Name(Sort::Role), "Who takes over."),
        key("collect", Takes::Names(Sort::Fact), "What that person needs to know."),
    ],
    shared: &[],
    together: &[],
};
