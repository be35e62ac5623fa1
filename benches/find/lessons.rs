//! Learns from the phrases beside `src/find/learned.rs`, and judges that by writers who were left out.

use std::{fs, io::Write as _};

use lotse::{
    base::Lang,
    find::{
        Document,
        learned::{Lesson, Model, train, version},
    },
};

/// A lesson with the letter of who wrote it.
pub(crate) struct Written {
    pub(crate) writer: char,
    pub(crate) lesson: Lesson,
}

/// The languages of the phrases, in the order of their files.
const LANGS: [Lang; 2] = [Lang::EN, Lang::DE];

fn files() -> [String; 2] {
    LANGS.map(|lang| fs::read_to_string(format!("src/find/learned/{lang}.tsv")).unwrap())
}

/// Reads the phrases of all writers.
pub(crate) fn read() -> Vec<Written> {
    let mut read = Vec::new();
    for (text, lang) in files().into_iter().zip(LANGS) {
        for line in text.lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            let trees = fields[1].split(',').map(str::to_owned).collect();
            let lesson = Lesson { text: fields[2].to_owned(), lang, trees };
            read.push(Written { writer: fields[0].chars().next().unwrap(), lesson });
        }
    }
    read
}

/// What the trees say themselves: the title counts twice.
fn of_trees(documents: &[Document]) -> Vec<Lesson> {
    let mut lessons = Vec::new();
    for document in documents {
        for (lang, texts) in &document.texts {
            let all = [&texts.title, &texts.title].into_iter().chain(&texts.symptoms).chain(&texts.causes);
            lessons.extend(all.map(|text| Lesson {
                text: text.clone(),
                lang: *lang,
                trees: vec![document.id.to_string()],
            }));
        }
    }
    lessons
}

/// Learns from everybody but these writers.
pub(crate) fn without(written: &[Written], documents: &[Document], left_out: &str) -> Model {
    let kept = written.iter().filter(|it| !left_out.contains(it.writer)).map(|it| it.lesson.clone());
    let lessons: Vec<Lesson> = kept.chain(of_trees(documents)).collect();
    train(&lessons, version(&files().each_ref().map(String::as_str)))
}

/// Learns from everybody and writes it down.
pub(crate) fn learn(documents: &[Document]) {
    let written = read();
    let model = without(&written, documents, "");
    let bytes = model.to_bytes();
    fs::File::create("src/find/learned/model.bin").unwrap().write_all(&bytes).unwrap();
    let (features, weights) = model.size();
    println!("{} phrases: {features} features, {weights} weights, {} bytes", written.len(), bytes.len());
}
