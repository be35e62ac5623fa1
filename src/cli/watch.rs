//! `lotse watch`: checks and tests trees again whenever a file is saved, and tells what changed.

mod eye;

use std::{collections::BTreeMap, path::PathBuf, sync::mpsc, time::Duration};

use clap::Args as Arguments;

use super::{Args, Exit, Outputs, add_all, check::FOLDER, findings, now, shelf};
use crate::{
    base::{Diagnostic, Level, Sources, clean_line},
    library::Shelf,
    scenario,
    screen::Style,
};
use eye::{Eye, News};

/// How long it must be quiet before files are read again: editors save in several steps.
const QUIET: Duration = Duration::from_millis(120);

/// How often one looks for a folder that has gone.
const PATIENCE: Duration = Duration::from_millis(400);

/// What to watch.
#[derive(Debug, Arguments)]
pub(super) struct Wanted {
    /// Folders or files. Without one, the folder `trees`.
    #[arg(value_name = "DIR")]
    paths: Vec<PathBuf>,
    /// Checks the folders by themselves, without the trees and words that are built in.
    #[arg(long)]
    alone: bool,
}

/// What one look at the files has shown.
#[derive(Default)]
struct Look {
    /// The files as they were read, to tell whether anything changed.
    files: Vec<(String, String)>,
    findings: Vec<(Key, Diagnostic)>,
    sources: Sources,
    trees: usize,
    passed: usize,
    failed: usize,
    /// Why the files could not be read at all.
    unread: Option<String>,
}

/// What makes a finding the same one after an edit elsewhere in its file.
type Key = (String, &'static str, String);

/// Watches until Ctrl-C.
pub(super) fn watch(args: &Args, wanted: &Wanted, outputs: &mut Outputs) -> Exit {
    let paths = if wanted.paths.is_empty() { vec![PathBuf::from(FOLDER)] } else { wanted.paths.clone() };
    if let Some(path) = paths.iter().find(|path| !path.exists()) {
        let problem = format!("`{}`: there is nothing at this path", path.display());
        return outputs.complain(&problem, "name a folder of trees: lotse watch FOLDER");
    }
    let (sender, news) = mpsc::channel();
    let mut eye = match Eye::open(&paths, sender) {
        Ok(eye) => eye,
        Err(problem) => return outputs.complain(&clean_line(&problem), "look whether the folder may be read"),
    };
    let mut before: Option<Look> = None;
    loop {
        // First the watch and then the reading, so that no save in between is missed.
        eye.look_at(&paths);
        let after = look(args, wanted, &paths);
        if before.as_ref().is_none_or(|before| before.files != after.files || before.unread != after.unread) {
            tell(before.as_ref(), &after, outputs);
            before = Some(after);
        }
        if outputs.out.failed().is_some() || wait(&news, &paths) == News::Stop {
            return Exit::Good;
        }
    }
}

/// Waits until something was saved and it has been quiet since, or until somebody ends it.
fn wait(news: &mpsc::Receiver<News>, paths: &[PathBuf]) -> News {
    let is_whole = paths.iter().all(|path| path.exists());
    // A folder that has gone sends no news when it comes back.
    let first = if is_whole {
        news.recv().map_err(|_| mpsc::RecvTimeoutError::Disconnected)
    } else {
        news.recv_timeout(PATIENCE)
    };
    match first {
        Ok(News::Stop) | Err(mpsc::RecvTimeoutError::Disconnected) => return News::Stop,
        Ok(News::Changed) => {}
        Err(mpsc::RecvTimeoutError::Timeout) => return News::Changed,
    }
    loop {
        match news.recv_timeout(QUIET) {
            Ok(News::Changed) => {}
            Ok(News::Stop) | Err(mpsc::RecvTimeoutError::Disconnected) => return News::Stop,
            Err(mpsc::RecvTimeoutError::Timeout) => return News::Changed,
        }
    }
}

/// Reads, checks and tests everything.
fn look(args: &Args, wanted: &Wanted, paths: &[PathBuf]) -> Look {
    let unread = |problem: String| Look { unread: Some(problem), ..Look::default() };
    let mut shelf = match if wanted.alone { Ok(Shelf::empty()) } else { shelf(&args.trees) } {
        Ok(shelf) => shelf,
        Err(unopened) => return unread(unopened.to_string()),
    };
    if let Err(unopened) = add_all(&mut shelf, paths) {
        return unread(unopened.to_string());
    }
    let mut loaded = shelf.load_all();
    let tests = shelf.tests(&mut loaded);
    let tried = scenario::try_all(&loaded.sealed, &tests.suites, |_, _| true, &mut |_, _| {});
    let mut found = loaded.foreign_findings(&shelf);
    found.extend(tests.findings);
    found.extend(tried.iter().flat_map(|tried| tried.judged.findings.iter().cloned()));
    found.sort_by_key(|finding| (finding.place, finding.level()));
    let trees = loaded.trees(&shelf, false).len();
    let passed = tried.iter().filter(|tried| tried.passed()).count();
    let name = |it: &Diagnostic| loaded.sources.get(it.place.source).map(|it| it.name.clone()).unwrap_or_default();
    let findings = found.into_iter().map(|it| ((name(&it), it.code.id, it.message.clone()), it)).collect();
    let files = loaded.sources.iter().map(|(_, source)| (source.name.clone(), source.text.clone())).collect();
    let failed = tried.len() - passed;
    Look { files, findings, sources: loaded.sources, trees, passed, failed, unread: None }
}

/// Counts findings that are the same but for their place.
fn counted(look: &Look) -> BTreeMap<&Key, usize> {
    let mut counts = BTreeMap::new();
    look.findings.iter().for_each(|(key, _)| *counts.entry(key).or_insert(0) += 1);
    counts
}

/// Shows what is new, names what is gone, and says how it stands.
fn tell(before: Option<&Look>, after: &Look, outputs: &mut Outputs) {
    let mut known = before.map(counted).unwrap_or_default();
    let mut fresh = Vec::new();
    for (key, finding) in &after.findings {
        match known.get_mut(key) {
            Some(count) if 0 < *count => *count -= 1,
            _ => fresh.push(finding.clone()),
        }
    }
    let gone: usize = known.values().sum();
    outputs.out.gap();
    findings::show(&mut outputs.out, &after.sources, &fresh);
    if let Some(problem) = &after.unread {
        outputs.out.text(0, Style::Strong, &format!("{}  {problem}; waiting for it", now().strftime("%H:%M:%S")));
        return outputs.out.flush();
    }
    if before.is_some_and(|it| it.unread.is_none()) {
        for (file, code, message) in known.iter().filter(|(_, count)| 0 < **count).map(|(key, _)| *key) {
            outputs.out.text(0, Style::Quiet, &format!("gone: [{code}] {message} ({file})"));
        }
    }
    outputs.out.text(0, Style::Strong, &status(before, after, fresh.len(), gone));
    outputs.out.flush();
}

/// How it stands now, on one line.
fn status(before: Option<&Look>, after: &Look, fresh: usize, gone: usize) -> String {
    let count = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    let of = |level: Level| after.findings.iter().filter(|(_, it)| it.level() == level).count();
    let levels = [Level::Error, Level::Warning, Level::Hint].map(|level| (of(level), level.as_str()));
    let mut parts: Vec<String> =
        levels.iter().filter(|(found, _)| *found != 0).map(|(found, level)| count(*found, level)).collect();
    if parts.is_empty() {
        parts.push("nothing found".to_owned());
    }
    if before.is_some_and(|it| it.unread.is_none()) && (fresh != 0 || gone != 0) {
        parts.push(format!("{fresh} new, {gone} gone"));
    }
    match (after.passed + after.failed, after.failed) {
        (0, _) => parts.push("no scenarios".to_owned()),
        (all, 0) => parts.push(format!("{} passed", count(all, "scenario"))),
        (all, failed) => parts.push(format!("{failed} of {} failed", count(all, "scenario"))),
    }
    let sound = match after.trees {
        1 => "1 tree is sound".to_owned(),
        trees => format!("{trees} trees are sound"),
    };
    format!("{}  {sound}; {}", now().strftime("%H:%M:%S"), parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Code, Place};

    static CODE: Code = Code { id: "E1", name: "e", level: Level::Error, page: "" };

    fn look(messages: &[&str]) -> Look {
        let finding =
            |it: &&str| (("f".to_owned(), "E1", (*it).to_owned()), Diagnostic::new(&CODE, Place::default(), *it));
        Look { findings: messages.iter().map(finding).collect(), trees: 1, ..Look::default() }
    }

    #[test]
    fn the_status_counts_what_changed() {
        let tail = |text: &str| text.split_once("  ").unwrap().1.to_owned();
        assert_eq!(tail(&status(None, &look(&["a"]), 1, 0)), "1 tree is sound; 1 error, no scenarios");
        assert_eq!(
            tail(&status(Some(&look(&["a"])), &look(&[]), 0, 1)),
            "1 tree is sound; nothing found, 0 new, 1 gone, no scenarios"
        );
        let passed = Look { passed: 2, failed: 1, ..look(&[]) };
        assert_eq!(tail(&status(None, &passed, 0, 0)), "1 tree is sound; nothing found, 1 of 3 scenarios failed");
        assert_eq!(counted(&look(&["a", "a", "b"])).into_values().collect::<Vec<_>>(), [2, 1]);
    }
}
