//! Lists what is built in: the rules of the checker, so that adding a rule is adding one file, and the trees.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a build script is an adapter and may stop the build"
)]

use std::{
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use sha2::{Digest as _, Sha256};

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").unwrap();
    let out = env::var("OUT_DIR").unwrap();
    list_rules(&Path::new(&root).join("src/check/rules"), Path::new(&out));
    embed_trees(&Path::new(&root).join("trees"), &Path::new(&out).join("trees.rs"));
}

/// Writes the module list and the table of the rules, and the page of each.
fn list_rules(rules: &Path, out: &Path) {
    println!("cargo::rerun-if-changed={}", rules.display());
    let mut names: Vec<String> = fs::read_dir(rules)
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().into_string().unwrap().strip_suffix(".rs").map(str::to_owned))
        .collect();
    names.sort();
    let (mut modules, mut table) = (String::new(), String::new());
    for name in &names {
        let file = rules.join(format!("{name}.rs"));
        let page = out.join(format!("{name}.md"));
        fs::write(&page, page_of(&fs::read_to_string(&file).unwrap())).unwrap();
        let (file, page) = (file.to_str().unwrap(), page.to_str().unwrap());
        writeln!(modules, "#[path = {file:?}]\nmod {name};").unwrap();
        writeln!(table, "    (&{name}::RULE, {name}::RULE.explained(include_str!({page:?}))),").unwrap();
    }
    let list = format!(
        "{modules}\n/// Every rule with its code, by file name.\n\
        pub(in crate::check) static RULES: [(&Rule, Code); {}] = [\n{table}];\n",
        names.len()
    );
    fs::write(out.join("rules.rs"), list).unwrap();
}

/// The doc comment at the top of a file, as Markdown.
fn page_of(text: &str) -> String {
    text.lines()
        .map_while(|line| line.strip_prefix("//!"))
        .flat_map(|line| [line.strip_prefix(' ').unwrap_or(line), "\n"])
        .collect()
}

/// Writes a list of name, text and hash for every tree and vocabulary file, and the texts of their indexes.
fn embed_trees(trees: &Path, list: &Path) {
    println!("cargo::rerun-if-changed={}", trees.display());
    let mut files = Vec::new();
    collect(trees, &mut files);
    files.sort();
    let mut code = String::from("static FILES: &[(&str, &str, &str)] = &[\n");
    for file in files {
        let name = file.strip_prefix(trees).unwrap().to_str().unwrap().replace('\\', "/");
        let mut hash = String::new();
        for byte in Sha256::digest(fs::read(&file).unwrap()) {
            write!(hash, "{byte:02x}").unwrap();
        }
        writeln!(code, "    ({name:?}, include_str!({:?}), {hash:?}),", file.to_str().unwrap()).unwrap();
    }
    code.push_str("];\n");
    for (constant, name) in [("INDEX", "index.json"), ("SEARCH", "search.json")] {
        let file = trees.join(name);
        let text =
            if file.is_file() { format!("include_str!({:?})", file.to_str().unwrap()) } else { "\"\"".to_owned() };
        writeln!(code, "static {constant}: &str = {text};").unwrap();
    }
    fs::write(list, code).unwrap();
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|it| it == "yaml") && !name.ends_with(".test.yaml") {
            files.push(path);
        }
    }
}
