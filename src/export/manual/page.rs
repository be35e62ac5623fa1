//! What stands at one entry of a manual, in the words of one language; how it is laid out is decided elsewhere.

use super::Entry;
use crate::{
    base::clean_line,
    tree::{EdgeRole, Severity},
};

/// What kind of entry a page is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PageKind {
    /// Something is asked.
    Question,
    /// Something is done.
    Instruction,
    /// The reader recalls what was answered, or how often something was repeated.
    Recall,
    /// There is something to read, and one way on.
    Passage,
    /// It works again.
    Fixed,
    /// A person takes over.
    HandOver,
    /// Another guide, which is not part of the manual, goes on; or a part ends.
    Elsewhere,
}

/// A hazard, what it does, and how to avoid that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hazard {
    /// How grave it is.
    pub(crate) level: Severity,
    /// The word for that.
    pub(crate) word: String,
    /// What is dangerous.
    pub(crate) what: String,
    /// What may happen.
    pub(crate) consequence: String,
    /// What to do about it.
    pub(crate) avoid: String,
}

/// Something to have ready for whoever takes over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Detail {
    /// What.
    pub(crate) name: String,
    /// Where to find it.
    pub(crate) look: Option<String>,
}

/// One answer.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    /// What it is called.
    pub(crate) label: String,
    /// What helps before it is given.
    pub(crate) help: Option<String>,
    /// The entry that it leads to.
    pub(crate) to: usize,
    /// Whether it leads back to something done before.
    pub(crate) back: bool,
}

/// An entry in words.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    pub(crate) kind: PageKind,
    /// The question, what is to be done, or how it ends.
    pub(crate) heading: String,
    /// The warnings that come before it, the gravest first.
    pub(crate) warnings: Vec<Hazard>,
    /// What an agent may say first.
    pub(crate) say: Option<String>,
    /// What only an agent needs to know.
    pub(crate) note: Option<String>,
    /// Where to look.
    pub(crate) look: Option<String>,
    /// Why it is asked or done.
    pub(crate) why: Option<String>,
    /// What to do, one action each.
    pub(crate) actions: Vec<String>,
    /// What one should see then.
    pub(crate) expect: Option<String>,
    /// How long it takes, what it risks, who does it.
    pub(crate) terms_of_doing: Vec<String>,
    /// Further sentences.
    pub(crate) remarks: Vec<String>,
    /// The question that follows an instruction.
    pub(crate) ask: Option<String>,
    /// How to answer.
    pub(crate) hints: Vec<String>,
    /// The numbers of the entries at which the answer matters again.
    pub(crate) recalled_at: Vec<usize>,
    /// The answers.
    pub(crate) answers: Vec<Answer>,
    /// What to have ready.
    pub(crate) ready: Vec<Detail>,
    /// The terms of the glossary that it uses.
    pub(crate) terms: Vec<usize>,
}

impl Page {
    /// Begins a page with its heading.
    pub(super) fn new(kind: PageKind, heading: &str) -> Self {
        Self {
            kind,
            heading: clean_line(heading).into_owned(),
            warnings: Vec::new(),
            say: None,
            note: None,
            look: None,
            why: None,
            actions: Vec::new(),
            expect: None,
            terms_of_doing: Vec::new(),
            remarks: Vec::new(),
            ask: None,
            hints: Vec::new(),
            recalled_at: Vec::new(),
            answers: Vec::new(),
            ready: Vec::new(),
            terms: Vec::new(),
        }
    }
}

/// The ways out of an entry as answers.
pub(super) fn ways(entry: &Entry<'_>, label: impl Fn(EdgeRole) -> String) -> Vec<Answer> {
    entry.ways.iter().map(|way| Answer { label: label(way.role), help: None, to: way.to, back: false }).collect()
}

/// Marks after which a sentence does not end.
const ABBREVIATIONS: &[&str] = &[
    "z. B.", "d. h.", "u. a.", "o. Ä.", "e.g.", "i.e.", "Nr.", "ca.", "bzw.", "usw.", "ggf.", "etc.", "Abb.", "Str.",
    "No.", "Dr.", "St.", "max.", "min.", "inkl.", "evtl.", "vgl.",
];

/// Parts an instruction into actions: its lines, or the sentences of the only line.
pub(super) fn actions(text: &str) -> Vec<String> {
    let lines: Vec<String> =
        text.lines().map(|line| clean_line(line).trim().to_owned()).filter(|it| !it.is_empty()).collect();
    let [line] = lines.as_slice() else { return lines };
    let (mut sentences, mut begun) = (Vec::new(), 0);
    let breaks = line.char_indices().zip(line.char_indices().skip(2));
    for ((at, mark), (next, letter)) in breaks {
        let so_far = line.get(begun..at + mark.len_utf8()).unwrap_or_default();
        let ends = matches!(mark, '.' | '!' | '?') && line.get(at + mark.len_utf8()..next) == Some(" ");
        let mut around = ABBREVIATIONS.iter().flat_map(|it| line.match_indices(it));
        let is_short = around.any(|(from, it)| (from..from + it.len()).contains(&at));
        if ends && letter.is_uppercase() && !is_short {
            sentences.push(so_far.to_owned());
            begun = next;
        }
    }
    sentences.push(line.get(begun..).unwrap_or_default().to_owned());
    sentences
}

#[cfg(test)]
mod tests {
    use super::actions;

    #[test]
    fn each_action_stands_alone() {
        assert_eq!(actions("Push it in. Wait 3 s. Look."), ["Push it in.", "Wait 3 s.", "Look."]);
        assert_eq!(
            actions("Nehmen Sie z. B. Papier. Ändern Sie 2.0 nicht."),
            ["Nehmen Sie z. B. Papier.", "Ändern Sie 2.0 nicht."]
        );
        assert_eq!(actions("One. Two.\n\n  Three.\n"), ["One. Two.", "Three."]);
        assert_eq!(actions(""), Vec::<String>::new());
    }
}
