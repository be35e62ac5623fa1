//! The author's guide tells the truth: its trees are sound, its scenarios pass, and its commands say what it shows.
//!
//! A page is `trees/README.md` or a file in `trees/guide`. Every block of YAML in it is a file, named in its first line,
//! and the files of a page stand together in one folder. Every block of `console` is run in that folder, one command
//! after each `$`; `LOTSE_UPDATE=1 cargo test guide` writes down what they say.

use std::{fmt::Write as _, fs, path::Path, process::Command};

use crate::{program::Folder, transcripts::is_current};

/// One fenced block: what it is, and where its body stands.
struct Block<'p> {
    kind: &'p str,
    body: &'p str,
    start: usize,
}

/// Lists the fenced blocks of a page.
fn blocks(page: &str) -> Vec<Block<'_>> {
    let (mut blocks, mut at) = (Vec::new(), 0);
    while let Some(found) = page[at..].find("```") {
        let fence = at + found;
        let line_end = fence + page[fence..].find('\n').expect("a fence has a line of its own");
        let start = line_end + 1;
        let end = start + page[start..].find("```").expect("a fence is not closed");
        blocks.push(Block { kind: &page[fence + 3..line_end], body: &page[start..end], start });
        at = end + 3;
    }
    blocks
}

/// Lists the pages by path.
fn pages() -> Vec<String> {
    let of_constructs = fs::read_dir("trees/guide").unwrap().map(|it| it.unwrap().path().to_str().unwrap().to_owned());
    let mut pages: Vec<String> = of_constructs.chain(["trees/README.md".to_owned()]).collect();
    pages.sort();
    pages
}

/// Puts the files of a page into a folder; the name stands in the first line, such as `# trees/computer/pc-mouse.yaml`.
fn folder(path: &str, page: &str) -> (Folder, Vec<String>) {
    let (mut folder, mut names) = (Folder::new(), Vec::new());
    for block in blocks(page).iter().filter(|block| block.kind == "yaml") {
        let name = block.body.lines().next().and_then(|line| line.strip_prefix("# "));
        let name = name
            .filter(|name| name.starts_with("trees/") && Path::new(name).extension().is_some_and(|it| it == "yaml"));
        let name = name.unwrap_or_else(|| panic!("{path}: a block of YAML names no file:\n{}", block.body));
        folder = folder.file(name, block.body);
        names.push(name.to_owned());
    }
    (folder, names)
}

/// Runs a command line in the folder and returns what a terminal would show.
fn shown(folder: &Folder, command: &str) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_lotse")).parent().unwrap().to_str().unwrap();
    let output = Command::new("sh")
        .args(["-c", &format!("{{ {command}\n}} 2>&1")])
        .current_dir(folder.path())
        .env_clear()
        .env("LANG", "en_US.UTF-8")
        .env("TZ", "UTC")
        // What the pages show is no case that somebody wants to find again.
        .env("LOTSE_STORE", "none")
        .env("PATH", format!("{program}:/usr/bin:/bin"))
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().flat_map(|line| [line.trim_end(), "\n"]).collect()
}

/// Runs all commands of a block; the outcome is the block as it should be.
fn played(folder: &Folder, body: &str) -> String {
    let commands = body.lines().filter_map(|line| line.strip_prefix("$ "));
    commands.flat_map(|command| [format!("$ {command}\n"), shown(folder, command)]).collect()
}

#[test]
fn the_commands_of_the_guide_say_what_it_shows() {
    let is_written = std::env::var_os("LOTSE_UPDATE").is_some();
    for path in pages() {
        let mut page = fs::read_to_string(&path).unwrap();
        let (folder, _) = folder(&path, &page);
        let old = page.clone();
        for block in blocks(&old).iter().rev().filter(|block| block.kind == "console") {
            let now = played(&folder, block.body);
            assert!(is_written || now == block.body, "{path} is not current; it now says:\n{now}");
            page.replace_range(block.start..block.start + block.body.len(), &now);
        }
        if is_written {
            fs::write(&path, page).unwrap();
        }
    }
}

#[test]
fn the_trees_of_the_guide_are_sound_and_tested() {
    let mut trees = 0;
    for path in pages() {
        let page = fs::read_to_string(&path).unwrap();
        let (folder, names) = folder(&path, &page);
        if names.is_empty() {
            continue;
        }
        let said = shown(&folder, "lotse check trees && echo clean");
        assert!(said.ends_with("clean\n"), "{path}:\n{said}");
        let said = shown(&folder, "lotse test trees --min 100 && echo passed");
        assert!(said.ends_with("passed\n"), "{path}:\n{said}");
        let tests = names.iter().filter_map(|name| name.strip_suffix(".test.yaml")).count();
        assert!(1 <= tests, "{path} has no scenario");
        trees += names.len() - tests;
    }
    assert!(15 <= trees, "the guide shows {trees} files");
}

/// The first page, followed line by line: files written, commands typed, and what they said.
#[test]
fn the_first_tree_is_made_as_the_guide_says() {
    let page = fs::read_to_string("trees/README.md").unwrap();
    let (folder, _) = folder("trees/README.md", &page);
    let mut told = String::new();
    for block in blocks(&page) {
        match block.kind {
            "yaml" => {
                let name = block.body.lines().next().unwrap().trim_start_matches("# ");
                let text = shown(&folder, &format!("cat {name}"));
                writeln!(told, "$ cat {name}\n{text}").unwrap();
            }
            "console" => writeln!(told, "{}", played(&folder, block.body)).unwrap(),
            _ => {}
        }
    }
    // From nothing, by questions: what `lotse new` writes is sound and tested without a change.
    let new = "printf '%s\\n' en 'Door bell is silent' home '' 'nobody hears the bell' '' 'Does the lamp of the bell shine?' \
        '' '' 'Push the plug of the bell in.' 'The plug was loose' '' '' '' | lotse new more";
    writeln!(told, "$ {new}\n{}", shown(&folder, new)).unwrap();
    for command in ["lotse check more", "lotse test more"] {
        writeln!(told, "$ {command}\n{}", shown(&folder, command)).unwrap();
    }
    is_current("examples/first-tree.txt", &told);
}

/// Every construct has its page: what the index lists exists, and what exists is listed.
#[test]
fn the_index_of_the_guide_is_complete() {
    let index = fs::read_to_string("trees/README.md").unwrap();
    for path in pages().iter().filter_map(|path| path.strip_prefix("trees/")).filter(|path| *path != "README.md") {
        assert!(index.contains(&format!("({path})")), "`{path}` is not listed");
    }
    for (at, _) in index.match_indices("(guide/") {
        let path = &index[at + 1..at + index[at..].find(')').unwrap()];
        assert!(Path::new("trees").join(path).exists(), "`{path}` does not exist");
    }
}
