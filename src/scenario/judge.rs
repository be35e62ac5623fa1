//! Compares what a scenario expects with what happened, and says where the two parted.

use super::{
    Assertion, End, Expected, Run, Suite, Walk, Word, codes,
    end::{self, Stand},
    names::{self, Lost},
    reply,
    run::{Runner, day_of, run},
};
use crate::{
    base::{Code, Diagnostic, Id, Note, Span},
    check::Sealed,
    engine::{Event, Input, Session, Turn, View},
    tree::{Ending, Kind, Library, StepIx, Tree, TreeIx},
};

/// A scenario that was run, and what is wrong with it.
#[derive(Clone, Debug)]
pub struct Judged {
    /// How it went.
    pub run: Run,
    /// Where reality parted from expectation; nothing if it passed.
    pub findings: Vec<Diagnostic>,
}

/// Runs a walk and judges it.
pub fn judge(library: &Sealed, tree: TreeIx, suite: &Suite, walk: &Walk) -> Judged {
    let run = run(library, tree, suite, walk);
    let judge = Judge { library: library.library(), tree, suite };
    let mut findings = run.partings.clone();
    if findings.is_empty() {
        judge.ending(walk, &run, &mut findings);
        judge.outcome(walk, &run, &mut findings);
    }
    judge.answers(walk, &run, &mut findings);
    tell_the_way(&run, &mut findings);
    Judged { run, findings }
}

/// Runs an assertion about a single step and judges it.
pub fn judge_step(library: &Sealed, tree: TreeIx, suite: &Suite, assertion: &Assertion) -> Judged {
    let judge = Judge { library: library.library(), tree, suite };
    let today = day_of(library.library(), tree, &assertion.opening);
    let found = judge.own_step(&assertion.at).map(|step| {
        let session = Session::begin_at(library, Turn { event: Event::Started { tree, today } }, step);
        (step, Runner { tree, suite, session, today, partings: Vec::new() })
    });
    let (step, mut runner) = match found {
        Ok(found) => found,
        Err(finding) => return judge.unable(finding),
    };
    runner.learn(&assertion.opening);
    let before = judge.answer(&mut runner, assertion, step);
    let Stand { end, tree: at, step, ways, .. } = end::of(&runner.session, false);
    let arrived: Vec<_> = ways.iter().skip(before).map(|way| (way.tree, way.step)).chain([(at, step)]).collect();
    let trail = end::trail(&runner.session, tree, false);
    let mut findings = runner.partings;
    let run = Run {
        end,
        tree: at,
        step,
        trail,
        ways,
        seconds: 0,
        used: Vec::new(),
        collected: Vec::new(),
        partings: findings.clone(),
        turns: Vec::new(),
    };
    if findings.is_empty() {
        judge.leads(assertion, &run, &arrived, &mut findings);
        if let Some(expected) = &assertion.ends {
            judge.expected(expected, &run, &mut findings);
        }
    }
    Judged { run, findings }
}

struct Judge<'a> {
    library: &'a Library,
    tree: TreeIx,
    suite: &'a Suite,
}

impl Judge<'_> {
    fn own(&self) -> Option<&Tree> {
        self.library.tree(self.tree)
    }

    fn finding(&self, code: &'static Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, self.suite.place(span), message)
    }

    fn lost(&self, span: Span, lost: Lost) -> Diagnostic {
        let finding = self.finding(&codes::UNKNOWN, span, lost.message);
        Diagnostic { help: lost.help, ..finding }
    }

    fn unknown<'n>(&self, word: &Word, message: String, known: impl Iterator<Item = &'n str>) -> Diagnostic {
        let known: Vec<&str> = known.collect();
        let finding = self.finding(&codes::UNKNOWN, word.span, message);
        Diagnostic { help: names::help_among(&word.text, known.into_iter()), ..finding }
    }

    fn own_step(&self, word: &Word) -> Result<StepIx, Diagnostic> {
        match names::find(self.library, self.tree, &word.text) {
            Ok((tree, step)) if tree == self.tree => Ok(step),
            Ok(_) => Err(self
                .finding(&codes::UNKNOWN, word.span, "an assertion begins in a step of this tree")
                .help("write it in the test file of the part or tree that the step belongs to")),
            Err(lost) => Err(self.lost(word.span, lost)),
        }
    }

    /// A scenario that cannot even begin.
    fn unable(&self, finding: Diagnostic) -> Judged {
        let start = self.own().and_then(|tree| tree.start.to).unwrap_or_default();
        let run = Run {
            end: End::Stuck,
            tree: self.tree,
            step: start,
            trail: Vec::new(),
            ways: Vec::new(),
            seconds: 0,
            used: Vec::new(),
            collected: Vec::new(),
            partings: vec![finding.clone()],
            turns: Vec::new(),
        };
        Judged { run, findings: vec![finding] }
    }

    /// Gives the answer of an assertion; returns how many ways were taken before it.
    fn answer(&self, runner: &mut Runner<'_, '_>, assertion: &Assertion, at: StepIx) -> usize {
        let Some(given) = &assertion.answer else { return 0 };
        while let View::Warning { .. } = runner.session.view() {
            if runner.give(Input::Acknowledge, None).is_err() {
                break;
            }
        }
        let before = runner.session.state().ways().len();
        let here = match runner.session.view() {
            View::Step { key, step, .. } if key.step == at && key.tree == self.tree && key.calls.is_none() => {
                Some(step)
            }
            _ => None,
        };
        let parting = match here {
            Some(step) => match reply::input(step, given, runner.today) {
                Ok(input) => runner.give(input, Some(given)).err().map(|parting| *parting),
                Err(unfit) => Some(runner.unfit(&unfit)),
            },
            None => {
                let message = format!("nobody is asked at `{}` here", assertion.at.text);
                let help = "its fact is known, or it is a call or a route; delete `answer`";
                Some(self.finding(&codes::NOT_ASKED, given.span, message).help(help))
            }
        };
        runner.partings.extend(parting);
        before
    }

    fn leads(&self, assertion: &Assertion, run: &Run, arrived: &[(TreeIx, StepIx)], findings: &mut Vec<Diagnostic>) {
        let Some(leads) = &assertion.leads else { return };
        match names::find(self.library, self.tree, &leads.text) {
            Err(lost) => findings.push(self.lost(leads.span, lost)),
            Ok(wanted) if arrived.iter().skip(1).any(|arrived| *arrived == wanted) => {}
            Ok(_) => {
                let (tree, step) = arrived.get(1).copied().unwrap_or((run.tree, run.step));
                let reached = names::id(self.library, tree, step);
                let finding = self
                    .finding(&codes::OTHER_STEP, leads.span, format!("this leads to `{reached}`"))
                    .label("expected here")
                    .help(format!("write `leads: {reached}` if that is right, or mend the tree"));
                findings.push(self.with_step(finding, tree, step, "it leads here"));
            }
        }
    }

    fn with_step(&self, finding: Diagnostic, tree: TreeIx, step: StepIx, words: &str) -> Diagnostic {
        let place = self.library.tree(tree).and_then(|tree| tree.step(step).map(|step| tree.place(step.span)));
        match place {
            Some(place) => finding.at(place, words),
            None => finding,
        }
    }

    /// Judges ending and step.
    fn ending(&self, walk: &Walk, run: &Run, findings: &mut Vec<Diagnostic>) {
        let before = findings.len();
        if let Some(expected) = &walk.ends {
            self.expected(expected, run, findings);
        }
        let Some(at) = &walk.at else { return };
        match names::find(self.library, self.tree, &at.text) {
            Err(lost) => findings.push(self.lost(at.span, lost)),
            Ok(wanted) if wanted == (run.tree, run.step) || before < findings.len() => {}
            Ok(_) => {
                let reached = names::id(self.library, run.tree, run.step);
                let finding = self
                    .finding(&codes::OTHER_STEP, at.span, format!("the walk ends in `{reached}`"))
                    .label("expected here")
                    .help(format!("write `at: {reached}` if that is right, or mend the tree"));
                findings.push(self.with_step(finding, run.tree, run.step, "it ends here"));
            }
        }
    }

    fn expected(&self, expected: &Expected, run: &Run, findings: &mut Vec<Diagnostic>) {
        let is_met = match (expected, &run.end) {
            (Expected::Fix(words), End::Fixed(causes)) => words.iter().all(|word| has(causes, word)),
            (Expected::Escalate(word), End::Escalated { role, .. }) => {
                role.as_ref().is_some_and(|role| role.as_str() == word.text)
            }
            (Expected::Continue(word), End::Continued(id)) | (Expected::Exit(word), End::Exited(id)) => {
                id.as_str() == word.text
            }
            _ => false,
        };
        if is_met {
            return;
        }
        if let Some(finding) = self.unknown_ending(expected, run) {
            findings.push(finding);
            return;
        }
        let finding = self
            .finding(&codes::OTHER_END, expected.span(), format!("the walk ends with `{}`", shown(&run.end)))
            .label("expected here")
            .help(format!("write `ends: {{{}}}` if that is right, or mend the tree", shown(&run.end)));
        findings.push(self.with_step(finding, run.tree, run.step, "it ends here"));
    }

    /// Reports an ending that cannot be, because there is no such name.
    fn unknown_ending(&self, expected: &Expected, run: &Run) -> Option<Diagnostic> {
        match expected {
            Expected::Fix(words) => {
                let trees = [self.tree, run.tree];
                let causes: Vec<&Id> =
                    trees.iter().filter_map(|ix| self.library.tree(*ix)).flat_map(|tree| tree.causes.keys()).collect();
                let word = words.iter().find(|word| !causes.iter().any(|cause| cause.as_str() == word.text))?;
                let message = format!("there is no cause `{}`", word.text);
                Some(self.unknown(word, message, causes.into_iter().map(Id::as_str)))
            }
            Expected::Escalate(word) => {
                let roles = self.library.vocabulary().roles.keys().map(Id::as_str);
                let is_known = self.library.vocabulary().roles.contains_key(word.text.as_str());
                (!is_known).then(|| self.unknown(word, format!("there is no role `{}`", word.text), roles))
            }
            Expected::Continue(word) => {
                let trees = self.library.trees().map(|(_, tree)| tree.id.as_str());
                let is_known = self.library.knows(&word.text);
                (!is_known).then(|| self.unknown(word, format!("there is no tree `{}`", word.text), trees))
            }
            Expected::Exit(word) => {
                let exits = self.own().and_then(|tree| tree.exits.as_ref())?;
                let is_known = exits.iter().any(|exit| exit.id.as_str() == word.text);
                let names = exits.iter().map(|exit| exit.id.as_str());
                (!is_known).then(|| self.unknown(word, format!("there is no exit `{}`", word.text), names))
            }
        }
    }

    /// Judges cause, hand-over and time of a walk that got to its end.
    fn outcome(&self, walk: &Walk, run: &Run, findings: &mut Vec<Diagnostic>) {
        let causes: Vec<Id> = match &run.end {
            End::Fixed(causes) | End::Escalated { causes, .. } => causes.clone(),
            End::Continued(_) => self.causes_of_continuation(run),
            End::Exited(_) | End::Stopped(_) | End::Stuck => Vec::new(),
        };
        for word in walk.cause.iter().filter(|word| !has(&causes, word)) {
            let named = if causes.is_empty() { "no cause".to_owned() } else { names::list(&causes) };
            let finding = self
                .finding(&codes::OTHER_OUTCOME, word.span, format!("the ending names {named}"))
                .label("expected here")
                .help("write the cause that the ending names, or mend the tree");
            findings.push(self.with_step(finding, run.tree, run.step, "it ends here"));
        }
        for ((name, given), held) in walk.collected.iter().zip(&run.collected) {
            let expected: Vec<&str> = given.words.iter().map(|word| word.text.as_str()).collect();
            let held = held.as_ref().map(reply::shown_value);
            if held.as_deref() == Some(expected.join(", ").as_str()) {
                continue;
            }
            let message = match held {
                Some(held) => format!("the hand-over holds `{}` as `{held}`", name.text),
                None => format!("`{}` is not in the hand-over", name.text),
            };
            let help = "name the fact in `collect:` of the escalation, or delete it here";
            let finding = self.finding(&codes::OTHER_OUTCOME, name.span, message).help(help);
            findings.push(self.with_step(finding, run.tree, run.step, "it ends here"));
        }
        if let Some((most, span)) = walk.within
            && most.0 < run.seconds
        {
            let took = run.seconds.div_ceil(60);
            let finding = self.finding(&codes::OTHER_OUTCOME, span, format!("the steps take {took} min"));
            findings.push(finding.help("allow more time, or shorten the way"));
        }
    }

    fn causes_of_continuation(&self, run: &Run) -> Vec<Id> {
        let step = self.library.tree(run.tree).and_then(|tree| tree.step(run.step));
        match step.map(|step| &step.kind) {
            Some(Kind::Ending(Ending::Continue { causes, .. })) => {
                causes.iter().map(|cause| cause.id.clone()).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Reports answers that nobody asked for, and steps that do not exist.
    fn answers(&self, walk: &Walk, run: &Run, findings: &mut Vec<Diagnostic>) {
        let parted = !findings.is_empty();
        for (answered, used) in walk.answers.iter().zip(&run.used) {
            if answered.visits.len() <= *used {
                continue;
            }
            let (name, span) = (&answered.step.text, answered.step.span);
            let step = match names::find(self.library, self.tree, name) {
                Err(lost) => {
                    findings.push(self.lost(span, lost));
                    continue;
                }
                Ok((tree, step)) => (tree, step),
            };
            // Where the walk went another way, what it did not ask on the right one is no news.
            if parted {
                continue;
            }
            let span = answered.visits.get(*used).filter(|_| 0 < *used).map_or(span, |given| given.span);
            let finding = match used {
                0 => self
                    .finding(&codes::NOT_ASKED, span, format!("`{name}` was never asked"))
                    .help(self.why_unasked(step)),
                1 => self
                    .finding(&codes::NOT_ASKED, span, format!("`{name}` was asked only once"))
                    .help("several answers at one visit are written `{many: [one, other]}`"),
                _ => self
                    .finding(&codes::NOT_ASKED, span, format!("`{name}` was asked only {used} times"))
                    .help("delete the answers that are too many"),
            };
            findings.push(self.with_step(finding, step.0, step.1, "this step"));
        }
    }

    fn why_unasked(&self, (tree, step): (TreeIx, StepIx)) -> &'static str {
        match self.library.tree(tree).and_then(|tree| tree.step(step)).map(|step| &step.kind) {
            Some(Kind::Call(_)) => "this is a call: answer the steps of its part, such as `scope.who`",
            Some(Kind::Route(_)) => "this is a route: facts decide there, nobody is asked",
            Some(Kind::Ending(_)) => "this is an ending: write it as `at:`",
            _ => "delete it, or mend what leads past it",
        }
    }
}

/// Adds the way that led there to the findings about where it led.
fn tell_the_way(run: &Run, findings: &mut [Diagnostic]) {
    let way = end::shown(&run.trail);
    let path: Vec<String> = run.trail.iter().flat_map(|it| [it.name.clone(), it.reply.clone()]).collect();
    for finding in findings.iter_mut() {
        let about_the_way = [&codes::NO_ANSWER, &codes::NOT_ASKED, &codes::OTHER_END, &codes::OTHER_STEP];
        let is_about_the_way = about_the_way.contains(&finding.code);
        if is_about_the_way && !way.is_empty() {
            finding.notes.push(Note { place: None, words: format!("the way there: {way}") });
            finding.path.clone_from(&path);
        }
    }
}

fn has(ids: &[Id], word: &Word) -> bool {
    ids.iter().any(|id| id.as_str() == word.text)
}

/// Writes an ending as a scenario does.
pub(super) fn shown(end: &End) -> String {
    let list = |ids: &[Id]| match ids {
        [one] => one.to_string(),
        several => format!("[{}]", several.iter().map(Id::as_str).collect::<Vec<_>>().join(", ")),
    };
    match end {
        End::Fixed(causes) => format!("fix: {}", list(causes)),
        End::Escalated { role: Some(role), .. } => format!("escalate: {role}"),
        End::Escalated { role: None, .. } => "escalate: nobody".to_owned(),
        End::Continued(tree) => format!("continue: {tree}"),
        End::Exited(exit) => format!("exit: {exit}"),
        End::Stopped(step) => format!("{step}, which is asked"),
        End::Stuck => "nothing: no way leads on".to_owned(),
    }
}
