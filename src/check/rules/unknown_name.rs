//! A step names a fact, cause, warning, role, check, part or tree that is not declared.
//!
//! Mostly it is a spelling mistake; the help names the nearest one, or those that there are.
//!
//! - Roles, facts, warnings and checks are shared words: declare one under `roles`, `facts`, `warnings` or `checks` in a
//!   file beside your areas, such as `trees/roles.yaml`. `lotse list roles`, `lotse list facts`, `lotse list warnings`
//!   and `lotse list checks` show what there is already, built in or your own.
//! - A fact that one tree alone needs stands under `facts` in that tree, its causes under `causes`.
//! - A part is called by its id, the file's name without folder and ending; paths and addresses are refused. `call` takes
//!   parts, `continue` takes trees; `lotse list parts` and `lotse list` show them.
//!
//! A role of your own is two lines: `roles:` and below it `  caretaker: {name: {en: caretaker, de: Hausmeisterei}}`.
//!
//! ```yaml
//! format: 1
//! title: Printer
//! causes:
//!   power: {name: No power}
//! start: plug
//! steps:
//!   plug:
//!     do: Push the plug in.
//!     cause: pwoer                          # wrong: `power`
//!     else: repair
//!   repair:
//!     escalate: technician
//! ```
//!
//! Instead:
//!
//! ```yaml
//! format: 1
//! title: Printer
//! causes:
//!   power: {name: No power}
//! start: plug
//! steps:
//!   plug:
//!     do: Push the plug in.
//!     cause: power
//!     else: repair
//!   repair:
//!     escalate: technician
//! ```

use crate::{
    base::{Id, Level, Place, SourceId, near},
    check::{
        context::Context,
        rule::{Found, Rule, Run},
        survey::Survey,
    },
    tree::{CheckIx, Ending, FactIx, Kind, Library, Link, Question, RoleIx, Step, StepIx, Tree, TreeIx},
};

pub(super) const RULE: Rule =
    Rule { code: "E102", name: "unknown-name", level: Level::Error, run: &[Run::Library(vocabulary), Run::Step(step)] };

/// How many of the words that exist are named.
const MOST_NAMED: usize = 8;

fn vocabulary(survey: &Survey<'_>, found: &mut Found) {
    let Some(human) = &survey.library.vocabulary().human else { return };
    let names = Names { library: survey.library, tree: None, source: human.place.source };
    names.role(&human.role, found);
    human.collect.iter().for_each(|fact| names.fact(fact, found));
}

fn step(cx: &Context<'_>, _: StepIx, step: &Step, found: &mut Found) {
    let names = Names { library: cx.library, tree: Some((cx.ix, cx.tree)), source: cx.tree.source };
    names.step(step, found);
}

/// What may be named in one file.
struct Names<'l> {
    library: &'l Library,
    tree: Option<(TreeIx, &'l Tree)>,
    source: SourceId,
}

impl Names<'_> {
    fn step(&self, step: &Step, found: &mut Found) {
        let words = self.library.vocabulary();
        for warning in step.warn.iter().filter(|link| link.to.is_none()) {
            self.report(warning, "warning", words.warnings.keys(), found);
        }
        if let Some(question) = step.question() {
            self.question(question, found);
        }
        match &step.kind {
            Kind::Instruction(instruction) => {
                instruction.check.iter().for_each(|check| self.check(check, found));
                instruction.fixes.iter().for_each(|(cause, _)| self.cause(cause, false, found));
            }
            Kind::Call(call) => self.part(&call.part, found),
            Kind::Route(route) => {
                for when in route.arms.iter().filter_map(|arm| arm.when.as_ref()) {
                    when.for_each_fact(&mut |fact, _| self.fact(fact, found));
                }
            }
            Kind::Ending(Ending::Fix { cause, .. }) => self.cause(cause, false, found),
            Kind::Ending(Ending::Escalate { role, collect, causes, .. }) => {
                self.role(role, found);
                collect.iter().for_each(|fact| self.fact(fact, found));
                causes.iter().for_each(|cause| self.cause(cause, true, found));
            }
            Kind::Ending(Ending::Continue { tree, causes }) => {
                self.tree(tree, found);
                causes.iter().for_each(|cause| self.cause(cause, true, found));
            }
            Kind::Question(_) | Kind::Ending(Ending::Exit(_)) => {}
        }
    }

    fn question(&self, question: &Question, found: &mut Found) {
        question.fact.iter().for_each(|fact| self.fact(fact, found));
        question.check.iter().for_each(|check| self.check(check, found));
        for (cause, _) in question.answers.iter().flat_map(|answer| &answer.likely) {
            self.cause(cause, true, found);
        }
    }

    fn fact(&self, fact: &Link<FactIx>, found: &mut Found) {
        if fact.to.is_none() {
            self.report(fact, "fact", self.library.facts_of(self.tree.map(|(ix, _)| ix)), found);
        }
    }

    fn role(&self, role: &Link<RoleIx>, found: &mut Found) {
        if role.to.is_none() {
            self.report(role, "role", self.library.vocabulary().roles.keys(), found);
        }
    }

    fn check(&self, check: &Link<CheckIx>, found: &mut Found) {
        if check.to.is_none() {
            self.report(check, "check", self.library.vocabulary().checks.keys(), found);
        }
    }

    /// Every tree has a further cause `other`, which nothing fixes.
    fn cause(&self, cause: &Link<()>, may_be_other: bool, found: &mut Found) {
        let Some((_, tree)) = self.tree else { return };
        let is_other = may_be_other && cause.id.as_str() == "other";
        if !is_other && !tree.causes.contains_key(&cause.id) {
            self.report(cause, "cause", tree.causes.keys(), found);
        }
    }

    fn part(&self, part: &Link<TreeIx>, found: &mut Found) {
        let name = &part.id;
        let place = Place { source: self.source, span: part.span };
        match part.to.and_then(|ix| self.library.tree(ix)) {
            Some(tree) if tree.is_part() => {}
            Some(_) => found.push(
                found.at(place, format!("`{name}` is a tree, not a part")).help(format!("write `continue: {name}`")),
            ),
            None if is_path(name.as_str()) => found.push(
                found
                    .at(place, format!("`{name}` is not the id of a part"))
                    .help("write the file's name without folder and ending"),
            ),
            None if self.library.knows(name.as_str()) => found.push(
                found.at(place, format!("the part `{name}` was not read")).help("load it together with this tree"),
            ),
            None => {
                let parts = self.library.trees().filter(|(_, tree)| tree.is_part()).map(|(_, tree)| &tree.id);
                self.report(part, "part", parts, found);
            }
        }
    }

    fn tree(&self, tree: &Link<TreeIx>, found: &mut Found) {
        let name = &tree.id;
        let place = Place { source: self.source, span: tree.span };
        match tree.to.and_then(|ix| self.library.tree(ix)) {
            Some(part) if part.is_part() => found.push(
                found
                    .at(place, format!("`{name}` is a part, not a tree"))
                    .help(format!("write `call: {name}` with its `exits`")),
            ),
            Some(_) => {}
            None if self.library.knows(name.as_str()) => {}
            None => {
                let trees = self.library.trees().filter(|(_, tree)| !tree.is_part()).map(|(_, tree)| &tree.id);
                self.report(tree, "tree", trees.chain(self.library.elsewhere()), found);
            }
        }
    }

    fn report<'n, T>(
        &self,
        link: &Link<T>,
        what: &str,
        declared: impl Iterator<Item = &'n Id> + Clone,
        found: &mut Found,
    ) {
        let place = Place { source: self.source, span: link.span };
        let finding = found.at(place, format!("there is no {what} `{}`", link.id));
        let affords = found.affords();
        found.push(match near(link.id.as_str(), declared.clone().filter(|_| affords).map(Id::as_str)) {
            None => finding.help(remedy(what, declared.filter(|_| affords))),
            meant => finding.did_you_mean(meant),
        });
    }
}

/// Says where such a word is declared, and which ones there are.
fn remedy<'n>(what: &str, declared: impl Iterator<Item = &'n Id>) -> String {
    let place = match what {
        "cause" => "declare it under `causes` of this tree".to_owned(),
        "fact" => "declare it under `facts`, in this tree or in a file such as `trees/facts.yaml`".to_owned(),
        "part" => "write it: a file in `trees/parts` with `exits`".to_owned(),
        "tree" => "write it: a file of this name".to_owned(),
        _ => format!("declare it under `{what}s` in a file such as `trees/{what}s.yaml`"),
    };
    // The built-in fact that tells who holds the dialogue is nobody's to name.
    let mut names = declared.filter(|id| what != "fact" || id.as_str() != "voice");
    let shown: Vec<String> = names.by_ref().take(MOST_NAMED).map(|id| format!("`{id}`")).collect();
    if shown.is_empty() {
        return place;
    }
    let more = match (names.next().is_some(), what) {
        (true, "cause") => ", …".to_owned(),
        (true, "tree") => ", …; `lotse list` shows all".to_owned(),
        (true, _) => format!(", …; `lotse list {what}s` shows all"),
        (false, _) => String::new(),
    };
    format!("{place}, or name one that exists: {}{more}", shown.join(", "))
}

/// Says whether a name looks like a path or address.
fn is_path(name: &str) -> bool {
    let ends = |ending: &str| name.to_ascii_lowercase().ends_with(ending);
    name.contains(['/', '\\', ':']) || name.starts_with('.') || ends(".yaml") || ends(".yml")
}
