//! Scenarios and coverage as JSON. These structs are the promise to programs.

use serde::Serialize;

use super::ending;
use crate::{
    base::{Sources, clean_line},
    scenario::{Coverage, Exploration, Group, Item, Lived, Mutation, Share, Suite, Tried},
    tree::Library,
};

/// The version of this form; it rises when a field changes its meaning or goes away.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Line<T: Serialize> {
    format: u32,
    #[serde(flatten)]
    what: T,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum What {
    Scenario(Scenario),
    Coverage(Covered),
    Mutation(Mutated),
    Exploration(Explored),
}

#[derive(Serialize)]
struct Scenario {
    tree: String,
    id: String,
    kind: &'static str,
    passed: bool,
    confirmed: bool,
    ends: String,
    at: String,
    seconds: u32,
    codes: Vec<&'static str>,
}

#[derive(Serialize)]
struct Covered {
    tree: String,
    scenarios: usize,
    answers: Part,
    steps: Part,
    endings: Part,
    missing: Vec<Missing>,
}

#[derive(Serialize)]
struct Mutated {
    tree: String,
    ways: usize,
    equivalent: usize,
    refused: usize,
    noticed: usize,
    percent: usize,
    survivors: Vec<Survived>,
}

#[derive(Serialize)]
struct Survived {
    way: String,
    from: String,
    to: String,
    taken_by: usize,
    warnings: Vec<&'static str>,
}

#[derive(Serialize)]
struct Explored {
    tree: String,
    customers: usize,
    seed: u64,
    endings: Vec<Ended>,
    most_questions: Option<Run>,
    most_time: Option<Run>,
    usual: Vec<Run>,
    never: Vec<String>,
    impossible: Vec<String>,
}

#[derive(Serialize)]
struct Ended {
    ends: String,
    count: usize,
}

#[derive(Serialize)]
struct Run {
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<usize>,
    questions: usize,
    instructions: usize,
    seconds: u32,
    ends: String,
    trail: Vec<[String; 2]>,
}

#[derive(Serialize)]
struct Part {
    taken: usize,
    of: usize,
    percent: usize,
}

#[derive(Serialize)]
struct Missing {
    kind: &'static str,
    name: String,
    file: String,
    line: usize,
    column: usize,
}

/// Writes one line a scenario.
pub fn scenario_lines(library: &Library, suites: &[Suite], tried: &[Tried]) -> String {
    let lines = tried.iter().filter_map(|it| {
        let run = &it.judged.run;
        let at = library.tree(run.tree).and_then(|tree| tree.step(run.step)).map_or("", |step| step.id.as_str());
        let scenario = Scenario {
            tree: clean_line(suites.get(it.suite)?.tree.as_str()).into_owned(),
            id: it.id.to_string(),
            kind: if it.is_walk { "walk" } else { "step" },
            passed: it.passed(),
            confirmed: it.confirmed,
            ends: ending(&run.end),
            at: at.to_owned(),
            seconds: run.seconds,
            codes: it.judged.findings.iter().map(|finding| finding.code.id).collect(),
        };
        Some(line(What::Scenario(scenario)))
    });
    lines.collect()
}

/// Writes one line a tree.
pub fn coverage_lines(sources: &Sources, measured: &[Coverage]) -> String {
    let part = |share: Share| Part { taken: share.taken, of: share.of, percent: share.percent() };
    let lines = measured.iter().map(|it| {
        let missing = it.missing.iter().map(|(item, place)| {
            let source = sources.get(place.source);
            let position = source.map(|source| source.position(place.span.start));
            Missing {
                kind: match item.what.group() {
                    Group::Answers => "answer",
                    Group::Steps => "step",
                    Group::Endings => "ending",
                },
                name: clean_line(&item.name).into_owned(),
                file: source.map(|source| clean_line(&source.name).into_owned()).unwrap_or_default(),
                line: position.map_or(1, |it| it.line),
                column: position.map_or(1, |it| it.column),
            }
        });
        line(What::Coverage(Covered {
            tree: it.id.to_string(),
            scenarios: it.scenarios,
            answers: part(it.answers),
            steps: part(it.steps),
            endings: part(it.endings),
            missing: missing.collect(),
        }))
    });
    lines.collect()
}

/// Writes one line a tree.
pub fn mutation_lines(found: &[Mutation]) -> String {
    let lines = found.iter().map(|it| {
        let survivors = it.survivors.iter().map(|it| Survived {
            way: clean_line(&it.way).into_owned(),
            from: it.from.to_string(),
            to: it.to.to_string(),
            taken_by: it.taken_by,
            warnings: it.warnings.iter().map(|code| code.id).collect(),
        });
        line(What::Mutation(Mutated {
            tree: it.id.to_string(),
            ways: it.ways,
            equivalent: it.equivalent,
            refused: it.refused,
            noticed: it.killed,
            percent: it.percent(),
            survivors: survivors.collect(),
        }))
    });
    lines.collect()
}

/// Writes one line a tree.
pub fn exploration_line(found: &Exploration, seed: u64) -> String {
    let run = |lived: &Lived, count: Option<usize>| Run {
        count,
        questions: lived.questions,
        instructions: lived.instructions,
        seconds: lived.seconds,
        ends: ending(&lived.end),
        trail: (lived.trail.iter())
            .map(|passed| [passed.name.clone(), clean_line(&passed.reply).into_owned()])
            .collect(),
    };
    let names = |items: &[Item]| items.iter().map(|item| clean_line(&item.name).into_owned()).collect();
    line(What::Exploration(Explored {
        tree: found.id.to_string(),
        customers: found.customers,
        seed,
        endings: found.endings.iter().map(|(end, count)| Ended { ends: ending(end), count: *count }).collect(),
        most_questions: found.most_questions.as_ref().map(|lived| run(lived, None)),
        most_time: found.most_time.as_ref().map(|lived| run(lived, None)),
        usual: found.usual.iter().map(|(lived, count)| run(lived, Some(*count))).collect(),
        never: names(&found.never),
        impossible: names(&found.impossible),
    }))
}

fn line(what: What) -> String {
    let mut line = serde_json::to_string(&Line { format: FORMAT, what }).unwrap_or_default();
    line.push('\n');
    line
}
