//! The device that somebody names: a strong sign for the trees about it, and against those about another one.

use super::{document::Field, index::PhraseWord, lexicon::Senses, words::lists};

/// How much a tree is about each device, from 0 to 1, in the order of the list.
pub(super) type Affinities = Vec<f32>;

/// What a device counts that the named one is a kind of.
const KIND: f32 = 0.95;

/// Lists the devices that senses name, each with how surely; a laptop is a computer as well.
pub(super) fn named(senses: &Senses) -> Vec<(usize, f32)> {
    let devices = &lists().devices;
    let mut found: Vec<(usize, f32)> = Vec::new();
    for (term, weight) in senses {
        let at = *term as usize;
        let Some(device) = devices.get(at) else { continue };
        found.push((at, *weight));
        found.extend(device.kind_of.map(|kind| (kind, weight * KIND)));
    }
    found
}

/// Finds out what a tree is about from its own words: what its title names, and what many of its symptoms name.
pub(super) fn of_passages<'p>(passages: impl Iterator<Item = (Field, &'p [PhraseWord])>) -> Affinities {
    let count = lists().devices.len();
    let (mut title, mut symptoms, mut steps) = (vec![0.0_f32; count], vec![0.0_f32; count], vec![0.0_f32; count]);
    let mut phrases = 0.0_f32;
    for (field, words) in passages {
        let to = match field {
            Field::Title => &mut title,
            Field::Symptom => {
                phrases += 1.0;
                &mut symptoms
            }
            Field::Cause | Field::Step => &mut steps,
        };
        for (device, weight) in words.iter().flat_map(|word| named(&word.senses)) {
            if let Some(it) = to.get_mut(device) {
                *it = if field == Field::Symptom { *it + weight } else { it.max(weight) };
            }
        }
    }
    // Half of the symptoms naming a device is as good as the title.
    let share = |sum: f32| (2.0 * sum / phrases.max(1.0)).min(1.0);
    title
        .into_iter()
        .zip(symptoms)
        .zip(steps)
        .map(|((title, symptoms), steps)| (title.min(1.0)).max(share(symptoms)).max(0.25 * steps).min(1.0))
        .collect()
}
