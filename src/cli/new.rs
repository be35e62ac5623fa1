//! `lotse new`: asks a few questions and writes a small sound tree with its scenarios.

mod ask;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use clap::Args as Arguments;

use super::{
    Args, Exit, Outputs, findings, language,
    save::{Unsaved, save},
    shelf,
};
use crate::{
    base::{Id, Lang, Text, near},
    import::{Remedy, Reply, Said, Starter, said, slug},
    library::{Loaded, Shelf},
    screen::Style,
    words::Words,
};
use ask::{Asker, Left, folded};

/// What is known before anything is asked.
#[derive(Debug, Arguments)]
pub(super) struct Wanted {
    /// The folder of trees.
    #[arg(value_name = "DIR", default_value = "trees")]
    dir: PathBuf,
    /// The id of the tree, which is the name of its file.
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// The folder within the folder of trees.
    #[arg(long, value_name = "NAME")]
    area: Option<String>,
    /// The fault; in several languages write `--title en=TEXT --title de=TEXT`, and likewise with all texts.
    #[arg(long, value_name = "TEXT")]
    title: Vec<String>,
    /// A phrase of callers. May be repeated.
    #[arg(long = "symptom", value_name = "TEXT")]
    symptoms: Vec<String>,
    /// The first question.
    #[arg(long, value_name = "TEXT")]
    ask: Vec<String>,
    /// An answer to it; without one, yes and no. May be repeated.
    #[arg(long = "answer", value_name = "TEXT")]
    answers: Vec<String>,
    /// What is to be done at the first, second … answer; `-` where somebody takes over at once.
    #[arg(long = "do", value_name = "TEXT")]
    actions: Vec<String>,
    /// What was wrong if the first, second … thing to do helps.
    #[arg(long = "cause", value_name = "TEXT")]
    causes: Vec<String>,
    /// What to watch for after that, and what to do if it comes back; without it, a good start.
    #[arg(long = "note", value_name = "TEXT")]
    notes: Vec<String>,
    /// Who takes over when nothing helps.
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
    /// What callers are told then: what was found, what happens next; without it, a good start.
    #[arg(long, value_name = "TEXT")]
    because: Vec<String>,
}

/// Texts that were given on the command line, by language and in their order.
struct Given<'w> {
    langs: &'w [Lang],
    texts: &'w [String],
}

impl Given<'_> {
    /// Returns the texts of one language; those that name none belong to the first.
    fn of(&self, lang: Lang) -> Vec<String> {
        let own = |text: &String| match prefix(text) {
            Some((own, rest)) if self.langs.contains(&own) => (own == lang).then(|| rest.to_owned()),
            _ => (self.langs.first() == Some(&lang)).then(|| text.clone()),
        };
        self.texts.iter().filter_map(own).collect()
    }
}

/// Splits `de=Text`.
fn prefix(text: &str) -> Option<(Lang, &str)> {
    let (tag, rest) = text.split_once('=')?;
    let lang = Lang::parse(tag)?;
    [Lang::EN, Lang::DE].contains(&lang.base()).then_some((lang, rest.trim()))
}

/// Asks what is not known yet, writes both files, and proves what was written.
pub(super) fn new(args: &Args, wanted: &Wanted, outputs: &mut Outputs) -> Exit {
    let mut shelf = match shelf(&args.trees) {
        Ok(shelf) => shelf,
        Err(unopened) => return outputs.complain(&unopened.to_string(), unopened.help),
    };
    if wanted.dir.is_dir()
        && let Err(unopened) = shelf.add(&wanted.dir)
    {
        return outputs.complain(&unopened.to_string(), unopened.help);
    }
    let words = Words::new(language(args));
    let loaded = shelf.load(&[]);
    let mut asker = Asker::new(args, &words);
    let made = loop {
        match make(wanted, &loaded, &mut asker) {
            Err(Left::Back) => asker.go_back(),
            made => break made,
        }
    };
    asker.close();
    let (starter, path) = match made {
        Ok(made) => made,
        Err(Left::Interrupted | Left::Back) => {
            outputs.talk.text(0, Style::Plain, &words.say("new-left"));
            return Exit::Unfinished;
        }
        Err(Left::Unfit(problem, help)) => return outputs.complain(&problem, &help),
    };
    let tests = path.with_extension("test.yaml");
    if let Err(unsaved) = write(&starter, &path, &tests) {
        return outputs.complain(&unsaved.to_string(), unsaved.help());
    }
    let (tree, tests) = (path.display().to_string(), tests.display().to_string());
    let gaps = [("tree", (&tree).into()), ("tests", (&tests).into()), ("count", starter.count().into())];
    outputs.out.text(0, Style::Strong, &words.tell("new-written", &gaps));
    let is_clean = prove(args, wanted, &path, outputs);
    outputs.out.gap();
    outputs.out.text(0, Style::Plain, &words.say("new-next"));
    let dir = wanted.dir.display();
    let id = path.file_stem().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let next = [
        (format!("lotse check {dir}"), "new-next-check"),
        (format!("lotse run {id} --trees {dir}"), "new-next-run"),
        (format!("lotse test {dir}"), "new-next-test"),
    ];
    let widest = next.iter().map(|(command, _)| command.len()).max().unwrap_or_default();
    for (command, what) in &next {
        outputs.out.item(2, &format!("{command:widest$}  "), Style::Plain, &words.say(what));
    }
    if is_clean { Exit::Good } else { Exit::Findings }
}

/// Learns everything that the tree needs.
fn make(wanted: &Wanted, loaded: &Loaded, asker: &mut Asker<'_>) -> Result<(Starter, PathBuf), Left> {
    let mut langs: Vec<Lang> = Vec::new();
    for (lang, _) in wanted.title.iter().filter_map(|it| prefix(it)) {
        if !langs.contains(&lang) {
            langs.push(lang);
        }
    }
    if langs.is_empty() && !wanted.title.is_empty() {
        langs.push(asker.lang());
    }
    if langs.is_empty() {
        langs = asker.languages()?;
    }
    let texts = |texts| Given { langs: &langs, texts };
    let title = asker.text(&langs, "new-title", &[], &texts(&wanted.title))?;
    let path = place(wanted, &langs, &title, asker)?;
    let mut symptoms = Vec::new();
    for lang in &langs {
        let given = texts(&wanted.symptoms).of(*lang);
        let phrases = if given.is_empty() { asker.lines(*lang, langs.len(), "new-symptoms")? } else { given };
        symptoms.push((*lang, phrases));
    }
    let ask = asker.text(&langs, "new-ask", &[], &texts(&wanted.ask))?;
    let is_complete = !wanted.actions.is_empty();
    let mut replies = replies(&langs, &texts(&wanted.answers), is_complete, asker)?;
    remedies(wanted, &langs, &mut replies, asker)?;
    let role = role(wanted.role.as_deref(), loaded, asker, is_complete)?;
    let because = texts(&wanted.because);
    let because = asker.text_or_start(
        &langs,
        ("new-because", "new-because-start"),
        &|lang| because.of(lang).into_iter().next(),
        is_complete,
    )?;
    let schema = wanted.dir.join("tree.schema.json").is_file().then(|| "../tree.schema.json".to_owned());
    let human = loaded.sealed.library().vocabulary().human.as_ref();
    let collect = human.map(|it| it.collect.iter().map(|fact| fact.id.to_string()).collect()).unwrap_or_default();
    Ok((Starter { langs, title, symptoms, ask, replies, role, because, collect, schema }, path))
}

/// Finds out where the file goes.
fn place(wanted: &Wanted, langs: &[Lang], title: &Text, asker: &mut Asker<'_>) -> Result<PathBuf, Left> {
    let mut own = Shelf::empty();
    let taken: BTreeSet<Id> = match own.add(&wanted.dir) {
        Ok(()) => own.ids(),
        Err(_) => BTreeSet::new(),
    };
    let is_fit = |id: &str| Id::is_well_formed(id) && id.starts_with(|c: char| c.is_ascii_lowercase());
    let area = loop {
        let area = match &wanted.area {
            Some(area) => area.clone(),
            // A folder is a name for people at first; what the file system gets is told at the end.
            None => {
                let typed = asker.line("new-area", &[], None)?;
                let is_name = !is_fit(&typed) && !typed.contains(['/', '\\', '.']);
                slug(&typed).filter(|_| is_name).unwrap_or(typed)
            }
        };
        if is_fit(&area) {
            break area;
        }
        asker.refuse("new-area-unfit", &[], wanted.area.is_some())?;
    };
    let first = langs.first().and_then(|lang| title.exact(*lang)).unwrap_or_default();
    let default = slug(first).unwrap_or_else(|| "new-tree".to_owned());
    loop {
        let id = match &wanted.id {
            Some(id) => id.clone(),
            None => asker.line("new-id", &[("default", (&default).into())], Some(&default))?,
        };
        let path = wanted.dir.join(&area).join(format!("{id}.yaml"));
        if !is_fit(&id) {
            asker.refuse("new-id-unfit", &[], wanted.id.is_some())?;
        } else if path.exists() || path.with_extension("test.yaml").exists() || taken.contains(id.as_str()) {
            let shown = path.display().to_string();
            asker.refuse("new-id-taken", &[("path", (&shown).into())], wanted.id.is_some())?;
        } else {
            return Ok(path);
        }
    }
}

/// Finds out which answers there are.
fn replies(langs: &[Lang], given: &Given<'_>, is_complete: bool, asker: &mut Asker<'_>) -> Result<Vec<Reply>, Left> {
    let plain = || [true, false].map(|is_yes| Reply { is_yes, ..Reply::default() }).to_vec();
    if given.texts.is_empty() && is_complete {
        return Ok(plain());
    }
    let mut replies: Vec<Reply> = Vec::new();
    for lang in langs {
        let own = given.of(*lang);
        loop {
            let count = replies.len();
            let labels = if own.is_empty() { asker.replies(*lang, langs.len(), count)? } else { own.clone() };
            if labels.is_empty() && count == 0 {
                return Ok(plain());
            }
            let distinct: BTreeSet<String> = labels.iter().map(|it| folded(it)).collect();
            let is_plain = |labels: &[String]| {
                let meant: Vec<_> = labels.iter().map(|it| said(it)).collect();
                meant == [(Said::Yes, true), (Said::No, true)]
            };
            if count == 0 && is_plain(&labels) {
                return Ok(plain());
            }
            let is_fit = distinct.len() == labels.len() && distinct.iter().all(|it| !it.is_empty());
            if !is_fit || (count == 0 && labels.len() < 2) {
                asker.refuse("new-replies-few", &[], !own.is_empty())?;
                continue;
            }
            if count != 0 && labels.len() != count {
                asker.refuse("new-replies-count", &[("count", count.into())], !own.is_empty())?;
                continue;
            }
            replies.resize_with(labels.len(), Reply::default);
            for (reply, label) in replies.iter_mut().zip(&labels) {
                reply.label.get_or_insert_with(Text::default).set(*lang, label);
            }
            break;
        }
    }
    Ok(replies)
}

/// Finds out what is done at each answer.
fn remedies(wanted: &Wanted, langs: &[Lang], replies: &mut [Reply], asker: &mut Asker<'_>) -> Result<(), Left> {
    let of = |texts| Given { langs, texts };
    let (actions, causes, notes) = (of(&wanted.actions), of(&wanted.causes), of(&wanted.notes));
    let is_given = !wanted.actions.is_empty();
    let Some(main) = langs.first().copied() else { return Ok(()) };
    loop {
        let mut helped = 0;
        for (at, reply) in replies.iter_mut().enumerate() {
            let (mut action, mut cause) = (Text::default(), Text::default());
            let answer = |lang: Lang| match &reply.label {
                Some(label) => label.get(lang).to_owned(),
                None => Words::new(lang).say(if reply.is_yes { "answer-yes" } else { "answer-no" }),
            };
            let given = |texts: &Given<'_>, lang: Lang, at: usize| texts.of(lang).get(at).cloned();
            for lang in langs {
                let id = if *lang == main { "new-do" } else { "new-do-again" };
                let words = match given(&actions, *lang, at) {
                    Some(words) => words,
                    None if is_given => "-".to_owned(),
                    None => asker.action(id, &answer(*lang), *lang, langs.len(), *lang != main)?,
                };
                if matches!(words.trim(), "" | "-") {
                    break;
                }
                action.set(*lang, &words);
            }
            for lang in langs.iter().filter(|_| !action.is_empty()) {
                let words = match given(&causes, *lang, helped) {
                    Some(words) => words,
                    None if is_given => {
                        let problem = format!("there is no cause for `{}`", action.get(*lang));
                        let help = "write a --cause for each --do, in each language";
                        return Err(Left::Unfit(problem, help.to_owned()));
                    }
                    None => asker.of_language("new-cause", *lang, langs.len())?,
                };
                cause.set(*lang, &words);
            }
            if !action.is_empty() {
                let note = asker.text_or_start(
                    langs,
                    ("new-note", "new-note-start"),
                    &|lang| given(&notes, lang, helped),
                    is_given,
                )?;
                helped += 1;
                reply.remedy = Some(Remedy { action, cause, note });
            }
        }
        if helped != 0 {
            return Ok(());
        }
        asker.refuse("new-remedy-needed", &[], is_given)?;
    }
}

/// Finds out who takes over.
fn role(given: Option<&str>, loaded: &Loaded, asker: &mut Asker<'_>, is_complete: bool) -> Result<String, Left> {
    let vocabulary = loaded.sealed.library().vocabulary();
    let roles: Vec<(&str, &str)> =
        vocabulary.roles.iter().map(|(id, role)| (id.as_str(), role.name.get(asker.lang()))).collect();
    let human = vocabulary.human.as_ref().map(|human| human.role.id.as_str());
    let default = human.or_else(|| roles.first().map(|(id, _)| *id)).unwrap_or("service-desk");
    if given.is_none() && is_complete {
        return Ok(default.to_owned());
    }
    loop {
        let typed = match given {
            Some(role) => role.to_owned(),
            None => asker.role(&roles, default)?,
        };
        let position = typed.trim().parse::<usize>().ok().and_then(|at| roles.get(at.checked_sub(1)?));
        let named = roles.iter().find(|(id, name)| folded(id) == folded(&typed) || folded(name) == folded(&typed));
        if let Some((id, _)) = position.or(named) {
            return Ok((*id).to_owned());
        }
        let near = near(&typed, roles.iter().map(|(id, _)| *id));
        let list = near.map_or_else(|| roles.iter().map(|(id, _)| *id).collect::<Vec<_>>().join(", "), str::to_owned);
        asker.refuse("new-role-unknown", &[("list", (&list).into())], given.is_some())?;
    }
}

/// Writes both files, or none.
fn write(starter: &Starter, path: &Path, tests: &Path) -> Result<(), Unsaved> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| Unsaved::Refused(folder.to_owned(), error))?;
    }
    save(tests, &starter.scenarios(), false)?;
    save(path, &starter.tree(), false).inspect_err(|_| {
        // The error that is told is the one that happened first.
        let _removed = fs::remove_file(tests);
    })
}

/// Checks what was written; shows what the checker finds in it.
fn prove(args: &Args, wanted: &Wanted, path: &Path, outputs: &mut Outputs) -> bool {
    let Ok(mut shelf) = shelf(&args.trees) else { return false };
    if shelf.add(&wanted.dir).is_err() {
        return false;
    }
    let loaded = shelf.load_all();
    let name = path.display().to_string();
    let is_own = |it: &crate::base::Diagnostic| loaded.sources.get(it.place.source).is_some_and(|it| it.name == name);
    let found: Vec<_> = loaded.findings.iter().filter(|it| is_own(it)).cloned().collect();
    findings::show(&mut outputs.out, &loaded.sources, &found);
    found.iter().all(|it| it.level() == crate::base::Level::Hint)
}
