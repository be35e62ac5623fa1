//! Writes suggested walks as YAML, into a new file or behind what stands in one.

use std::fmt::Write as _;

use super::{super::search::Written, Suggestion};
use crate::{base::SourceId, scenario::read};

/// The mark of a walk that nobody has read.
const MARK: &str = "confirmed: false # suggested: read it; if it is right, delete this line";

/// Why a file cannot be added to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unwritten {
    /// It cannot be read as it stands.
    Unreadable,
    /// Its walks do not stand one below the other.
    NotInBlocks,
}

/// Writes a whole test file.
pub fn document(tree: &str, walks: &[Suggestion]) -> String {
    let mut text = format!("# What people live through in `{tree}`, from the first question to the end.\nformat: 1\n");
    text.push_str("complete: true # walks name every step that is shown, also where nothing is asked\nwalks:\n");
    write_walks(&mut text, walks, "  ");
    text
}

/// Adds walks to a test file; what stands there stays, comments included.
pub fn append(text: &str, walks: &[Suggestion]) -> Result<String, Unwritten> {
    let (before, findings) = read(SourceId::default(), "tree", text);
    let before = before.filter(|_| findings.is_empty()).ok_or(Unwritten::Unreadable)?;
    let (at, indent, is_there) = place(text)?;
    let mut added = String::new();
    if !text.get(..at).unwrap_or_default().ends_with('\n') {
        added.push('\n');
    }
    if !is_there {
        added.push_str("walks:\n");
    }
    write_walks(&mut added, walks, &indent);
    let mut whole = text.to_owned();
    whole.insert_str(at, &added);
    // Whatever a hand has written: it must read as before, with the new walks behind the old ones.
    let (after, findings) = read(SourceId::default(), "tree", &whole);
    let is_sound = findings.is_empty()
        && after.is_some_and(|after| {
            after.walks.len() == before.walks.len() + walks.len() && after.steps.len() == before.steps.len()
        });
    if is_sound { Ok(whole) } else { Err(Unwritten::NotInBlocks) }
}

/// Finds where new walks belong, how deep, and whether there are walks already.
fn place(text: &str) -> Result<(usize, String, bool), Unwritten> {
    let mut offset = 0;
    let mut in_walks = false;
    let mut found = None;
    let mut indent = None;
    for line in text.split_inclusive('\n') {
        let is_key = line.starts_with(|c: char| c.is_ascii_alphabetic());
        if is_key {
            in_walks = line.starts_with("walks:");
            let rest = line.trim_start_matches("walks:").trim();
            if in_walks && !(rest.is_empty() || rest.starts_with('#')) {
                return Err(Unwritten::NotInBlocks);
            }
        }
        offset += line.len();
        // Blank lines and comments behind the last walk belong to what follows.
        let is_content = !line.trim().is_empty() && (line.starts_with([' ', '\t']) || is_key);
        if in_walks && is_content {
            found = Some(offset);
            let depth = line.len() - line.trim_start().len();
            if !is_key && indent.is_none() && !line.trim_start().starts_with('#') {
                indent = Some(" ".repeat(depth));
            }
        }
    }
    let indent = indent.unwrap_or_else(|| "  ".to_owned());
    Ok(match found {
        Some(at) => (at, indent, true),
        None => (text.len(), indent, false),
    })
}

fn write_walks(text: &mut String, walks: &[Suggestion], indent: &str) {
    for walk in walks {
        // Writing to a string cannot fail.
        let _written = write_walk(text, walk, indent);
    }
}

fn write_walk(text: &mut String, walk: &Suggestion, indent: &str) -> std::fmt::Result {
    writeln!(text, "{indent}{}:", walk.id)?;
    writeln!(text, "{indent}  {MARK}")?;
    if walk.as_agent {
        writeln!(text, "{indent}  as: agent")?;
    }
    if !walk.facts.is_empty() {
        let facts: Vec<String> = walk.facts.iter().map(|(name, value)| format!("{name}: {}", scalar(value))).collect();
        writeln!(text, "{indent}  facts: {{{}}}", facts.join(", "))?;
    }
    if !walk.answers.is_empty() {
        writeln!(text, "{indent}  answers:")?;
    }
    for (name, visits) in by_step(&walk.answers) {
        match visits.as_slice() {
            [one] => writeln!(text, "{indent}    {name}: {}", scalar(one))?,
            several => {
                let several: Vec<String> = several.iter().map(|it| scalar(it)).collect();
                writeln!(text, "{indent}    {name}: [{}]", several.join(", "))?;
            }
        }
    }
    writeln!(text, "{indent}  ends: {{{}}}", walk.ends)?;
    match &walk.at {
        Some(at) => writeln!(text, "{indent}  at: {at}"),
        None => Ok(()),
    }
}

/// Gathers the replies of each step, in the order of first visits.
fn by_step(answers: &[(String, Written)]) -> Vec<(&str, Vec<&Written>)> {
    let mut steps: Vec<(&str, Vec<&Written>)> = Vec::new();
    for (name, written) in answers {
        match steps.iter_mut().find(|(own, _)| own == name) {
            Some((_, visits)) => visits.push(written),
            None => steps.push((name, vec![written])),
        }
    }
    steps
}

/// Writes a scalar so that YAML gives it back as it is.
fn scalar(written: &Written) -> String {
    let plain = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-')
            && !matches!(text, "null" | "Null" | "NULL" | "-")
            && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.+ ".contains(c))
            && !text.starts_with("- ")
            && !text.ends_with(' ')
    };
    match written {
        Written::Several(several) => format!("{{many: [{}]}}", several.join(", ")),
        Written::Plain(text) if plain(text) => text.clone(),
        Written::Plain(text) | Written::Quoted(text) => serde_json::to_string(text).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(id: &str) -> Suggestion {
        let answers = [("a", "yes"), ("b.c", "no"), ("a", "no")];
        let answers = answers.map(|(step, word)| (step.to_owned(), Written::Plain(word.to_owned())));
        Suggestion {
            id: id.to_owned(),
            as_agent: true,
            facts: vec![("text".to_owned(), Written::Quoted("a: b # \"c\"".to_owned()))],
            answers: answers.to_vec(),
            ends: "fix: d".to_owned(),
            at: Some("e".to_owned()),
        }
    }

    const WALK: &str = "    confirmed: false # suggested: read it; if it is right, delete this line\n    as: agent\n    \
        facts: {text: \"a: b # \\\"c\\\"\"}\n    answers:\n      a: [yes, no]\n      b.c: no\n    ends: {fix: d}\n    at: e\n";

    #[test]
    fn what_stands_there_stays() {
        let old = "# mine\nformat: 1\nwalks:\n  # first\n  x: {ends: {fix: d}} # why\n\n# the rest\nsteps:\n  y: {at: a, leads: b}\n";
        let added = append(old, &[walk("new")]).unwrap();
        let expected = old.replace("# why\n", &format!("# why\n  new:\n{WALK}"));
        assert_eq!(added, expected);
    }

    #[test]
    fn walks_are_begun_and_unusual_files_are_left_alone() {
        let added = append("format: 1\nsteps:\n  y: {at: a, leads: b}", &[walk("new")]).unwrap();
        assert_eq!(added, format!("format: 1\nsteps:\n  y: {{at: a, leads: b}}\nwalks:\n  new:\n{WALK}"));
        assert_eq!(append("format: 1\nwalks: {x: {ends: {fix: d}}}\n", &[walk("new")]), Err(Unwritten::NotInBlocks));
        assert_eq!(append("format: 1\nwalks:\n  new: {ends: {fix: d}}\n", &[walk("new")]), Err(Unwritten::NotInBlocks));
        assert_eq!(append("format: 2\n", &[walk("new")]), Err(Unwritten::Unreadable));
        assert_eq!(document("t", &[walk("new")]).lines().count(), 13);
    }
}
