//! The findings that concern a file as YAML, before it is a tree.

use crate::base::{Code, Level::Error};

/// The file is not YAML.
pub static SYNTAX: Code = Code {
    id: "E001",
    name: "yaml-syntax",
    level: Error,
    page: "The file is not well-formed YAML, so nothing in it can be read.\n\n\
        Common causes: a text with `: ` or ` #` in it that is not quoted, a tab in the indentation, a quote that\n\
        is never closed, a line that is indented differently from its neighbours.\n\n\
        ```yaml\nask: Is it on: really?      # wrong\nask: \"Is it on: really?\"    # right\n```",
};

/// The file is not text in UTF-8.
pub static ENCODING: Code = Code {
    id: "E002",
    name: "not-utf-8",
    level: Error,
    page: "The file is not text in UTF-8. Umlauts and quotation marks of other encodings cannot be told apart, so\n\
        nothing is guessed.\n\nSave the file as UTF-8; every editor can. A byte order mark at the start is fine.",
};

/// The file is too deep, too large, or unfolds into too much.
pub static BUDGET: Code = Code {
    id: "E003",
    name: "too-much-yaml",
    level: Error,
    page: "The file is nested more than 32 levels deep or its aliases unfold into more than 20,000 values.\n\
        No tree needs that; files made to exhaust memory do. Write the repeated part as a *part* and call it.",
};

/// The file is empty.
pub static EMPTY: Code = Code {
    id: "E004",
    name: "empty-file",
    level: Error,
    page: "There is nothing in the file, or nothing but comments. A tree begins with `format: 1` and a `title`.",
};

/// A feature of YAML that trees do not use.
pub static FEATURE: Code = Code {
    id: "E005",
    name: "yaml-feature",
    level: Error,
    page: "Trees use mappings, lists, texts, and anchors with aliases. Merge keys (`<<`), tags (`!name`), keys that are lists\n\
        or mappings, and several documents in one file are refused: they hide from a reader what a step says.",
};

/// A character that a reader cannot see but that changes what is seen.
pub static HIDDEN: Code = Code {
    id: "E006",
    name: "hidden-character",
    level: Error,
    page: "The text contains a control character, a bidirectional override, a zero-width or another invisible\n\
        character. It could drive a terminal or show one thing and mean another. Delete it; when in doubt, type the\n\
        word again.",
};

/// All of them, in order.
pub static ALL: [&Code; 6] = [&SYNTAX, &ENCODING, &BUDGET, &EMPTY, &FEATURE, &HIDDEN];
