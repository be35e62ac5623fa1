//! The generated trees: made by the peers' generator, written in our format.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

fn peers() -> PathBuf {
    std::env::var("PEERS_BENCH").map_or_else(|_| PathBuf::from("../shared/peers-bench"), PathBuf::from)
}

fn work() -> PathBuf {
    let work = Path::new(env!("CARGO_TARGET_TMPDIR")).join("peers");
    fs::create_dir_all(&work).unwrap();
    work
}

/// Builds one program of the peers' workspace from a copy, so that nothing is written beside it.
fn build(package: &str) -> Option<PathBuf> {
    let built = work().join("target/release").join(package);
    if built.exists() {
        return Some(built);
    }
    let copy = work().join("source");
    let copied = Command::new("cp").arg("-rT").args([peers(), copy.clone()]).status().is_ok_and(|it| it.success());
    let done = copied
        && Command::new("cargo")
            .args(["build", "--release", "--quiet", "-p", package, "--manifest-path"])
            .arg(copy.join("Cargo.toml"))
            .env("CARGO_TARGET_DIR", work().join("target"))
            .status()
            .is_ok_and(|it| it.success());
    done.then_some(built)
}

/// The floors, if they can be built.
pub(crate) fn floor() -> Option<PathBuf> {
    let floor = build("floor");
    if floor.is_none() {
        println!("the floors could not be built: name their folder in PEERS_BENCH");
    }
    floor
}

/// Makes the tree of one size and returns its folder.
pub(crate) fn make(size: usize) -> PathBuf {
    let dir = work().join(format!("t{size}"));
    if dir.join("ours/synthetic.yaml").exists() {
        return dir;
    }
    fs::create_dir_all(dir.join("ours")).unwrap();
    let generator = build("gen").expect("the generator is in the folder that PEERS_BENCH names");
    let made = Command::new(generator).arg(&dir).arg(size.to_string()).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let tree: Value = serde_json::from_slice(&fs::read(dir.join("tree.json")).unwrap()).unwrap();
    fs::write(dir.join("ours/synthetic.yaml"), in_our_format(&tree)).unwrap();
    dir
}

/// Writes a generated tree as an author would. Bounded loops stay; every question may be answered "not sure".
fn in_our_format(tree: &Value) -> String {
    let quoted = |value: &Value| serde_json::to_string(value).unwrap();
    let mut yaml = String::from("format: 1\ntitle: Synthetic\ncauses: {found: {name: It was found}}\n");
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    writeln!(yaml, "start: {}\nsteps:", word(&tree["start"])).unwrap();
    for step in tree["steps"].as_array().unwrap() {
        writeln!(yaml, "  {}:", word(&step["id"])).unwrap();
        match word(&step["kind"]).as_str() {
            "ask" => {
                writeln!(yaml, "    ask: {}", word(&step["text"])).unwrap();
                if let Some(help) = step["help"].as_str() {
                    writeln!(yaml, "    look: {help}").unwrap();
                }
                let answers = step["answers"].as_array().unwrap();
                let forward = answers.iter().find(|it| it["max"].is_null()).unwrap();
                yaml += "    answers:\n";
                for (position, answer) in answers.iter().enumerate() {
                    // Two loops of one question have the same words; ours must differ.
                    let again = if answer["max"].is_null() { String::new() } else { format!(" ({position})") };
                    let label = Value::from(word(&answer["say"]) + &again);
                    writeln!(yaml, "      a{position}:\n        text: {}", quoted(&label)).unwrap();
                    let (go, then) = (word(&answer["go"]), word(&forward["go"]));
                    match answer["max"].as_u64() {
                        Some(times) => {
                            writeln!(yaml, "        next: {{step: {go}, times: {times}, then: {then}}}").unwrap();
                        }
                        None => writeln!(yaml, "        next: {go}").unwrap(),
                    }
                }
                writeln!(yaml, "      unsure: {}", word(&forward["go"])).unwrap();
            }
            "fix" => writeln!(yaml, "    fix: found\n    note: {}", quoted(&step["text"])).unwrap(),
            _ => writeln!(yaml, "    escalate: technician\n    because: {}", quoted(&step["text"])).unwrap(),
        }
    }
    yaml
}
