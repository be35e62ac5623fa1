//! A sentence is too long to be understood when it is heard once.
//!
//! For customers a sentence has at most 20 words in English and 18 in German, a question 12; for agents 25. Below 20 words
//! on average is what plain-language guides ask for. A quoted label counts as one word.
//!
//! ```yaml
//! format: 1
//! title: {en: Printer, de: Drucker}
//! start: light
//! steps:
//!   light:
//!     do:
//!       en: Take the cable that leads from the back of the printer to the socket in the wall behind the desk out of the socket.
//!       de: Ziehen Sie den Stecker.
//!     next: repair
//!   repair:
//!     escalate: technician
//!   desk:
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
//!     do:
//!       en: Follow the cable from the back of the printer to the wall. Pull its plug.
//!       de: Ziehen Sie den Stecker.
//!     next: repair
//!   repair:
//!     escalate: technician
//! ```

use crate::{
    base::Level,
    check::{
        prose::{Prose, Speech, Tongue},
        rule::{Found, Rule, Run},
    },
};

pub(super) const RULE: Rule =
    Rule { code: "W308", name: "long-sentence", level: Level::Warning, run: &[Run::Text(run)] };

fn run(speech: &Speech<'_, '_>, found: &mut Found) {
    if speech.role().names() {
        return;
    }
    for prose in speech.prose {
        for sentence in prose.sentences() {
            let most = most(speech, prose, sentence.asks);
            // Only a sentence of that many words can be too long; quoted labels make it shorter.
            if prose.words_of(sentence).len() <= most {
                continue;
            }
            let count = prose.length_of(sentence);
            if most < count {
                let message = format!("a sentence of {count} words, at most {most} here");
                let finding = speech.at(found, prose, sentence.bytes.clone(), message);
                found.push(finding.help("make two of it, or leave out what nobody needs"));
            }
        }
    }
}

/// How many words a sentence may have.
fn most(speech: &Speech<'_, '_>, prose: &Prose<'_>, asks: bool) -> usize {
    match prose.tongue {
        _ if speech.is_for_agents => 25,
        _ if asks && speech.role().asks() => 12,
        Tongue::English => 20,
        Tongue::German => 18,
    }
}
