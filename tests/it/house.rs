//! Checks the house rules that the compiler does not know.

use std::{fs, path::Path};

/// Layers from the bottom up: a module imports only from layers below its own.
/// `check` lies below the other pure logic, because the engine takes only what it has sealed.
const LAYERS: &[&[&str]] = &[
    &["base"],
    &["yaml", "words"],
    &["tree"],
    &["check"],
    &["engine", "find"],
    &["case"],
    &["report"],
    &["library"],
    &["cli", "repl"],
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

/// Calls `check` with the path and the text of every source file.
fn for_each_source(dir: &Path, check: &mut dyn FnMut(&str, &str)) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            for_each_source(&path, check);
        } else {
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

#[test]
fn every_file_says_what_it_is() {
    for_each_source(Path::new("src"), &mut |path, text| {
        assert!(text.starts_with("//! "), "{path}: first line must be a `//!` sentence");
        assert!(text.lines().count() <= 600, "{path}: more than 600 lines");
    });
}
