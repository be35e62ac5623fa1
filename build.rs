//! Lists the rules of the checker, so that adding a rule is adding one file.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a build script is an adapter and may stop the build"
)]

use std::{env, fmt::Write as _, fs, path::Path};

fn main() {
    let rules = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap()).join("src/check/rules");
    let out = env::var("OUT_DIR").unwrap();
    println!("cargo::rerun-if-changed={}", rules.display());
    let mut names: Vec<String> = fs::read_dir(&rules)
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().into_string().unwrap().strip_suffix(".rs").map(str::to_owned))
        .collect();
    names.sort();
    let (mut modules, mut table) = (String::new(), String::new());
    for name in &names {
        let file = rules.join(format!("{name}.rs"));
        let page = Path::new(&out).join(format!("{name}.md"));
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
    fs::write(Path::new(&out).join("rules.rs"), list).unwrap();
}

/// The doc comment at the top of a file, as Markdown.
fn page_of(text: &str) -> String {
    text.lines()
        .map_while(|line| line.strip_prefix("//!"))
        .flat_map(|line| [line.strip_prefix(' ').unwrap_or(line), "\n"])
        .collect()
}
