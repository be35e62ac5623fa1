//! Reads the small things that stand everywhere: texts, ids, words, times.

use super::{codes, fields::Fields, fields::shorten};
use crate::{
    base::{Code, Diagnostic, Id, Lang, Place, SourceId, Span, Text, find_hidden, near},
    tree::{Date, Duration, Exception, Link, Risk, Risks},
    yaml::{Kind, Node},
};

/// The place of reading, and what was found so far.
pub(crate) struct Reader<'t> {
    source: SourceId,
    text: &'t str,
    /// The language of texts that name none.
    pub(crate) lang: Lang,
    findings: Vec<Diagnostic>,
    /// The exceptions from rules that were written down so far.
    pub(super) exceptions: Vec<Exception>,
}

impl<'t> Reader<'t> {
    pub(crate) fn new(source: SourceId, text: &'t str) -> Self {
        Self { source, text, lang: Lang::EN, findings: Vec::new(), exceptions: Vec::new() }
    }

    pub(crate) fn source(&self) -> SourceId {
        self.source
    }

    pub(crate) fn place(&self, span: Span) -> Place {
        Place { source: self.source, span }
    }

    pub(crate) fn finding(&self, code: &'static Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, self.place(span), message)
    }

    pub(crate) fn report(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    pub(crate) fn into_findings(self) -> Vec<Diagnostic> {
        self.findings
    }

    /// Reports that a key is not there.
    pub(crate) fn missing(&mut self, span: Span, key: &str, help: &str) {
        let finding = self.finding(&codes::MISSING_KEY, span, format!("`{key}` is missing")).help(help);
        self.report(finding);
    }

    /// Reports that something else must stand here.
    pub(crate) fn shape(&mut self, node: &Node<'_>, expected: &str) {
        let help = match &node.kind {
            Kind::Null => "write it behind the colon, or delete the key",
            _ if expected.contains("must be a list") => "write `[…]`, or lines that begin with `- `",
            _ if expected.contains("must be a mapping") => "write keys with their values, one a line",
            Kind::List(_) => "write it without `- ` and without brackets",
            _ => "write it without braces; a text with `: ` stands in quotes",
        };
        self.shape_helped(node, expected, help);
    }

    /// The same, with what to do.
    fn shape_helped(&mut self, node: &Node<'_>, expected: &str, help: &str) {
        let message = format!("{expected}, this is {}", node.what());
        let finding = self.finding(&codes::SHAPE, node.span, message).help(help);
        self.report(finding);
    }

    /// Reports a value that means nothing here.
    pub(crate) fn value(&mut self, node: &Node<'_>, what: &str, help: &str) {
        let shown = shorten(node.as_str().unwrap_or(node.what()));
        let finding = self.finding(&codes::VALUE, node.span, format!("`{shown}` is not {what}")).help(help);
        self.report(finding);
    }

    /// Reports keys that exclude each other.
    pub(crate) fn conflict(&mut self, span: Span, message: impl Into<String>, help: &str) {
        let finding = self.finding(&codes::CONFLICT, span, message).help(help);
        self.report(finding);
    }

    /// Reads a scalar.
    pub(crate) fn scalar<'n>(&mut self, node: &'n Node<'_>, what: &str) -> Option<&'n str> {
        if node.as_str().is_none() {
            self.shape(node, &format!("{what} must be one word or text"));
        }
        node.as_str()
    }

    /// Reads a text: plain, or a mapping of languages.
    pub(crate) fn text(&mut self, node: &Node<'_>) -> Option<Text> {
        match &node.kind {
            Kind::Scalar(words) => self.words(node, words).then(|| {
                let mut text = Text::default();
                text.set_at(self.lang, words.trim_end(), node.span);
                text
            }),
            Kind::Map(_) => {
                let fields = Fields::read_any(self, node, "a text")?;
                let mut text = Text::default();
                for (key, value) in fields.entries() {
                    let name = key.as_str().unwrap_or_default();
                    let Some(lang) = Lang::parse(name) else {
                        let message = format!("`{}` is not a language", shorten(name));
                        // Within braces a comma begins the next entry, so the rest of a sentence became a key.
                        let help = match value.kind {
                            Kind::Null => "a text with a comma stands in quotes within `{…}`",
                            _ => "a text is a mapping of languages such as `en` and `de`",
                        };
                        let finding = self.finding(&codes::UNKNOWN_KEY, key.span, message).help(help);
                        self.report(finding);
                        continue;
                    };
                    if let Some(words) = self.scalar(value, "a text")
                        && self.words(value, words)
                    {
                        text.set_at(lang, words.trim_end(), value.span);
                    }
                }
                if fields.entries().is_empty() {
                    self.blank(node.span);
                }
                Some(text).filter(|text| !text.is_empty())
            }
            Kind::Null => {
                self.blank(node.span);
                None
            }
            Kind::List(_) => {
                self.shape_helped(node, "a text must be words or a mapping of languages", "write it without `- `");
                None
            }
        }
    }

    /// Reads a text that must be there.
    pub(crate) fn needed_text(&mut self, fields: &Fields<'_, '_>, key: &str, span: Span, help: &str) -> Text {
        match fields.get(key) {
            Some(node) => self.text(node).unwrap_or_default(),
            None => {
                self.missing(span, key, help);
                Text::default()
            }
        }
    }

    /// Reads a text that may be there.
    pub(crate) fn optional_text(&mut self, fields: &Fields<'_, '_>, key: &str) -> Option<Text> {
        fields.get(key).and_then(|node| self.text(node))
    }

    fn blank(&mut self, span: Span) {
        let finding =
            self.finding(&codes::BLANK, span, "this text has no words").help("write the text, or delete the key");
        self.report(finding);
    }

    /// Checks the words of a text; returns false if they cannot be used.
    fn words(&mut self, node: &Node<'_>, words: &str) -> bool {
        if words.trim().is_empty() {
            self.blank(node.span);
            return false;
        }
        if let Some((_, c)) = find_hidden(words, &['\n', '\t']) {
            let message = format!("this text contains the hidden character U+{:04X}", c as u32);
            let finding = self.finding(&crate::yaml::codes::HIDDEN, node.span, message).help("delete it");
            self.report(finding);
        }
        let (start, end) = (node.span.start as usize, node.span.end as usize);
        let is_plain = self.text.get(start..).is_some_and(|rest| !rest.starts_with(['"', '\'', '|', '>']));
        let rest = self.text.get(end..).unwrap_or_default();
        if is_plain && rest.trim_start_matches([' ', '\t']).starts_with('#') && rest.starts_with([' ', '\t']) {
            let finding = self
                .finding(&codes::CUT_OFF, node.span, "the text ends here, before the `#`")
                .help("quote the text, or give the comment a line of its own");
            self.report(finding);
        }
        true
    }

    /// Reads an id.
    pub(crate) fn id(&mut self, node: &Node<'_>, what: &str) -> Option<Id> {
        let name = self.scalar(node, what)?;
        if !Id::is_well_formed(name) {
            let message = format!("`{}` cannot be {what}", shorten(name));
            let finding = self
                .finding(&codes::ID, node.span, message)
                .help("use letters a to z, digits, `-` and `_`, at most 64, starting with a letter");
            self.report(finding);
            return None;
        }
        Some(Id::new(name))
    }

    /// Reads an id that refers to something. A name that is no id is kept, so that a near one can be found.
    pub(crate) fn link<T>(&mut self, node: &Node<'_>, what: &str) -> Option<Link<T>> {
        let name = self.scalar(node, what)?;
        Some(Link::new(Id::new(&shorten(name)), node.span))
    }

    /// Reads a list of references.
    pub(crate) fn links<T>(&mut self, node: Option<&Node<'_>>, what: &str) -> Vec<Link<T>> {
        let Some(node) = node else { return Vec::new() };
        let Some(items) = node.as_list() else {
            let help = node.as_str().map(|name| format!("write `[{}]`", shorten(name)));
            let help = help.unwrap_or_else(|| format!("write ids in brackets: `[{what}]`"));
            self.shape_helped(node, &format!("this must be a list such as `[{what}]`"), &help);
            // What stands there without brackets is meant, so nothing else follows from it.
            return node.as_str().and_then(|_| self.link(node, what)).into_iter().collect();
        };
        items.iter().filter_map(|item| self.link(item, what)).collect()
    }

    /// Reads a list of risks.
    pub(super) fn risks(&mut self, node: &Node<'_>) -> Risks {
        let Some(items) = node.as_list() else {
            self.shape(node, "this must be a list such as `[data-loss]`");
            return Risks::default();
        };
        Risks::of(items.iter().filter_map(|item| self.word(item, "a risk", &Risk::WORDS)))
    }

    /// Reads one word of a fixed set.
    pub(crate) fn word<T: Copy>(&mut self, node: &Node<'_>, what: &str, words: &[(&str, T)]) -> Option<T> {
        let word = self.scalar(node, what)?;
        let found = words.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
        if found.is_none() {
            let names: Vec<&str> = words.iter().map(|(name, _)| *name).collect();
            let help = match near(word, names.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("possible: {}", names.join(", ")),
            };
            self.value(node, what, &help);
        }
        found
    }

    /// Reads `true` or `false`.
    pub(crate) fn flag(&mut self, fields: &Fields<'_, '_>, key: &str) -> bool {
        fields
            .get(key)
            .and_then(|node| self.word(node, "true or false", &[("true", true), ("false", false)]))
            .unwrap_or(false)
    }

    /// Reads a time.
    pub(crate) fn duration(&mut self, node: Option<&Node<'_>>) -> Option<Duration> {
        let node = node?;
        let time = Duration::parse(self.scalar(node, "a time")?);
        if time.is_none() {
            self.value(node, "a time", "write `20 s`, `3 min` or `1 h`, at most a week");
        }
        time
    }

    /// Reads a day.
    pub(crate) fn date(&mut self, node: Option<&Node<'_>>) -> Option<Date> {
        let node = node?;
        let day = self.scalar(node, "a day")?.parse().ok();
        if day.is_none() {
            self.value(node, "a day", "write it as `2026-11-23`");
        }
        day
    }

    /// Reads the exceptions that an author makes from rules; they cover everything from `from` to the end of `whole`,
    /// or, without one, the whole file.
    pub(super) fn exceptions(&mut self, fields: &Fields<'_, '_>, whole: Option<(Span, &Node<'_>)>) {
        let Some(fields) = fields.get("allow").and_then(|node| Fields::read_any(self, node, "`allow`")) else { return };
        let covers = match whole {
            Some((from, node)) => Span { start: from.start, end: node.end() },
            None => Span { start: 0, end: u32::MAX },
        };
        for (key, value) in fields.entries() {
            if let (Some(rule), Some(reason)) = (self.scalar(key, "a rule"), self.scalar(value, "a reason"))
                && self.words(value, reason)
            {
                let (rule, reason) = (shorten(rule), reason.trim().to_owned());
                self.exceptions.push(Exception { rule, place: self.place(key.span), reason, covers });
            }
        }
    }

    /// Reads words per language: a mapping of language to a list of phrases.
    pub(crate) fn phrases(&mut self, node: Option<&Node<'_>>) -> Vec<(Lang, Vec<String>)> {
        let Some(node) = node else { return Vec::new() };
        let mut found = Vec::new();
        let Some(fields) = Fields::read_any(self, node, "the list per language") else { return found };
        for (key, value) in fields.entries() {
            let Some(lang) = key.as_str().and_then(Lang::parse) else {
                self.value(key, "a language", "write a tag such as `en` or `de`");
                continue;
            };
            let Some(items) = value.as_list() else {
                self.shape(value, "this must be a list of phrases");
                continue;
            };
            let mut phrases = Vec::with_capacity(items.len());
            for item in items {
                if let Some(words) = self.scalar(item, "a phrase")
                    && self.words(item, words)
                {
                    phrases.push(words.to_owned());
                }
            }
            found.push((lang, phrases));
        }
        found
    }
}
