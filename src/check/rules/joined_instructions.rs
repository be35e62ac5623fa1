//! One sentence has three things to do.
//!
//! Who does the first has forgotten the third. Say one thing a sentence, in the order in which they are done; two that
//! belong together may stand in one.
//!
//! ```yaml
//! format: 1
//! title: {en: Printer, de: Drucker}
//! start: light
//! steps:
//!   light:
//!     do: {en: "Pull the plug, wait a minute and push it in.", de: "Ziehen Sie den Stecker, warten Sie eine Minute und stecken Sie ihn ein."}
//!     next: repair
//!   repair:
//!     escalate: technician
//! ```
//!
//! Instead:
//!
//! ```yaml
//! format: 1
//! title: {en: Printer, de: Drucker}
//! start: light
//! steps:
//!   light:
//!     do: {en: Pull the plug. Wait a minute. Push it in., de: Ziehen Sie den Stecker. Warten Sie eine Minute. Stecken Sie ihn ein.}
//!     next: repair
//!   repair:
//!     escalate: technician
//! ```

use crate::{
    base::Level,
    check::{
        prose::{Class, Prose, Sentence, Speech, Tongue, Word},
        rule::{Found, Rule, Run},
    },
    tree::TextRole,
};

pub(super) const RULE: Rule =
    Rule { code: "H311", name: "joined-instructions", level: Level::Hint, run: &[Run::Text(run)] };

/// How many things one sentence may ask for.
const MOST: usize = 2;

fn run(speech: &Speech<'_, '_>, found: &mut Found) {
    if !matches!(speech.role(), TextRole::Do | TextRole::Avoid) {
        return;
    }
    for prose in speech.prose {
        for sentence in prose.sentences() {
            let count = instructions(prose, sentence);
            if MOST < count {
                let message = format!("{count} things to do in one sentence");
                let finding = speech.at(found, prose, sentence.bytes.clone(), message);
                found.push(finding.help("say one thing a sentence"));
            }
        }
    }
}

/// Counts the commands of a sentence.
fn instructions(prose: &Prose<'_>, sentence: &Sentence) -> usize {
    let words = prose.words_of(sentence);
    // A command stands at the beginning, or behind `and`, `then` or a comma.
    let may_begin = |at: usize| {
        let Some((before, word)) = at.checked_sub(1).and_then(|it| words.get(it)).zip(words.get(at)) else {
            return true;
        };
        // Behind `or` stands another way to do the same.
        word.begins
            || (before.is(Class::BUT) && !before.is(Class::OR))
            || prose.between(before.end, word.start).contains(',')
    };
    let own = words.iter().enumerate().filter(|(_, word)| word.is_own());
    match prose.tongue {
        Tongue::English => own.filter(|(at, word)| word.is(Class::IMPERATIVE) && may_begin(*at)).count(),
        // „Ziehen Sie“: the verb stands before the person.
        Tongue::German => own
            .filter(|(at, word)| {
                let verb = at.checked_sub(1).and_then(|it| words.get(it));
                let is_verb = |verb: &Word| verb.of(prose.text).ends_with('n') && verb.is_own();
                word.of(prose.text) == "Sie" && verb.is_some_and(is_verb) && may_begin(at.saturating_sub(1))
            })
            .count(),
    }
}
