//! The findings that concern a file as a tree or vocabulary, before any rule looks at it.

use crate::base::{
    Code,
    Level::{Error, Warning},
};

/// A key that the format does not know.
pub static UNKNOWN_KEY: Code = Code {
    id: "E020",
    name: "unknown-key",
    level: Error,
    page: "The format has no such key at this place. Mostly a spelling mistake: the help names the nearest key, or the\n\
        keys that may stand here. Among the languages of a text only language tags such as `en` may stand.\n\n\
        ```yaml\ndisplay:\n  aks: What does it show?      # wrong: `ask`\n```",
};

/// A key that must be there and is not.
pub static MISSING_KEY: Code = Code {
    id: "E021",
    name: "missing-key",
    level: Error,
    page: "Something that every file, step or answer of this kind needs is not there: `format` and `title` and `start`\n\
        and `steps` of a tree, the answers of a question, `else` of an instruction with a verification, `otherwise` of\n\
        a text question, `none` of a question with several choices.",
};

/// A text where a mapping must stand, or the like.
pub static SHAPE: Code = Code {
    id: "E022",
    name: "wrong-shape",
    level: Error,
    page: "Something else must stand here: a text, a list, or a mapping of names to values.\n\n\
        ```yaml\nwarn: smoke          # wrong: a list is needed\nwarn: [smoke]        # right\n```",
};

/// A word or number that means nothing here.
pub static VALUE: Code = Code {
    id: "E023",
    name: "unreadable-value",
    level: Error,
    page: "The word or number means nothing at this place, or lies outside what is possible.\n\n\
        - times: `20 s`, `3 min`, `1 h`\n- how common: very common, common, occasional, rare, very rare, or a number above 0\n\
        - chances: almost always, usually, often, sometimes, rarely, almost never, or a number from 0 to 1\n\
        - days: `2026-11-23`, `today`, `today - 2 years`\n- risk: none, interrupts, settings, damage, data-loss, money, safety, security\n\
        - by: customer, agent, admin, technician\n- urgency: normal, soon, now",
};

/// A name that is no id.
pub static ID: Code = Code {
    id: "E024",
    name: "unusable-id",
    level: Error,
    page: "An id is made of ASCII letters, digits, `-` and `_`, begins with a letter or digit and has at most 64\n\
        characters. It says the observation (`power-light`) and never changes: cases, statistics and links use it.\n\
        Texts for people may contain everything.",
};

/// A key that stands twice in one mapping.
pub static DUPLICATE: Code = Code {
    id: "E025",
    name: "duplicate-key",
    level: Error,
    page: "The same key stands twice in one mapping, so one of the two would be lost. Rename one of them.",
};

/// A step that is several things at once, or keys that exclude each other.
pub static CONFLICT: Code = Code {
    id: "E026",
    name: "conflicting-keys",
    level: Error,
    page: "These keys exclude each other, or the key belongs to another kind of step. A step is exactly one of: a\n\
        question (`ask`), an instruction (`do`, with `else`, `next`, or its own `ask`), a `call`, a `route`, or an ending\n\
        (`fix`, `escalate`, `continue`, `exit`).",
};

/// A file made for a newer lotse.
pub static FORMAT: Code = Code {
    id: "E027",
    name: "unknown-format",
    level: Error,
    page: "The file says that it is written in a version of the format that this lotse does not read. This version\n\
        reads `format: 1`.",
};

/// A text that YAML ends at ` #`.
pub static CUT_OFF: Code = Code {
    id: "W028",
    name: "text-before-comment",
    level: Warning,
    page: "In YAML ` #` begins a comment, so the text ends before it. If the `#` belongs to the text, put the text into\n\
        quotes; if it is a comment, give it a line of its own.\n\n\
        ```yaml\nask: Press # now        # asks only: Press\nask: \"Press # now\"\n```",
};

/// A text without words.
pub static BLANK: Code = Code {
    id: "E029",
    name: "blank-text",
    level: Error,
    page: "There is a place for a text but no word in it. People would see an empty line.",
};

/// A pattern that is no regular expression.
pub static PATTERN: Code = Code {
    id: "E030",
    name: "unreadable-pattern",
    level: Error,
    page: "The pattern is no regular expression. The syntax is that of Rust's `regex` crate; `matches` looks anywhere in\n\
        the text and ignores case, `pattern` must fit the whole text.",
};

/// Two files, or a file and the vocabulary, that declare one name.
pub static DECLARED_TWICE: Code = Code {
    id: "E031",
    name: "declared-twice",
    level: Error,
    page: "Two files declare the same name: two trees with one file name, or a word of the vocabulary in two files. A\n\
        folder given with `--trees` may replace what is built in; within one folder every name is declared once.",
};

/// A file or folder that cannot be read.
pub static UNREADABLE: Code = Code {
    id: "E032",
    name: "unreadable-file",
    level: Error,
    page: "The file or folder is there but cannot be read, mostly because the right is missing. The other files work\n\
        all the same. Look at the rights with `ls -l`, and give yourself the right to read.",
};

/// A link that leads out of the folder.
pub static LINK_OUT: Code = Code {
    id: "E033",
    name: "link-out-of-folder",
    level: Error,
    page: "A symbolic link leads out of the folder of trees. Such a link is not followed, because a folder of trees may\n\
        come from somebody else and must not show files of this computer. Copy the file into the folder.",
};

/// A file that is too big, or no file at all.
pub static NO_FILE: Code = Code {
    id: "E034",
    name: "no-ordinary-file",
    level: Error,
    page: "Something with the name of a tree is no ordinary file, or has more than 64 MB. Pipes and devices are not\n\
        read, because reading them may never end.",
};

/// A folder without any tree.
pub static NO_TREES: Code = Code {
    id: "W035",
    name: "no-trees",
    level: Warning,
    page: "The folder holds no file that ends in `.yaml`. Trees are files such as `trees/printing/prn-no-output.yaml`.",
};

/// A tree that cannot be walked because of what stands in another file.
pub static LEADS_INTO_FAULTY: Code = Code {
    id: "E036",
    name: "leads-into-faulty-tree",
    level: Error,
    page: "The tree calls a part or continues in a tree that has errors, or that leads into one with errors. The errors\n\
        stand in a file that was not to be checked now, such as a tree beside the one that was named. As long as they\n\
        are there nobody can walk this tree to its end, and its scenarios are not run. The notes show the way to the\n\
        tree with the errors and the first of them; `lotse check` of that file shows all.",
};

/// All of them, in order.
pub static ALL: [&Code; 17] = [
    &UNKNOWN_KEY,
    &MISSING_KEY,
    &SHAPE,
    &VALUE,
    &ID,
    &DUPLICATE,
    &CONFLICT,
    &FORMAT,
    &CUT_OFF,
    &BLANK,
    &PATTERN,
    &DECLARED_TWICE,
    &UNREADABLE,
    &LINK_OUT,
    &NO_FILE,
    &NO_TREES,
    &LEADS_INTO_FAULTY,
];
