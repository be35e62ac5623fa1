//! The one question that tells the best candidates apart: which device it is, or which of a few titles fits.

use super::{Finder, Found, Hit, words::lists};
use crate::base::Id;

/// How many titles a person is asked to compare at most.
pub const MOST_TITLES: usize = 5;

/// How many devices a person is asked to choose from at most.
const MOST_DEVICES: usize = 6;

/// How much a tree must be about a device to stand under its name.
const ABOUT: f32 = 0.6;

/// From which part of all that may be meant on the titles are enough: they are one step nearer to the end.
const ENOUGH: f64 = 0.7;

/// What to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Which of these trees fits, by its title.
    Titles(Vec<Id>),
    /// Which device it is about; with the trees that are about it, best first.
    Devices(Vec<(&'static str, Vec<Id>)>),
}

impl Finder {
    /// Chooses what to ask about what was found: the titles, unless few of those that may be meant could be shown and
    /// their devices tell them apart.
    pub fn question(&self, found: &Found) -> Question {
        let titles = found.hits.iter().take(MOST_TITLES).map(|hit| hit.tree.clone()).collect();
        let groups = self.by_device(found);
        if groups.len() < 2 || found.figures.device != 0.0 {
            return Question::Titles(titles);
        }
        let all: f64 = found.hits.iter().map(mass_of).sum();
        let by_title: f64 = found.hits.iter().take(MOST_TITLES).map(mass_of).sum();
        let by_device: f64 = groups.iter().take(MOST_DEVICES).map(|(_, _, mass)| mass).sum();
        if by_title < ENOUGH * all && by_title < by_device {
            let groups = groups.into_iter().take(MOST_DEVICES).map(|(name, trees, _)| (name, trees));
            return Question::Devices(groups.collect());
        }
        Question::Titles(titles)
    }

    /// Groups what was found by the device that each tree is most about; the likeliest group first.
    fn by_device(&self, found: &Found) -> Vec<(&'static str, Vec<Id>, f64)> {
        let mut groups: Vec<(&'static str, Vec<Id>, f64)> = Vec::new();
        for hit in &found.hits {
            let Some(name) = self.device_of(&hit.tree) else { continue };
            match groups.iter_mut().find(|(own, _, _)| *own == name) {
                Some((_, trees, mass)) => {
                    trees.push(hit.tree.clone());
                    *mass += mass_of(hit);
                }
                None => groups.push((name, vec![hit.tree.clone()], mass_of(hit))),
            }
        }
        groups.sort_by(|one, other| other.2.total_cmp(&one.2));
        groups
    }

    /// Names the device that a tree is most about.
    fn device_of(&self, tree: &Id) -> Option<&'static str> {
        let at = self.documents.iter().position(|document| document.id == *tree)?;
        let own = self.index.devices.get(at)?;
        let (device, _) =
            own.iter().enumerate().filter(|(_, it)| ABOUT <= **it).fold(None, |best, (at, it)| match best {
                Some((_, most)) if *it <= most => best,
                _ => Some((at, *it)),
            })?;
        lists().devices.get(device).map(|device| device.name)
    }
}

fn mass_of(hit: &Hit) -> f64 {
    hit.probability.max(0.001)
}
