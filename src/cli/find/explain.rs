//! `lotse find --explain`: why the search found what it found, for people and for programs.

use serde::Serialize;

use super::{Args, Exit, Format, Outputs, language, rounded};
use crate::{
    base::clean_line,
    find::{Explanation, Finder, Reading, TreeTold, WordTold},
    library::Listed,
    screen::Style,
};

/// Of how many trees it is told why.
const TREES: usize = 3;

/// How many words are named that tell much by what was learned.
const TELLING_WORDS: usize = 5;

/// What such a word adds at least.
const TELLING: f64 = 0.1;

#[derive(Serialize)]
struct Told<'a> {
    format: u8,
    language: &'a str,
    sure: bool,
    probability: f64,
    words: Vec<Word<'a>>,
    trees: Vec<Tree<'a>>,
}

#[derive(Serialize)]
struct Word<'a> {
    said: &'a str,
    denied: bool,
    weight: f64,
    device: Option<&'a str>,
    read_as: &'a [String],
    known: bool,
}

#[derive(Serialize)]
struct Tree<'a> {
    id: &'a str,
    score: f64,
    own: f64,
    probability: f64,
    words: f64,
    phrase: f64,
    device: f64,
    best: Option<&'a str>,
    met: Vec<Met<'a>>,
    learned: Option<Learned<'a>>,
}

#[derive(Serialize)]
struct Met<'a> {
    word: &'a str,
    fields: Vec<&'static str>,
    points: f64,
}

#[derive(Serialize)]
struct Learned<'a> {
    probability: f64,
    words: Vec<Telling<'a>>,
}

#[derive(Serialize)]
struct Telling<'a> {
    word: &'a str,
    adds: f64,
}

/// Tells why.
pub(super) fn explain(args: &Args, finder: &Finder, listed: &[Listed], text: &str, outputs: &mut Outputs) -> Exit {
    let told = finder.explain(text, language(args), TREES);
    let exit = if told.trees.is_empty() { Exit::Findings } else { Exit::Good };
    if args.format == Format::Json {
        outputs.out.json(&written(&told));
        return exit;
    }
    words(&told, outputs);
    for (at, tree) in told.trees.iter().enumerate() {
        let title = listed.iter().find(|it| it.id == tree.tree).map(|it| it.title.get(language(args)).to_owned());
        outputs.out.gap();
        let heading = format!("{}  {}: {}", at + 1, tree.tree, title.unwrap_or_default());
        outputs.out.text(0, Style::Strong, &heading);
        points(tree, outputs);
    }
    outputs.out.gap();
    outputs.out.text(0, Style::Strong, &verdict(&told));
    exit
}

fn words(told: &Explanation, outputs: &mut Outputs) {
    let language = if told.lang.base() == crate::base::Lang::DE { "German" } else { "English" };
    outputs.out.text(0, Style::Strong, &format!("What was said, read as {language}"));
    if told.words.is_empty() {
        outputs.out.text(2, Style::Plain, "nothing that tells anything about a fault");
    }
    let typed: Vec<String> = told.words.iter().map(|word| clean_line(&word.typed).into_owned()).collect();
    let widest = typed.iter().map(|it| it.chars().count()).max().unwrap_or_default();
    for (word, typed) in told.words.iter().zip(typed) {
        outputs.out.item(2, &format!("{typed:widest$}  "), Style::Plain, &became(word));
    }
}

/// Says what became of a word.
fn became(word: &WordTold) -> String {
    let mut said = match &word.reading {
        Reading::Known => format!("known, weighs {:.1}", word.weight),
        Reading::Corrected(near) => format!("misspelt, read as {}, weighs {:.1}", near.join(" or "), word.weight),
        Reading::Split(parts) => format!("taken apart into {}, weighs {:.1}", parts.join(" + "), word.weight),
        Reading::Unknown => "known to no tree and no list".to_owned(),
    };
    if word.denied {
        said.push_str(", denied");
    }
    if let Some(device) = word.device {
        said.push_str(", names a device: ");
        said.push_str(device);
    }
    said
}

fn points(tree: &TreeTold, outputs: &mut Outputs) {
    let mut line = |text: &str| outputs.out.item(3, "", Style::Plain, text);
    line(&format!("{:.2} points, meant with {:.0} %", tree.score, 100.0 * tree.probability));
    let met = tree.words.iter().map(|met| {
        let fields: Vec<&str> = met.fields.iter().map(|field| field.as_str()).collect();
        format!("{} {:.2} ({})", clean_line(&met.typed), met.points, fields.join(", "))
    });
    if let Some(learned) = &tree.learned {
        let told = learned.words.iter().filter(|(_, adds)| TELLING <= adds.abs()).take(TELLING_WORDS);
        let told: Vec<String> = told.map(|(word, adds)| format!("{} {adds:+.1}", clean_line(word))).collect();
        line(&format!("learned {:.0} %: {}", 100.0 * learned.probability, told.join("; ")));
    }
    if !tree.words.is_empty() {
        line(&format!("words {:.2}: {}", tree.met, met.collect::<Vec<_>>().join("; ")));
    }
    if let Some((field, text, fits)) = &tree.phrase {
        line(&format!("phrase {fits:.2}: the {} “{}”", field.as_str(), clean_line(text)));
    }
    if tree.device != 0.0 {
        line(&format!("device {:+.2}", tree.device));
    }
}

fn verdict(told: &Explanation) -> String {
    let Some(first) = told.trees.first() else { return "Nothing fits.".to_owned() };
    let least = 100.0 * Explanation::SURE;
    let probability = 100.0 * first.probability;
    let second = told.trees.get(1).map_or_else(String::new, |second| {
        format!(" `{}` has {:.0} % of its points.", second.tree, 100.0 * second.score / first.score)
    });
    if told.found.is_sure {
        format!("Sure of `{}`: {probability:.0} %, and from {least:.0} % on nothing is asked.{second}", first.tree)
    } else {
        format!("Not sure of `{}`: {probability:.0} %, and below {least:.0} % it is asked.{second}", first.tree)
    }
}

fn written(told: &Explanation) -> Told<'_> {
    let word = |word: &'_ WordTold| -> (bool, f64) { (word.denied, rounded(word.weight)) };
    Told {
        format: 1,
        language: told.lang.as_str(),
        sure: told.found.is_sure,
        probability: rounded(told.trees.first().map_or(0.0, |tree| tree.probability)),
        words: told
            .words
            .iter()
            .map(|it| {
                let (denied, weight) = word(it);
                let read_as = match &it.reading {
                    Reading::Corrected(words) | Reading::Split(words) => words.as_slice(),
                    Reading::Known | Reading::Unknown => &[],
                };
                let known = it.reading != Reading::Unknown;
                Word { said: &it.typed, denied, weight, device: it.device, read_as, known }
            })
            .collect(),
        trees: told.trees.iter().map(tree).collect(),
    }
}

fn tree(told: &TreeTold) -> Tree<'_> {
    let met = told.words.iter().map(|met| Met {
        word: &met.typed,
        fields: met.fields.iter().map(|field| field.as_str()).collect(),
        points: rounded(met.points),
    });
    Tree {
        id: told.tree.as_str(),
        score: rounded(told.score),
        own: rounded(told.own),
        probability: rounded(told.probability),
        words: rounded(told.met),
        phrase: rounded(told.phrase.as_ref().map_or(0.0, |(_, _, fits)| *fits)),
        device: rounded(told.device),
        best: told.phrase.as_ref().map(|(_, text, _)| text.as_str()),
        met: met.collect(),
        learned: told.learned.as_ref().map(|learned| Learned {
            probability: rounded(learned.probability),
            words: learned.words.iter().map(|(word, adds)| Telling { word, adds: rounded(*adds) }).collect(),
        }),
    }
}
