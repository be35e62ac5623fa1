//! What the program itself says, in each language it speaks; the only module that names Fluent.

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

use crate::base::Lang;

/// The languages and their texts; the first is spoken where no other is asked for.
const FILES: [(Lang, &str); 2] = [(Lang::EN, include_str!("words/en.ftl")), (Lang::DE, include_str!("words/de.ftl"))];

/// The texts of one language.
pub struct Words {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Words({})", self.lang)
    }
}

/// A value that stands in a text.
#[derive(Clone, Debug)]
pub enum Value<'a> {
    /// Words.
    Text(&'a str),
    /// A count, which decides between one and many.
    Count(usize),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Value<'_> {
    fn from(count: usize) -> Self {
        Self::Count(count)
    }
}

impl Words {
    /// Opens the texts in `lang`, its base language, or English.
    pub fn new(lang: Lang) -> Self {
        let (lang, text) = FILES.into_iter().find(|(own, _)| *own == lang.base()).unwrap_or(FILES[0]);
        let tag: LanguageIdentifier = lang.as_str().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        bundle.set_use_isolating(false);
        // A file that does not parse still gives what could be read; a test sees to it that nothing is lost.
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(partial, _)| partial);
        bundle.add_resource_overriding(resource);
        Self { lang, bundle }
    }

    /// Returns the language that is spoken.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Returns a text without gaps.
    pub fn say(&self, id: &str) -> String {
        self.tell(id, &[])
    }

    /// Returns a text with its gaps filled; one that does not exist is its own name.
    pub fn tell(&self, id: &str, gaps: &[(&str, Value<'_>)]) -> String {
        let Some(pattern) = self.bundle.get_message(id).and_then(|message| message.value()) else {
            return id.to_owned();
        };
        let mut args = FluentArgs::new();
        for (name, value) in gaps {
            args.set(
                (*name).to_owned(),
                match value {
                    Value::Text(text) => FluentValue::from((*text).to_owned()),
                    Value::Count(count) => FluentValue::from(*count),
                },
            );
        }
        self.bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }

    /// Says whether there is such a text.
    pub fn has(&self, id: &str) -> bool {
        self.bundle.has_message(id)
    }

    /// Speaks a length of time given in seconds.
    pub fn time(&self, seconds: u32) -> String {
        let (id, count) = match seconds {
            0..60 => ("time-seconds", seconds),
            3600 => ("time-hours", 1),
            60..=5400 => ("time-minutes", seconds.div_ceil(60)),
            _ => ("time-hours", seconds.div_ceil(3600)),
        };
        self.tell(id, &[("count", Value::Count(count as usize))])
    }

    /// Writes a number as one reads it in this language.
    pub fn number(&self, number: f64) -> String {
        let plain = number.to_string();
        if self.lang == Lang::DE { plain.replace('.', ",") } else { plain }
    }

    /// Writes a day as one reads it in this language.
    pub fn day(&self, year: i16, month: i8, day: i8) -> String {
        if self.lang == Lang::DE {
            format!("{day:02}.{month:02}.{year:04}")
        } else {
            format!("{year:04}-{month:02}-{day:02}")
        }
    }
}

/// Chooses the language: what was asked for, else the first of the system's wishes that is spoken, else English.
pub fn negotiate(asked: Option<Lang>, wishes: impl IntoIterator<Item = String>) -> Lang {
    let spoken = |lang: Lang| FILES.iter().any(|(own, _)| *own == lang.base());
    let wished = wishes.into_iter().filter_map(|wish| {
        let tag = wish.split(['.', '@']).next().unwrap_or_default().replace('_', "-");
        Lang::parse(&tag)
    });
    asked.or_else(|| wished.into_iter().find(|lang| spoken(*lang))).unwrap_or(Lang::EN)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    /// Every message of a file with the names of its gaps, read without Fluent.
    fn keys(text: &str) -> BTreeMap<String, BTreeSet<String>> {
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut current = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((key, _)) =
                line.split_once(" = ").filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
            {
                current = key.to_owned();
                assert!(found.insert(current.clone(), BTreeSet::new()).is_none(), "{key} stands twice");
            }
            for gap in line.split('$').skip(1) {
                let name: String = gap.chars().take_while(char::is_ascii_alphanumeric).collect();
                found.get_mut(&current).unwrap().insert(name);
            }
        }
        found
    }

    #[test]
    fn both_languages_say_the_same_things() {
        let [(_, english), (_, german)] = FILES;
        assert_eq!(keys(english), keys(german));
        for (lang, text) in FILES {
            assert!(FluentResource::try_new(text.to_owned()).is_ok(), "{lang}");
            let words = Words::new(lang);
            for (key, gaps) in keys(text) {
                let gaps: Vec<_> = gaps.iter().map(|gap| (gap.as_str(), Value::Count(3))).collect();
                let said = words.tell(&key, &gaps);
                assert!(said != key && !said.contains('{') && !said.contains('\u{2068}'), "{lang} {key}: {said}");
            }
        }
    }

    #[test]
    fn times_are_spoken() {
        let (english, german) = (Words::new(Lang::EN), Words::new(Lang::DE));
        let spoken = |seconds| (english.time(seconds), german.time(seconds));
        assert_eq!(spoken(20), ("20 seconds".into(), "20 Sekunden".into()));
        assert_eq!(spoken(60), ("about 1 minute".into(), "etwa 1 Minute".into()));
        assert_eq!(spoken(180), ("about 3 minutes".into(), "etwa 3 Minuten".into()));
        assert_eq!(spoken(3600), ("about 1 hour".into(), "etwa 1 Stunde".into()));
        assert_eq!(spoken(5400), ("about 90 minutes".into(), "etwa 90 Minuten".into()));
        assert_eq!(spoken(8000), ("about 3 hours".into(), "etwa 3 Stunden".into()));
    }

    #[test]
    fn the_first_spoken_wish_counts() {
        let wish = |wishes: &[&str]| negotiate(None, wishes.iter().map(|it| (*it).to_owned()));
        assert_eq!(wish(&["de_AT.UTF-8"]).base(), Lang::DE);
        assert_eq!(wish(&["fr_FR", "de"]), Lang::DE);
        assert_eq!(wish(&["C"]), Lang::EN);
        assert_eq!(negotiate(Some(Lang::EN), ["de".to_owned()]), Lang::EN);
    }

    #[test]
    fn numbers_and_days_are_written_as_people_read_them() {
        let german = Words::new(Lang::DE);
        assert_eq!(german.number(1.5), "1,5");
        assert_eq!(german.day(2026, 11, 3), "03.11.2026");
        assert_eq!(Words::new(Lang::EN).number(1.5), "1.5");
    }
}
