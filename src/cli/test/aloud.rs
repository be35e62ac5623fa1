//! `lotse test --aloud`: each walk as the dialogue that a person would have.

use super::Results;
use crate::{
    case::Number,
    cli::{Args, Outputs, words},
    engine::Event,
    repl::{Reading, Voice, aloud},
    scenario::{self, Tried},
    screen::Style,
};

/// The number of a case that is none.
const NUMBER: &str = "7K2-M4Q";

/// Prints the walks that are asked about, one after the other.
pub(super) fn read_aloud(args: &Args, results: &Results, outputs: &mut Outputs) {
    let library = &results.loaded.sealed;
    let words = words(args);
    let Some(number) = Number::parse(NUMBER) else { return };
    for tried in results.tried.iter().filter(|tried| tried.is_walk) {
        let Some(tree) = library.library().tree(tried.tree) else { continue };
        let turns = turns(args.voice, results, tried);
        let Some(Event::Started { today, .. }) = turns.first().map(|turn| &turn.event) else { continue };
        outputs.out.gap();
        outputs.out.text(0, Style::Quiet, &format!("== {} · {}", tree.id, tried.id));
        let voice = args.voice.unwrap_or_default();
        let reading = Reading { words: &words, voice, number: &number, today: *today };
        aloud(library, &turns, reading, &mut outputs.out);
    }
    outputs.out.flush();
}

/// The turns of a walk as this voice would hold it; as the scenario has it where an answer is missing then.
fn turns(voice: Option<Voice>, results: &Results, tried: &Tried) -> Vec<crate::engine::Turn> {
    let own = &tried.judged.run;
    let suite = results.tests.suites.get(tried.suite);
    let walk = suite.and_then(|suite| Some((suite, suite.walks.iter().find(|walk| walk.id == tried.id)?)));
    let (Some(voice), Some((suite, walk))) = (voice, walk) else { return own.turns.clone() };
    let mut walk = walk.clone();
    walk.opening.as_agent = voice == Voice::Agent;
    let run = scenario::run(&results.loaded.sealed, tried.tree, suite, &walk);
    if run.partings.is_empty() { run.turns } else { own.turns.clone() }
}
