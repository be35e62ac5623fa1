//! The documents tell the truth: their trees are sound, their paths, commands and version exist.

use std::{fs, path::Path, process::Command};

use crate::house;

fn text(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The fenced blocks of a language in a Markdown text.
fn blocks<'t>(markdown: &'t str, language: &str) -> Vec<&'t str> {
    let fence = format!("```{language}\n");
    let after = markdown.split(fence.as_str()).skip(1);
    after.map(|rest| &rest[..rest.find("```").expect("a fence is not closed")]).collect()
}

/// Words between backticks that look like paths of this repository.
fn paths(markdown: &str) -> Vec<&str> {
    let spans = markdown.split('`').skip(1).step_by(2);
    let known = ["src/", "tests/", "trees/", "examples/", "benches/", ".ci/"];
    spans
        .filter(|span| {
            let is_file = [".md", ".toml", ".rs"].iter().any(|ending| span.ends_with(ending)) && !span.contains(' ');
            (is_file || known.iter().any(|folder| span.starts_with(folder))) && !span.contains(['<', '*'])
        })
        .collect()
}

#[test]
fn named_paths_exist() {
    for document in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"] {
        let text = text(document);
        let named = paths(&text);
        assert!(!named.is_empty(), "{document} names no path");
        for path in named {
            assert!(Path::new(path).exists(), "{document} names `{path}`");
        }
    }
}

#[test]
fn the_architecture_fits_on_a_few_screens_and_lists_the_layers() {
    let text = text("ARCHITECTURE.md");
    assert!(text.lines().count() <= 150, "{} lines", text.lines().count());
    let rows = text.lines().filter_map(|line| line.strip_prefix("| ")?.split_once(" | "));
    let mut listed: Vec<(usize, Vec<&str>)> = rows
        .filter_map(|(number, rest)| {
            let modules = rest.split(" | ").next()?.split('`').skip(1).step_by(2).collect();
            Some((number.trim().parse().ok()?, modules))
        })
        .collect();
    listed.sort_unstable();
    let mut expected: Vec<(usize, Vec<&str>)> = house::LAYERS.iter().map(|it| it.to_vec()).enumerate().collect();
    expected.push((expected.len(), vec!["main"]));
    assert_eq!(listed, expected, "the layer table and `LAYERS` differ");
}

#[test]
fn the_changelog_names_the_version() {
    let version = env!("CARGO_PKG_VERSION");
    assert!(text("CHANGELOG.md").lines().any(|line| line.starts_with(&format!("## {version}"))), "no `## {version}`");
}

#[test]
fn the_licences_are_there_and_named() {
    assert!(text("LICENSE-MIT").starts_with("MIT License"));
    assert!(text("LICENSE-APACHE").contains("Apache License"));
    assert_eq!(env!("CARGO_PKG_LICENSE"), "MIT OR Apache-2.0");
    let readme = text("README.md");
    assert!(readme.contains("LICENSE-MIT") && readme.contains("LICENSE-APACHE"));
}

/// Runs the program with `--help`, without anything of this machine around it.
fn help() -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_lotse")).arg("--help").env_clear().output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// The subcommands that the help lists: the first words of the indented lines under `Commands:`.
fn commands(help: &str) -> Vec<&str> {
    let after = help.split_once("Commands:\n").map_or("", |(_, rest)| rest);
    let lines = after.lines().take_while(|line| line.is_empty() || line.starts_with(' '));
    lines
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .collect()
}

/// The commands that a document tells people to type: `lotse WORD …`, in blocks and between backticks.
fn typed(markdown: &str) -> Vec<&str> {
    let starts = markdown
        .match_indices("lotse ")
        .filter(|(at, _)| *at == 0 || markdown[..*at].ends_with(['`', '\n']) || markdown[..*at].ends_with("$ "));
    starts
        .filter_map(|(at, found)| markdown[at + found.len()..].split([' ', '`', '\n']).next())
        .filter(|word| word.chars().all(|c| c.is_ascii_lowercase()) && !word.is_empty())
        .collect()
}

#[test]
fn the_commands_of_the_documents_exist() {
    let help = help();
    let listed = commands(&help);
    let documents = ["README.md", "trees/README.md", "CONTRIBUTING.md"];
    let mut count = 0;
    for document in documents {
        let text = text(document);
        for command in typed(&text) {
            count += 1;
            // Until the program has subcommands there is nothing to compare with.
            assert!(
                listed.is_empty() || listed.contains(&command),
                "{document}: `lotse {command}` is not in {listed:?}"
            );
        }
    }
    assert!(3 <= count, "the documents name {count} commands");
}

#[test]
fn help_and_documents_are_read_rightly() {
    let help = "x\n\nCommands:\n  run   Walks\n  list  Lists\n          more\n  help  Prints\n\nOptions:\n  -h\n";
    assert_eq!(commands(help), ["run", "list", "help"]);
    assert_eq!(
        typed("a `lotse run x` b\nlotse list\n$ lotse find y, the lotse engine, `lotse`"),
        ["run", "list", "find"]
    );
    assert_eq!(paths("`src/a.rs` and `b` and `deny.toml`"), ["src/a.rs", "deny.toml"]);
    assert_eq!(blocks("```yaml\na\n```\n```text\nb\n```\n", "yaml"), ["a\n"]);
}

#[test]
fn two_commands_are_all_that_the_readme_asks_for() {
    let readme = text("README.md");
    for command in ["cargo run --release", "cargo test"] {
        assert!(readme.contains(command), "{command}");
    }
    assert!(text(".ci/run").lines().any(|line| line.trim_start().ends_with("cargo test")), "`.ci/run` tests otherwise");
}

#[test]
fn the_dialogue_of_the_readme_is_a_transcript() {
    let readme = text("README.md");
    let block =
        readme.split_once("<!-- transcript -->\n").and_then(|(_, rest)| rest.split_once("<!-- /transcript -->"));
    let shown = blocks(block.expect("no marked transcript").0, "text");
    let [shown] = shown[..] else { panic!("{} transcripts", shown.len()) };
    let mut transcripts = Vec::new();
    if Path::new("examples").is_dir() {
        for entry in fs::read_dir("examples").unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|it| it == "txt") {
                transcripts.push(fs::read_to_string(path).unwrap());
            }
        }
    }
    // Until transcripts are recorded, the dialogue is what the design shows.
    assert!(transcripts.is_empty() || transcripts.iter().any(|it| it.trim() == shown.trim()), "no transcript is alike");
}
