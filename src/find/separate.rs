//! The one question that tells the best candidates apart: which device it is, or which of a few titles fits.

use super::{Found, Finder, Hit, words::lists};
use crate::base::Id;

/// How many titles a person is asked to compare at most.
pub const MOST_TITLES: usize = 5;

/// How many devices a person is asked to choose from at most.
const MOST_DEVICES: usize = 6;

/// How much a tree must be about a device to stand under its name.
const ABOUT: f32 = 0.6;

/// How much more the device must tell, in bits: titles are one step nearer to the end.
const AHEAD: f64 = 0.4;

/// What to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Which of these trees fits, by its title.
    Titles(Vec<Id>),
    /// Which device it is about; with the trees that are about it, best first.
    Devices(Vec<(&'static str, Vec<Id>)>),
}

impl Finder {
    /// Chooses what to ask about what was found: that whose answer is expected to tell most.
    pub fn question(&self, found: &Found) -> Question {
        let titles = found.hits.iter().take(MOST_TITLES).map(|hit| hit.tree.clone()).collect();
        let groups = self.by_device(found);
        if groups.len() < 2 || found.figures.device != 0.0 {
            return Question::Titles(titles);
        }
        let named: Vec<f64> = groups.iter().take(MOST_DEVICES).map(|(_, _, mass)| *mass).collect();
        if bits(&masses(&found.hits, MOST_TITLES)) + AHEAD < bits(&with_rest(named, &found.hits)) {
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
        let (device, _) = own.iter().enumerate().filter(|(_, it)| ABOUT <= **it).fold(None, |best, (at, it)| match best {
            Some((_, most)) if *it <= most => best,
            _ => Some((at, *it)),
        })?;
        lists().devices.get(device).map(|device| device.name)
    }
}

fn mass_of(hit: &Hit) -> f64 {
    hit.probability.max(0.001)
}

/// Returns the masses of the first hits, and of the rest together.
fn masses(hits: &[Hit], most: usize) -> Vec<f64> {
    with_rest(hits.iter().take(most).map(mass_of).collect(), hits)
}

fn with_rest(mut masses: Vec<f64>, hits: &[Hit]) -> Vec<f64> {
    let all: f64 = hits.iter().map(mass_of).sum();
    masses.push((all - masses.iter().sum::<f64>()).max(0.0));
    masses
}

/// Returns how many bits an answer tells, if the possible ones weigh so much (Shannon 1948).
fn bits(masses: &[f64]) -> f64 {
    let all: f64 = masses.iter().sum();
    masses.iter().map(|it| it / all).filter(|part| 0.0 < *part).map(|part| -part * part.log2()).sum()
}
