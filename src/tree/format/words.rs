//! The words that may stand behind some keys, with what they mean.

/// One allowed word.
#[derive(Debug)]
pub struct Word {
    /// The word.
    pub name: &'static str,
    /// What it means.
    pub doc: &'static str,
}

const fn word(name: &'static str, doc: &'static str) -> Word {
    Word { name, doc }
}

pub(super) static ADDRESS: [Word; 2] = [word("sie", "German texts say Sie."), word("du", "German texts say du.")];

pub(super) static RISKS: [Word; 8] = [
    word("none", "Nothing can go wrong."),
    word("interrupts", "Work or a call is interrupted."),
    word("settings", "Settings are changed."),
    word("damage", "The device may be damaged."),
    word("data-loss", "Data may be lost."),
    word("money", "It may cost money."),
    word("safety", "Somebody may be hurt."),
    word("security", "An account or device may be opened to others."),
];

pub(super) static BY: [Word; 4] = [
    word("customer", "The customer can do it."),
    word("agent", "The agent does it."),
    word("admin", "It needs the rights of an administrator."),
    word("technician", "A technician does it."),
];

pub(super) static VOICES: [Word; 2] =
    [word("customer", "Somebody who is alone with a broken thing."), word("agent", "Somebody on the phone with them.")];

pub(super) static URGENCIES: [Word; 3] =
    [word("normal", "When its turn comes."), word("soon", "Today."), word("now", "At once.")];

pub(super) static LEVELS: [Word; 4] = [
    word("danger", "Serious harm will happen unless avoided; must be acknowledged."),
    word("warning", "Serious harm is possible; must be acknowledged."),
    word("caution", "Minor harm is possible."),
    word("notice", "Good to know."),
];

pub(super) static STALE: [Word; 1] = [word("instruction", "Forgotten once an instruction has changed something.")];

pub(super) static DERIVED: [Word; 2] = [
    word("tried", "What was tried, from the case itself."),
    word("measured", "What was measured, from the case itself."),
];

pub(super) static INPUT_WORDS: [Word; 4] = [
    word("number", "A number; the answers carry `from` and `below`."),
    word("date", "A day; the answers carry `from` and `below`."),
    word("text", "Words; the answers carry `matches`."),
    word("many", "Several of the answers; the first chosen one in the file decides."),
];

pub(super) static VERIFIED: [Word; 3] = [
    word("run", "The probe was executed on that system."),
    word("man-page", "The probe was read in a manual."),
    word("not-run", "The probe is still to be tried on that system."),
];

pub(super) static PRIVILEGES: [Word; 2] =
    [word("user", "It runs with the rights of any user."), word("admin", "It needs the rights of an administrator.")];

/// The words for likelihoods.
pub static CHANCE_WORDS: [Word; 6] = [
    word("almost always", "In 98 of 100 cases."),
    word("usually", "In 90 of 100 cases."),
    word("often", "In 70 of 100 cases."),
    word("sometimes", "In 30 of 100 cases."),
    word("rarely", "In 10 of 100 cases."),
    word("almost never", "In 2 of 100 cases."),
];

/// The words for how common a cause is.
pub static COMMONNESS_WORDS: [Word; 5] = [
    word("very common", "Weight 100 among the causes."),
    word("common", "Weight 30 among the causes."),
    word("occasional", "Weight 10 among the causes."),
    word("rare", "Weight 3 among the causes."),
    word("very rare", "Weight 1 among the causes."),
];
