//! Asks for what a new tree needs, one question at a time.

use super::Given;
use crate::{
    base::{Lang, Text, clean_line},
    cli::{Args, language},
    repl::{Ask, Prompt, Terminal, Typed, open},
    screen::{Screen, Style},
    words::{Value, Words},
};

/// Why there is no tree.
pub(super) enum Left {
    /// Ctrl-C, or the end of the input.
    Interrupted,
    /// One answer back.
    Back,
    /// Something on the command line does not fit: what, and what to do.
    Unfit(String, String),
}

/// Holds the conversation.
pub(super) struct Asker<'w> {
    args: &'w Args,
    words: &'w Words,
    screen: Screen,
    /// Opened with the first question, so that nothing is read where nothing is asked.
    terminal: Option<Box<dyn Terminal>>,
    /// All lines that were typed.
    heard: Vec<String>,
    /// How many of them were given anew since somebody went back: so far nothing is asked.
    repeated: usize,
}

/// A text as it is compared with others.
pub(super) fn folded(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect()
}

impl<'w> Asker<'w> {
    pub(super) fn new(args: &'w Args, words: &'w Words) -> Self {
        Self { args, words, screen: Screen::stdout(args.color), terminal: None, heard: Vec::new(), repeated: 0 }
    }

    /// Forgets the last answer; the others are given again when all is asked anew.
    pub(super) fn go_back(&mut self) {
        self.heard.pop();
        self.repeated = 0;
    }

    /// Says whether an answer is known from before somebody went back.
    fn is_repeating(&self) -> bool {
        self.repeated < self.heard.len()
    }

    /// Ends the conversation.
    pub(super) fn close(mut self) {
        if self.terminal.is_some() {
            self.screen.gap();
        }
    }

    /// Returns the language of the conversation.
    pub(super) fn lang(&self) -> Lang {
        language(self.args).base()
    }

    /// Refuses what was typed, or ends the program if it stood on the command line.
    pub(super) fn refuse(&mut self, id: &str, gaps: &[(&str, Value<'_>)], is_given: bool) -> Result<(), Left> {
        let text = self.words.tell(id, gaps);
        if is_given {
            return Err(Left::Unfit(text, String::new()));
        }
        if !self.is_repeating() {
            self.screen.text(2, Style::Plain, &text);
        }
        Ok(())
    }

    fn show(&mut self, question: &str) {
        if self.terminal.is_none() {
            self.terminal = Some(open(&self.screen));
            self.screen.text(0, Style::Quiet, &self.words.say("new-begin"));
        }
        if !self.is_repeating() {
            self.screen.gap();
            self.screen.text(2, Style::Strong, question);
        }
    }

    /// Reads one line.
    fn read(&mut self) -> Result<String, Left> {
        if let Some(line) = self.heard.get(self.repeated) {
            self.repeated += 1;
            return Ok(line.clone());
        }
        let line = self.read_anew()?;
        self.heard.push(line.clone());
        self.repeated = self.heard.len();
        Ok(line)
    }

    fn read_anew(&mut self) -> Result<String, Left> {
        loop {
            let Some(terminal) = &mut self.terminal else { return Err(Left::Interrupted) };
            match terminal.read(&mut self.screen, Ask { prompt: Prompt::Words, offers: &[], private: false }) {
                Typed::Line(line) if matches!(line.trim(), ":quit" | ":ende" | ":q") => return Err(Left::Interrupted),
                Typed::Line(line) if matches!(line.trim(), ":back" | ":zurück" | ":zurueck" | ":b") => {
                    return Err(Left::Back);
                }
                Typed::Line(line) => return Ok(clean_line(&line).trim().to_owned()),
                Typed::NotText | Typed::TooLong => {
                    self.screen.text(2, Style::Plain, &self.words.say("reject-not-text"));
                }
                Typed::End | Typed::Interrupted => return Err(Left::Interrupted),
            }
        }
    }

    /// Asks until there is an answer; an empty line is the default, if there is one.
    pub(super) fn line(&mut self, id: &str, gaps: &[(&str, Value<'_>)], default: Option<&str>) -> Result<String, Left> {
        let question = self.words.tell(id, gaps);
        self.needed(&question, default)
    }

    fn needed(&mut self, question: &str, default: Option<&str>) -> Result<String, Left> {
        self.show(question);
        loop {
            let typed = self.read()?;
            match default {
                Some(default) if typed.is_empty() => return Ok(default.to_owned()),
                _ if typed.is_empty() => self.refuse("new-needed", &[], false)?,
                _ => return Ok(typed),
            }
        }
    }

    /// Says in which language an answer is wanted, where there are several.
    fn in_language(&self, question: String, lang: Lang, count: usize) -> String {
        if count < 2 {
            return question;
        }
        let name = self.words.say(&format!("new-lang-{}", lang.base()));
        self.words.tell("new-in", &[("question", (&question).into()), ("lang", (&name).into())])
    }

    /// Asks for the languages of the tree.
    pub(super) fn languages(&mut self) -> Result<Vec<Lang>, Left> {
        let own = self.lang();
        self.show(&self.words.say("new-langs"));
        loop {
            let typed = self.read()?;
            let tags: Vec<&str> =
                typed.split(|c: char| !c.is_ascii_alphanumeric()).filter(|it| !it.is_empty()).collect();
            let langs: Option<Vec<Lang>> =
                tags.iter().map(|tag| Lang::parse(tag).filter(|it| [Lang::EN, Lang::DE].contains(it))).collect();
            match langs {
                Some(langs) if langs.is_empty() => return Ok(vec![own]),
                Some(mut langs) => {
                    let mut seen = Vec::new();
                    langs.retain(|lang| {
                        !seen.contains(lang) && {
                            seen.push(*lang);
                            true
                        }
                    });
                    return Ok(langs);
                }
                None => self.refuse("new-langs-unknown", &[], false)?,
            }
        }
    }

    /// Asks for a text in each language.
    pub(super) fn text(
        &mut self,
        langs: &[Lang],
        id: &str,
        gaps: &[(&str, Value<'_>)],
        given: &Given<'_>,
    ) -> Result<Text, Left> {
        let mut text = Text::default();
        for lang in langs {
            let words = match given.of(*lang).into_iter().next() {
                Some(words) => clean_line(&words).trim().to_owned(),
                None => {
                    let question = self.in_language(self.words.tell(id, gaps), *lang, langs.len());
                    self.needed(&question, None)?
                }
            };
            if words.is_empty() {
                self.refuse("new-needed", &[], true)?;
            }
            text.set(*lang, &words);
        }
        Ok(text)
    }

    /// Asks for a text in one language.
    pub(super) fn of_language(&mut self, id: &str, lang: Lang, count: usize) -> Result<String, Left> {
        let question = self.in_language(self.words.say(id), lang, count);
        self.needed(&question, None)
    }

    /// Asks for a text in each language. An empty line takes what the program would write, in every language; so does
    /// everything that is not `given`, where nothing is asked.
    pub(super) fn text_or_start(
        &mut self,
        langs: &[Lang],
        (id, start): (&str, &str),
        given: &dyn Fn(Lang) -> Option<String>,
        is_complete: bool,
    ) -> Result<Text, Left> {
        let start = |lang: Lang| Words::new(lang).say(start);
        let mut text = Text::default();
        for (at, lang) in langs.iter().enumerate() {
            let words = match given(*lang) {
                Some(words) => clean_line(&words).trim().to_owned(),
                None if is_complete => start(*lang),
                None if at == 0 => {
                    let own = start(*lang);
                    let question = self.words.tell(id, &[("start", (&own).into())]);
                    let question = self.in_language(question, *lang, langs.len());
                    let typed = self.needed(&question, Some(&own))?;
                    if typed == own {
                        langs.iter().for_each(|lang| text.set(*lang, &start(*lang)));
                        return Ok(text);
                    }
                    typed
                }
                None => self.of_language("new-again", *lang, langs.len())?,
            };
            if words.is_empty() {
                self.refuse("new-needed", &[], true)?;
            }
            text.set(*lang, &words);
        }
        Ok(text)
    }

    /// Asks for lines until one is empty.
    pub(super) fn lines(&mut self, lang: Lang, count: usize, id: &str) -> Result<Vec<String>, Left> {
        let question = self.in_language(self.words.say(id), lang, count);
        let mut lines = vec![self.needed(&question, None)?];
        loop {
            let typed = self.read()?;
            if typed.is_empty() {
                return Ok(lines);
            }
            lines.push(typed);
        }
    }

    /// Asks for the answers to the first question; nothing means yes and no.
    pub(super) fn replies(&mut self, lang: Lang, count: usize, wanted: usize) -> Result<Vec<String>, Left> {
        let question = if wanted == 0 {
            self.words.say("new-replies")
        } else {
            self.words.tell("new-replies-again", &[("count", wanted.into())])
        };
        let question = self.in_language(question, lang, count);
        self.show(&question);
        let typed = self.read()?;
        Ok(typed.split(';').map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).collect())
    }

    /// Asks what is done at an answer.
    pub(super) fn action(
        &mut self,
        id: &str,
        answer: &str,
        lang: Lang,
        count: usize,
        is_needed: bool,
    ) -> Result<String, Left> {
        let question = self.in_language(self.words.tell(id, &[("answer", answer.into())]), lang, count);
        if is_needed {
            return self.needed(&question, None);
        }
        self.show(&question);
        self.read()
    }

    /// Asks who takes over.
    pub(super) fn role(&mut self, roles: &[(&str, &str)], default: &str) -> Result<String, Left> {
        let name = roles.iter().find(|(id, _)| *id == default).map_or(default, |(_, name)| name);
        self.show(&self.words.tell("new-role", &[("default", name.into())]));
        let is_shown = !self.is_repeating();
        for (at, (_, name)) in roles.iter().enumerate().filter(|_| is_shown) {
            self.screen.item(4, &format!("{:>2}  ", at + 1), Style::Plain, name);
        }
        let typed = self.read()?;
        Ok(if typed.is_empty() { default.to_owned() } else { typed })
    }
}
