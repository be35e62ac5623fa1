//! Pages at which the reader recalls what a case would remember: answers on the way here, and repetitions.

use super::{
    Entry, Shown,
    page::{Answer, Page, PageKind, ways},
    pages::Pages,
};
use crate::{
    export::describe,
    tree::{Condition, EdgeRole, FactIx, FactKind, Kind, Link, Route, Step, Test},
};

/// Lists the facts that must be recalled at an entry, each once.
pub(super) fn facts(entry: &Entry<'_>, step: &Step) -> Vec<FactIx> {
    let mut found = Vec::new();
    let Kind::Route(route) = &step.kind else { return found };
    if entry.ways.len() < 2 {
        return found;
    }
    for (when, _) in arms(entry, route) {
        when.into_iter().for_each(|when| {
            when.for_each_fact(&mut |fact, _| {
                if let Some(fact) = fact.to.filter(|fact| !found.contains(fact)) {
                    found.push(fact);
                }
            });
        });
    }
    found
}

/// The arms that some way here can take, with the entries that they lead to.
fn arms<'r>(entry: &Entry<'_>, route: &'r Route) -> Vec<(Option<&'r Condition>, usize)> {
    let taken = entry.ways.iter().filter_map(|way| match way.role {
        EdgeRole::Route(at) => route.arms.get(at as usize).map(|arm| (arm.when.as_ref(), way.to)),
        _ => None,
    });
    taken.collect()
}

impl Pages<'_> {
    /// A route becomes a question: what was answered on the way here?
    pub(super) fn route(&self, entry: &Entry<'_>, route: &Route) -> Page {
        let words = self.words();
        let arms = arms(entry, route);
        let last = arms.len().saturating_sub(1);
        // The last way is taken when no other is, whatever its condition.
        let tested: Vec<&Condition> = arms.iter().take(last).filter_map(|(when, _)| *when).collect();
        let (heading, labels) = self.recalled(&tested);
        let mut page = Page::new(PageKind::Recall, &heading);
        page.hints.push(words.say("manual-recall-hint"));
        if 1 < tested.len() {
            page.hints.push(words.say("manual-recall-order"));
        }
        let is_known = matches!(tested.as_slice(), [Condition::Known(_)]);
        let otherwise = words.say(if is_known { "answer-no" } else { "manual-recall-else" });
        let labels = labels.into_iter().chain([otherwise]);
        page.answers = arms
            .iter()
            .zip(labels)
            .map(|((_, to), label)| Answer { label, help: None, to: *to, back: false })
            .collect();
        page
    }

    /// What is asked about the conditions, and what their answers are called.
    fn recalled(&self, tested: &[&Condition]) -> (String, Vec<String>) {
        let mut fact: Option<&Link<FactIx>> = None;
        let mut values = Vec::new();
        for condition in tested {
            match condition {
                Condition::Fact(own, test) if fact.is_none_or(|fact| fact.to == own.to) => {
                    fact = Some(own);
                    values.push(self.value(own, test));
                }
                _ => {}
            }
        }
        match (tested, fact) {
            ([Condition::Known(fact)], _) => {
                let heading = self.tell("manual-recall-known", "question", &self.asked(fact));
                (heading, vec![self.words().say("answer-yes")])
            }
            (tested, Some(fact)) if values.len() == tested.len() => {
                (self.tell("manual-recall", "question", &self.asked(fact)), values)
            }
            (tested, _) => {
                let labels = tested.iter().map(|condition| self.condition(condition)).collect();
                (self.words().say("manual-recall-which"), labels)
            }
        }
    }

    /// The question that a fact comes from, as it stands in this manual.
    fn asked(&self, fact: &Link<FactIx>) -> String {
        let asker = fact.to.and_then(|fact| self.askers.get(&fact)).and_then(|ix| self.manual.entries.get(*ix));
        let question = asker.and_then(|entry| match entry.shown {
            Shown::Step(step) => step.question(),
            _ => None,
        });
        let declared = || fact.to.and_then(|fact| self.phrase.fact(fact)).and_then(|(_, fact)| fact.ask.as_ref());
        match question.map(|question| &question.ask).or_else(declared) {
            Some(ask) => self.line(ask),
            None => describe::fact_name(self.phrase, fact),
        }
    }

    /// The answers that a test wants, as the question calls them.
    fn value(&self, fact: &Link<FactIx>, test: &Test) -> String {
        match test {
            Test::Is(values) => {
                let or = format!(" {} ", self.words().say("condition-or"));
                values.iter().map(|(value, _)| self.answer(fact, value.as_str())).collect::<Vec<_>>().join(&or)
            }
            Test::Range { from, below } => {
                let guard = crate::tree::Guard::Range { from: *from, below: *below };
                describe::guard(self.phrase, &guard).unwrap_or_default()
            }
        }
    }

    fn answer(&self, fact: &Link<FactIx>, value: &str) -> String {
        let asker = fact.to.and_then(|fact| self.askers.get(&fact)).and_then(|ix| self.manual.entries.get(*ix));
        let question = asker.and_then(|entry| match entry.shown {
            Shown::Step(step) => step.question(),
            _ => None,
        });
        let own = question.and_then(|question| {
            let answer = question.answers.iter().find(|answer| answer.id.as_str() == value)?;
            Some(self.label(question, answer))
        });
        let declared = || match fact.to.and_then(|fact| self.phrase.fact(fact)).map(|(_, fact)| &fact.kind) {
            Some(FactKind::Given { values, .. }) => {
                values.iter().find(|it| it.id.as_str() == value)?.text.as_ref().map(|text| self.line(text))
            }
            _ => None,
        };
        own.or_else(declared).unwrap_or_else(|| value.to_owned())
    }

    /// A condition as a sentence. Recursion is bounded by the nesting that the YAML reader allows.
    fn condition(&self, condition: &Condition) -> String {
        let words = self.words();
        let join = |parts: &[Condition], word: &str| {
            let between = format!(" {} ", words.say(word));
            let inner = |part: &Condition| match part {
                Condition::All(parts) | Condition::Any(parts) if 1 < parts.len() => {
                    format!("({})", self.condition(part))
                }
                _ => self.condition(part),
            };
            parts.iter().map(inner).collect::<Vec<_>>().join(&between)
        };
        match condition {
            Condition::All(parts) => join(parts, "condition-and"),
            Condition::Any(parts) => join(parts, "condition-or"),
            Condition::Not(inner) => self.tell("condition-not", "condition", &self.condition(inner)),
            Condition::Known(fact) => self.tell("manual-answered-known", "question", &self.asked(fact)),
            Condition::Fact(fact, test) => {
                let (question, value) = (self.asked(fact), self.value(fact, test));
                words.tell("manual-answered", &[("question", (&question).into()), ("value", (&value).into())])
            }
        }
    }

    /// What a step is about, in one line: its question, or the first action.
    fn gist(&self, ix: usize) -> Option<String> {
        // A loop may lead to another loop, and that one back.
        let Shown::Step(_) = self.manual.entries.get(ix)?.shown else { return None };
        let page = self.page(ix);
        Some(page.actions.into_iter().next().unwrap_or(page.heading))
    }

    /// A bounded loop becomes a question: how often was it taken?
    pub(super) fn again(&self, entry: &Entry<'_>, times: usize) -> Page {
        let words = self.words();
        let heading = words.tell("manual-again", &[("times", times.into())]);
        let mut page = Page::new(PageKind::Recall, &heading);
        let back = entry.ways.first().and_then(|back| self.gist(back.to));
        page.remarks.extend(back.map(|what| self.tell("manual-again-what", "what", &what)));
        page.hints.push(words.tell("manual-again-hint", &[("times", times.into())]));
        page.answers = ways(entry, |role| {
            words.say(if role == EdgeRole::Answer(0) { "manual-again-no" } else { "manual-again-yes" })
        });
        page.answers.iter_mut().take(1).for_each(|answer| answer.back = true);
        page
    }
}
