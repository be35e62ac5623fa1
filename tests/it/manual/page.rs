//! Reads an exported page as a browser would, and finds what can be reached on it.

use std::collections::{BTreeMap, BTreeSet};

use html5gum::{Token, Tokenizer};

/// The elements that a page is made of.
const ELEMENTS: &[&str] = &[
    "html", "head", "meta", "title", "style", "body", "main", "div", "header", "h1", "h2", "h3", "p", "ul", "ol", "li",
    "dl", "dt", "dd", "a", "span", "b", "nav", "section", "aside", "footer", "details", "summary", "progress", "table",
    "thead", "tbody", "tr", "th", "td",
];
/// The attributes that they have.
const ATTRIBUTES: &[&str] = &[
    "lang",
    "charset",
    "http-equiv",
    "content",
    "name",
    "class",
    "id",
    "href",
    "hreflang",
    "max",
    "value",
    "aria-label",
    "aria-hidden",
    "scope",
    "role",
];

/// One answer that can be clicked.
#[derive(Debug, Clone, Default)]
pub(crate) struct Link {
    pub(crate) label: String,
    /// Where it says that it leads, for paper.
    pub(crate) goal: String,
    pub(crate) to: String,
}

/// One section of the page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Place {
    pub(crate) id: String,
    pub(crate) lang: String,
    pub(crate) class: String,
    pub(crate) heading: String,
    pub(crate) text: String,
    /// How far the bar has come.
    pub(crate) progress: Option<usize>,
    pub(crate) answers: Vec<Link>,
}

impl Place {
    pub(crate) fn is(&self, class: &str) -> bool {
        self.class.split(' ').any(|own| own == class)
    }

    /// The id of the step, without language and path.
    pub(crate) fn step(&self) -> &str {
        let path = self.id.split_once(['-', '~']).map_or("", |(_, path)| path);
        path.rsplit(['.', ':']).next().unwrap()
    }

    /// The number that it bears in print.
    pub(crate) fn number(&self) -> Option<usize> {
        self.heading.split_once(". ").and_then(|(number, _)| number.parse().ok())
    }
}

/// A page.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) places: Vec<Place>,
    pub(crate) ids: BTreeSet<String>,
    pub(crate) links: Vec<String>,
    index: BTreeMap<String, usize>,
}

/// Where the reader is within a section.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each says whether one kind of element is open")]
struct Inside {
    heading: bool,
    answers: bool,
    link: bool,
    goal: bool,
    summary: bool,
    style: bool,
    help: String,
}

impl Page {
    /// Reads a page; fails at anything that should not be there.
    pub(crate) fn read(text: &str) -> Self {
        let mut page = Self::default();
        let (mut open, mut lang, mut inside) = (Vec::<String>::new(), String::new(), Inside::default());
        for Ok(token) in Tokenizer::new(text) {
            match token {
                Token::StartTag(tag) => {
                    let name = String::from_utf8(tag.name.to_vec()).unwrap();
                    let attributes: BTreeMap<String, String> = tag
                        .attributes
                        .iter()
                        .map(|(name, value)| {
                            (String::from_utf8(name.to_vec()).unwrap(), String::from_utf8(value.to_vec()).unwrap())
                        })
                        .collect();
                    page.begin(&name, &attributes, &mut lang, &mut inside);
                    if name != "meta" {
                        open.push(name);
                    }
                }
                Token::EndTag(tag) => {
                    let name = String::from_utf8(tag.name.to_vec()).unwrap();
                    assert_eq!(open.pop().as_deref(), Some(name.as_str()), "tags are nested");
                    page.end(&name, &mut inside);
                }
                Token::String(text) => page.text(std::str::from_utf8(&text).unwrap(), &mut inside),
                Token::Doctype(_) => {}
                Token::Comment(comment) => panic!("a comment: {comment:?}"),
                Token::Error(error) => panic!("{error:?}"),
            }
        }
        assert_eq!(open, Vec::<String>::new(), "all tags are closed");
        for place in &mut page.places {
            place.heading = place.heading.trim().to_owned();
        }
        page
    }

    fn begin(&mut self, name: &str, attributes: &BTreeMap<String, String>, lang: &mut String, inside: &mut Inside) {
        assert!(ELEMENTS.contains(&name), "<{name}>");
        for (attribute, value) in attributes {
            assert!(ATTRIBUTES.contains(&attribute.as_str()), "{attribute}={value}");
        }
        let of = |name: &str| attributes.get(name).cloned().unwrap_or_default();
        if let Some(id) = attributes.get("id") {
            assert!(self.ids.insert(id.clone()), "#{id} stands twice");
        }
        if let Some(href) = attributes.get("href") {
            assert!(href.starts_with('#'), "a link that leads out: {href}");
            self.links.push(href[1..].to_owned());
        }
        match (name, of("class").as_str()) {
            ("div", "book") => *lang = of("lang"),
            ("section", class) => {
                self.index.insert(of("id"), self.places.len());
                let class = class.to_owned();
                self.places.push(Place { id: of("id"), lang: lang.clone(), class, ..Place::default() });
            }
            ("progress", _) => self.places.last_mut().unwrap().progress = of("value").parse().ok(),
            ("h2", _) => inside.heading = true,
            ("ul", "answers") => inside.answers = true,
            ("summary", _) => {
                inside.summary = true;
                inside.help.clear();
            }
            ("style", _) => inside.style = true,
            ("span", "goal") => inside.goal = true,
            ("a", _) if inside.answers => {
                inside.link = true;
                let to = of("href").split_off(1);
                self.places.last_mut().unwrap().answers.push(Link { to, ..Link::default() });
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str, inside: &mut Inside) {
        match name {
            "h2" => inside.heading = false,
            "ul" => inside.answers = false,
            "summary" => inside.summary = false,
            "details" => inside.help.clear(),
            "style" => inside.style = false,
            "span" => inside.goal = false,
            "a" if inside.link => {
                inside.link = false;
                let answer = self.places.last_mut().unwrap().answers.last_mut().unwrap();
                if !inside.help.is_empty() {
                    answer.label.clone_from(&inside.help);
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str, inside: &mut Inside) {
        if inside.style {
            return;
        }
        if inside.answers && inside.summary {
            inside.help.push_str(text);
        }
        let Some(place) = self.places.last_mut() else { return };
        place.text.push_str(text);
        place.text.push('\n');
        if inside.heading {
            place.heading.push_str(text);
        }
        if let Some(answer) = place.answers.last_mut().filter(|_| inside.link) {
            let part = if inside.goal { &mut answer.goal } else { &mut answer.label };
            part.push_str(text);
        }
    }

    pub(crate) fn place(&self, id: &str) -> &Place {
        &self.places[*self.index.get(id).unwrap_or_else(|| panic!("no section #{id}"))]
    }

    /// Where the page begins in a language.
    pub(crate) fn start(&self, lang: &str) -> &Place {
        self.places.iter().find(|place| place.lang == lang && place.is("start")).unwrap()
    }

    /// All sections that answers lead to, from the start in a language on.
    pub(crate) fn reachable(&self, lang: &str) -> BTreeSet<String> {
        let mut queue = vec![self.start(lang).id.clone()];
        let mut seen = BTreeSet::from_iter(queue.clone());
        while let Some(id) = queue.pop() {
            for answer in &self.place(&id).answers {
                if seen.insert(answer.to.clone()) {
                    queue.push(answer.to.clone());
                }
            }
        }
        seen
    }
}
