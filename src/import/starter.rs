//! Writes a first tree and its scenarios from a few answers: one question, what is done at each answer, who takes over.

use super::{
    naming::Names,
    words::{self, Said},
};
use crate::{
    base::{Lang, Text},
    yaml::Writer,
};

/// What a new tree is made from.
#[derive(Clone, Debug, Default)]
pub struct Starter {
    /// The languages of its texts; the first is the one from which ids are made.
    pub langs: Vec<Lang>,
    /// The fault.
    pub title: Text,
    /// Callers' words for it.
    pub symptoms: Vec<(Lang, Vec<String>)>,
    /// What is asked first.
    pub ask: Text,
    /// The answers to that, at least two.
    pub replies: Vec<Reply>,
    /// Who takes over when nothing helps.
    pub role: String,
    /// What a caller is told then: what was found, what happens next.
    pub because: Text,
    /// The facts that this person needs.
    pub collect: Vec<String>,
    /// Where the schema of trees lies, seen from the file.
    pub schema: Option<String>,
}

/// One answer to the first question.
#[derive(Clone, Debug, Default)]
pub struct Reply {
    /// What it says; nothing for a plain yes or no.
    pub label: Option<Text>,
    /// Whether a plain answer means yes.
    pub is_yes: bool,
    /// What is to be done then; nothing if somebody takes over at once.
    pub remedy: Option<Remedy>,
}

/// Something to be done.
#[derive(Clone, Debug, Default)]
pub struct Remedy {
    /// What is done.
    pub action: Text,
    /// What was wrong if that helps.
    pub cause: Text,
    /// What to watch for then, and what to do if it comes back.
    pub note: Text,
}

/// The ids of what is written.
struct Ids {
    ask: String,
    hand_over: String,
    /// The answer, and what belongs to its remedy if there is one.
    replies: Vec<(String, Option<RemedyIds>)>,
}

struct RemedyIds {
    step: String,
    cause: String,
    fixed: String,
}

impl Starter {
    /// Writes the tree.
    pub fn tree(&self) -> String {
        let ids = self.ids();
        let lang = self.lang();
        let mut out = Writer::new();
        if let Some(schema) = &self.schema {
            out.comment(&format!("yaml-language-server: $schema={schema}"));
        }
        out.raw("format", "1", "");
        if lang != Lang::EN {
            out.field("lang", lang.as_str());
        }
        out.text("title", &self.title, lang);
        out.open("symptoms");
        for (lang, phrases) in &self.symptoms {
            out.list(lang.as_str(), phrases.iter().map(String::as_str));
        }
        out.close();
        let remedies = || {
            ids.replies
                .iter()
                .zip(&self.replies)
                .filter_map(|((_, ids), reply)| ids.as_ref().zip(reply.remedy.as_ref()))
        };
        if remedies().next().is_some() {
            out.open("causes");
            for (ids, remedy) in remedies() {
                out.open(&ids.cause);
                out.text("name", &remedy.cause, lang);
                out.close();
            }
            out.close();
        }
        out.gap();
        out.field("start", &ids.ask);
        out.open("steps");
        self.write_question(&mut out, &ids);
        let remedies: Vec<_> = remedies().collect();
        self.write_remedies(&mut out, &ids, &remedies);
        out.gap();
        out.open(&ids.hand_over);
        out.field("escalate", &self.role);
        if !self.collect.is_empty() {
            out.list("collect", self.collect.iter().map(String::as_str));
        }
        out.text("because", &self.because, lang);
        out.close();
        out.finish()
    }

    fn write_remedies(&self, out: &mut Writer, ids: &Ids, remedies: &[(&RemedyIds, &Remedy)]) {
        for (own, remedy) in remedies {
            out.gap();
            out.open(&own.step);
            out.text("do", &remedy.action, self.lang());
            out.field("cause", &own.cause);
            out.field("solved", &own.fixed);
            out.field("else", &ids.hand_over);
            out.close();
        }
        for (own, remedy) in remedies {
            out.gap();
            out.open(&own.fixed);
            out.field("fix", &own.cause);
            out.text("note", &remedy.note, self.lang());
            out.close();
        }
    }

    fn write_question(&self, out: &mut Writer, ids: &Ids) {
        out.open(&ids.ask);
        out.text("ask", &self.ask, self.lang());
        out.open("answers");
        for ((id, remedy), reply) in ids.replies.iter().zip(&self.replies) {
            let next = remedy.as_ref().map_or(&ids.hand_over, |remedy| &remedy.step);
            match &reply.label {
                None => out.field(id, next),
                Some(label) => {
                    out.open(id);
                    out.text("text", label, self.lang());
                    out.field("next", next);
                    out.close();
                }
            }
        }
        out.field("unsure", &ids.hand_over);
        out.close();
        out.close();
    }

    /// Writes the scenarios: each answer, and each outcome of each instruction.
    pub fn scenarios(&self) -> String {
        let ids = self.ids();
        let mut names = Names::default();
        let mut out = Writer::new();
        out.raw("format", "1", "");
        out.open("walks");
        let fixed = |cause: &str| [("fix", cause.to_owned())];
        let handed = [("escalate", self.role.clone())];
        let mut walk = |name: String, answers: &[(&str, &str)], ends: &[(&str, String)]| {
            out.open(&names.once(name));
            out.map("answers", answers.iter().copied());
            out.map("ends", ends.iter().map(|(kind, name)| (*kind, name.as_str())));
            out.close();
        };
        for (answer, remedy) in &ids.replies {
            let asked = (ids.ask.as_str(), answer.as_str());
            match remedy {
                Some(RemedyIds { step, cause, .. }) => {
                    walk(format!("{step}-helps"), &[asked, (step, "yes")], &fixed(cause));
                    walk(format!("{step}-does-not-help"), &[asked, (step, "no")], &handed);
                    walk(format!("{step}-cannot-be-done"), &[asked, (step, "cannot")], &handed);
                }
                None => walk(format!("{answer}-is-handed-over"), &[asked], &handed),
            }
        }
        walk("unsure-is-handed-over".to_owned(), &[(ids.ask.as_str(), "unsure")], &handed);
        out.close();
        out.finish()
    }

    /// Says how many scenarios there are.
    pub fn count(&self) -> usize {
        1 + self.replies.iter().map(|reply| if reply.remedy.is_some() { 3 } else { 1 }).sum::<usize>()
    }

    /// The language of the texts that name none: the only one, or English.
    fn lang(&self) -> Lang {
        if let [only] = self.langs.as_slice() { *only } else { Lang::EN }
    }

    /// The words from which ids are made, of the language that was given first.
    fn first<'t>(&self, text: &'t Text) -> &'t str {
        self.langs.first().and_then(|lang| text.exact(*lang)).unwrap_or_else(|| text.get(Lang::EN))
    }

    fn ids(&self) -> Ids {
        let (mut steps, mut answers, mut causes) = (Names::default(), Names::default(), Names::default());
        let hand_over = steps.once("hand-over".to_owned());
        answers.once("unsure".to_owned());
        let ask = steps.give([self.first(&self.ask)], "first-question");
        let replies = self.replies.iter().map(|reply| {
            let answer = match &reply.label {
                None => answers.once(if reply.is_yes { "yes" } else { "no" }.to_owned()),
                Some(label) => match words::said(self.first(label)).0 {
                    Said::Yes => answers.once("yes".to_owned()),
                    Said::No => answers.once("no".to_owned()),
                    _ => answers.give([self.first(label)], "answer"),
                },
            };
            let remedy = reply.remedy.as_ref().map(|remedy| {
                let step = steps.give([self.first(&remedy.action)], "instruction");
                let cause = causes.give([self.first(&remedy.cause)], "cause");
                RemedyIds { step, fixed: format!("fixed-{cause}"), cause }
            });
            (answer, remedy)
        });
        let mut replies: Vec<_> = replies.collect();
        // The fixes come last, so that they do not take the names of what callers meet first.
        for remedy in replies.iter_mut().filter_map(|(_, remedy)| remedy.as_mut()) {
            remedy.fixed = steps.once(std::mem::take(&mut remedy.fixed));
        }
        Ids { ask, hand_over, replies }
    }
}
