//! What the start page offers for a description: the tree that is meant, or the question that tells a few apart.

use super::{Choice, dialogue::Dialogue, show::numbered};
use crate::{
    base::Id,
    find::{Finder, MOST_TITLES, Question},
    library::{FALLBACK, Listed},
    screen::Style,
    words::Words,
};

/// What a choice on the start page leads to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Target {
    /// This tree.
    Tree(Id),
    /// One of these, best first.
    Among(Vec<Id>),
    /// The trees of this area.
    Area(String),
    /// Where one gets when nothing fits: the tree that asks its way through, else the areas.
    Elsewhere,
    /// A person.
    Human,
}

/// What is offered, in order.
pub(super) type Menu = Vec<(Choice, Target)>;

impl Dialogue<'_> {
    /// Offers what fits a description.
    pub(super) fn offer_fitting(&mut self, listed: &[Listed], finder: &Finder, text: &str) -> Menu {
        let found = finder.search(text, self.words.lang());
        let ids: Vec<Id> = found.hits.iter().map(|hit| hit.tree.clone()).collect();
        match (ids.split_first(), found.is_sure) {
            (None, _) => {
                self.screen.gap();
                self.notice("start-nothing", &[]);
                self.offer_areas(listed)
            }
            (Some((first, others)), true) => {
                self.screen.gap();
                self.notice("start-sure", &[]);
                let mut menu: Menu = self.tree_choice(listed, first).into_iter().collect();
                let others: Vec<Id> = others.iter().take(MOST_TITLES).cloned().collect();
                let target = if others.is_empty() { Target::Elsewhere } else { Target::Among(others) };
                menu.push(self.choice("start-something-else", target));
                self.offer(menu)
            }
            (Some(_), false) => match finder.question(&found) {
                Question::Titles(trees) => self.offer_titles(listed, &trees),
                Question::Devices(groups) => self.offer_devices(groups),
            },
        }
    }

    /// Asks which of a few trees fits, by their titles.
    pub(super) fn offer_titles(&mut self, listed: &[Listed], trees: &[Id]) -> Menu {
        let mut menu: Menu = trees.iter().take(MOST_TITLES).filter_map(|id| self.tree_choice(listed, id)).collect();
        self.screen.gap();
        self.notice("start-unsure", &[("count", menu.len().into())]);
        menu.push(self.choice("answer-none", Target::Elsewhere));
        self.offer(menu)
    }

    /// Asks which device it is about.
    fn offer_devices(&mut self, groups: Vec<(&'static str, Vec<Id>)>) -> Menu {
        self.screen.gap();
        self.notice("start-which-device", &[]);
        let named = groups.into_iter().map(|(name, trees)| {
            let choice = Choice { id: Id::new(name), label: device_name(&self.words, name) };
            (choice, if let [only] = trees.as_slice() { Target::Tree(only.clone()) } else { Target::Among(trees) })
        });
        let mut menu: Menu = named.collect();
        menu.push(self.choice("start-something-else", Target::Elsewhere));
        self.offer(menu)
    }

    /// Offers what is left when nothing fits.
    pub(super) fn offer_areas(&mut self, listed: &[Listed]) -> Menu {
        let mut areas: Vec<&str> = listed.iter().map(|it| it.area.as_str()).collect();
        areas.sort_unstable();
        areas.dedup();
        self.screen.gap();
        self.notice("start-areas", &[]);
        // The area of the fallback holds nothing else, and is looked for last.
        let fallback = listed.iter().find(|it| it.id.as_str() == FALLBACK);
        areas.retain(|area| fallback.is_none_or(|it| it.area != *area));
        let named = areas.into_iter().map(|area| {
            let choice = Choice { id: Id::new(area), label: area_name(&self.words, area) };
            (choice, Target::Area(area.to_owned()))
        });
        let mut menu: Menu = named.collect();
        menu.extend(fallback.map(|it| self.choice("start-something-else", Target::Tree(it.id.clone()))));
        menu.push(self.choice("start-human", Target::Human));
        self.offer(menu)
    }

    pub(super) fn offer_area(&mut self, listed: &[Listed], area: &str) -> Menu {
        self.screen.gap();
        let name = area_name(&self.words, area);
        self.notice("start-area", &[("area", (&name).into())]);
        let own = listed.iter().filter(|it| it.area == area);
        let mut menu: Menu = own.filter_map(|it| self.tree_choice(listed, &it.id)).collect();
        menu.push(self.choice("answer-none", Target::Elsewhere));
        self.offer(menu)
    }

    fn tree_choice(&self, listed: &[Listed], id: &Id) -> Option<(Choice, Target)> {
        let it = listed.iter().find(|it| it.id == *id)?;
        let label = it.title.get(self.words.lang()).to_owned();
        Some((Choice { id: id.clone(), label }, Target::Tree(id.clone())))
    }

    fn choice(&self, id: &str, target: Target) -> (Choice, Target) {
        (Choice { id: Id::new(id), label: self.words.say(id) }, target)
    }

    fn offer(&mut self, menu: Menu) -> Menu {
        self.screen.gap();
        let labels: Vec<&str> = menu.iter().map(|(choice, _)| choice.label.as_str()).collect();
        numbered(&mut self.screen, &labels);
        self.screen.gap();
        menu
    }

    /// Asks for the problem.
    pub(super) fn ask_for_the_problem(&mut self) {
        self.screen.gap();
        self.screen.text(0, Style::Strong, &self.words.say("start-question"));
        self.notice("start-hint", &[]);
        self.screen.gap();
    }
}

/// Names an area: the folder's name where nothing better is known.
pub fn area_name(words: &Words, area: &str) -> String {
    let id = format!("area-{area}");
    if words.has(&id) { words.say(&id) } else { area.to_owned() }
}

/// Names a device that the search knows.
pub fn device_name(words: &Words, device: &str) -> String {
    let id = format!("device-{device}");
    if words.has(&id) { words.say(&id) } else { device.to_owned() }
}
