//! Checks the house rules that the compiler does not know.

use std::{fs, path::Path};

/// Layers from the bottom up: a module imports only from layers below its own.
/// `check` lies below the other pure logic, because the engine takes only what it has sealed.
pub(crate) const LAYERS: &[&[&str]] = &[
    &["base"],
    &["yaml", "words"],
    &["tree"],
    &["check"],
    &["engine", "find"],
    &["case", "scenario"],
    &["diff"],
    &["report", "export", "import", "schema", "edit", "document"],
    &["library", "store"],
    &["delivery"],
    &["outbox"],
    &["casebook"],
    &["screen"],
    &["repl", "lsp"],
    &["cli"],
];

fn layer_of(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

fn word(text: &str) -> String {
    text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// Names that `text` reaches through `crate::`, one level deep.
fn imports(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, root) in text.match_indices("crate::") {
        let rest = &text[at + root.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            found.push(word(rest));
            continue;
        };
        let (mut depth, mut start) = (0, 0);
        for (i, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if 0 < depth => depth -= 1,
                ',' | '}' if depth == 0 => {
                    found.push(word(&group[start..i]));
                    start = i + 1;
                    if c == '}' {
                        break;
                    }
                }
                _ => (),
            }
        }
    }
    found
}

/// Pictures, what was learned, and the phrases that it was learned from, in which callers may say what they like.
const NO_SOURCE: [&str; 3] = ["png", "bin", "tsv"];

/// Calls `check` with the path and the text of every source file.
fn for_each_source(dir: &Path, check: &mut dyn FnMut(&str, &str)) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        // What other people's programs bring along is not ours.
        if path.ends_with("node_modules") {
            continue;
        }
        if path.is_dir() {
            // Programs of others that the tests in `tests/outside` need.
            if !path.ends_with("node_modules") {
                for_each_source(&path, check);
            }
        } else if path.extension().is_none_or(|ending| !NO_SOURCE.iter().any(|it| ending == *it)) {
            check(path.to_str().unwrap(), &fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn imports_point_down() {
    for_each_source(Path::new("src"), &mut |path, text| {
        let module = path["src/".len()..].split(['/', '.']).next().unwrap();
        if matches!(module, "main" | "lib") {
            return;
        }
        let own = layer_of(module).unwrap_or_else(|| panic!("{path}: `{module}` has no layer"));
        for target in imports(text).iter().filter(|it| *it != module) {
            if let Some(layer) = layer_of(target) {
                assert!(layer < own, "{path}: `{module}` must not import `{target}`");
            }
        }
    });
}

fn is_rust(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|ending| ending == "rs")
}

#[test]
fn every_file_says_what_it_is() {
    for_each_source(Path::new("src"), &mut |path, text| {
        if !is_rust(path) {
            return;
        }
        assert!(text.starts_with("//! "), "{path}: first line must be a `//!` sentence");
        assert!(text.lines().count() <= 600, "{path}: more than 600 lines");
    });
    for_each_source(Path::new("tests"), &mut |path, text| {
        assert!(!is_rust(path) || text.starts_with("//! "), "{path}: first line must be a `//!` sentence");
    });
}

/// The functions of a formatted source file that are longer than `most` lines, with their lengths.
fn long_functions(text: &str, most: usize) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    let mut open: Option<(&str, usize, String)> = None;
    for (number, line) in text.lines().enumerate() {
        let body = line.trim_start();
        let indent = &line[..line.len() - body.len()];
        if let Some((own, begun, name)) = &open {
            if line.strip_prefix(own).is_some_and(|rest| matches!(rest, "}" | "};")) {
                let length = number + 1 - begun;
                if most < length {
                    found.push((name.clone(), length));
                }
                open = None;
            }
        } else if let Some((before, after)) = body.split_once("fn ")
            && before
                .split_whitespace()
                .all(|it| it.starts_with("pub") || matches!(it, "const" | "async" | "crate)" | "super)"))
            && !line.ends_with(['}', ';'])
        {
            open = Some((indent, number, word(after)));
        }
    }
    found
}

#[test]
fn functions_are_up_to_60_lines() {
    for root in ["src", "tests"] {
        for_each_source(Path::new(root), &mut |path, text| {
            if is_rust(path) {
                assert_eq!(long_functions(text, 60), [], "{path}: longer than 60 lines");
            }
        });
    }
    let long = format!(
        "impl X {{\n    pub(crate) fn long(\n        x: u8,\n    ) {{\n{}    }}\n}}\n",
        "        x;\n".repeat(60)
    );
    assert_eq!(long_functions(&long, 60), [("long".to_owned(), 64)]);
}

/// What may stand at the top of the repository.
const TOP_LEVEL: &[&str] = &[
    ".ci",
    ".git",
    ".gitignore",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "benches",
    "build.rs",
    "clippy.toml",
    "deny.toml",
    "examples",
    "fuzz",
    "rustfmt.toml",
    "src",
    "target",
    "tests",
    "trees",
];

#[test]
fn the_top_level_holds_what_such_a_project_needs() {
    for entry in fs::read_dir(".").unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(TOP_LEVEL.contains(&&*name), "`{name}` does not belong to the top level");
    }
    for name in ["LICENSE-APACHE", "LICENSE-MIT", "README.md", ".ci/run"] {
        assert!(Path::new(name).exists(), "`{name}` is missing");
    }
    for_each_source(Path::new("src"), &mut |path, _| assert!(!path.ends_with("/mod.rs"), "{path}: self-named modules"));
}

#[test]
fn modules_do_not_reach_over_their_parents() {
    for_each_source(Path::new("src"), &mut |path, text| {
        let test = text.find("#[cfg(test)]").unwrap_or(text.len());
        assert!(!text[..test].contains("super::super"), "{path}: name it from `crate::`");
    });
}

/// Marks of work that is not done. Spelt in two halves, so that this file does not hold them.
const LEFT_OVER: &[&str] = &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X"), concat!("#[ign", "ore")];

#[test]
fn nothing_is_left_undone() {
    for root in ["src", "tests", "benches", "trees", "examples"] {
        if !Path::new(root).exists() {
            continue;
        }
        for_each_source(Path::new(root), &mut |path, text| {
            if path.contains("/hostile/") {
                return;
            }
            for mark in LEFT_OVER {
                let whole = |(at, _): (usize, &str)| {
                    let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                    !inside(text[..at].chars().next_back()) && !inside(text[at + mark.len()..].chars().next())
                };
                assert!(!text.match_indices(mark).any(whole), "{path}: {mark}");
            }
        });
    }
}

/// What no message says: it blames or it begs.
const FORBIDDEN: &[&str] = &["invalid", "illegal", "please", "sorry", "oops"];

/// The string literals of a source file, comments left out.
fn literals(text: &str) -> Vec<String> {
    let (mut found, mut rest) = (Vec::new(), text);
    while let Some(at) = rest.find(['"', '/', '\'']) {
        let here = &rest[at..];
        rest = if here.starts_with("//") {
            here.find('\n').map_or("", |end| &here[end..])
        } else if let Some(body) = here.strip_prefix('"') {
            let mut escaped = false;
            let end = body.find(|c| {
                let ends = c == '"' && !escaped;
                escaped = c == '\\' && !escaped;
                ends
            });
            let end = end.unwrap_or(body.len());
            found.push(body[..end].to_owned());
            body.get(end + 1..).unwrap_or_default()
        } else {
            // A quoted character, among them the quotation mark; otherwise a lifetime.
            let quoted = ["'\"'", "'\\\"'"].into_iter().find(|it| here.starts_with(it));
            &here[quoted.map_or(1, str::len)..]
        };
    }
    found
}

fn forbidden_in(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    words.find_map(|word| FORBIDDEN.iter().find(|it| **it == word)).copied()
}

#[test]
fn messages_do_not_blame_or_beg() {
    for_each_source(Path::new("src"), &mut |path, text| {
        // The search must know what callers say, the import what authors draw, the checker what authors should not.
        let is_list = path.starts_with("src/find/words/");
        if is_list || matches!(path, "src/import/words.rs" | "src/check/prose/en.rs") {
            return;
        }
        let texts = if is_rust(path) { literals(text) } else { vec![text.to_owned()] };
        for text in texts {
            assert_eq!(forbidden_in(&text), None, "{path}: {text}");
        }
    });
    let guide = fs::read_to_string("trees/README.md").unwrap();
    assert_eq!(forbidden_in(&guide), None, "trees/README.md");
    assert_eq!(literals("let a = \"b\\\"c\"; // \"d\"\nlet e = '\"'; f(\"g\")"), ["b\\\"c", "g"]);
    assert_eq!(forbidden_in("An INVALID thing"), Some("invalid"));
    assert_eq!(forbidden_in("invalidated"), None);
}

#[test]
fn pages_of_findings_are_whole() {
    let codes = lotse::yaml::codes::ALL.iter().chain(&lotse::tree::codes::ALL);
    for code in codes {
        assert!(code.page.len() > 40, "{}: no page", code.id);
        assert_eq!(forbidden_in(code.page), None, "{}", code.id);
        let letter = code.level.as_str().chars().next().unwrap().to_ascii_uppercase();
        assert!(code.id.starts_with(letter), "{}: its letter is its level", code.id);
        assert!(code.name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || b.is_ascii_digit()), "{}", code.name);
    }
}
