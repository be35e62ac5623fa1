//! Figures on the steps and ways of a tree: how often they are walked, what is covered, which path a case took.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Plan;
use crate::base::{Id, clean_line, near};

/// A figure on a step or way.
#[derive(Clone, Debug, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// What is written there, such as `41 %`.
    #[serde(default)]
    pub label: String,
    /// How strongly it is drawn, from 0 to 1.
    #[serde(default)]
    pub strength: f64,
    /// What it stands out as.
    #[serde(default)]
    pub mark: Mark,
}

/// What a step or way stands out as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// As itself.
    #[default]
    None,
    /// A case went there.
    Path,
    /// Nobody went there.
    Missing,
}

/// Figures on the steps and ways of one tree.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Overlay {
    /// What the figures mean, for the legend; empty if there are none.
    pub title: String,
    /// Figures by step.
    pub steps: BTreeMap<Id, Figure>,
    /// Figures by step and way.
    pub edges: BTreeMap<(Id, Id), Figure>,
}

/// Why an overlay could not be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// It is no JSON of the wanted form.
    #[error("this is no overlay: {0}")]
    Unread(String),
    /// It names a step or way that the tree does not have.
    #[error("there is no step or way `{name}`")]
    Unknown {
        /// The name.
        name: String,
        /// One that was probably meant.
        near: Option<String>,
    },
}

/// The file form. Keys of `edges` are a step and a way, such as `display/dark`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[serde(default)]
    title: String,
    #[serde(default)]
    steps: BTreeMap<String, Figure>,
    #[serde(default)]
    edges: BTreeMap<String, Figure>,
}

impl Overlay {
    /// Reads an overlay file for a tree.
    ///
    /// It is one JSON object with `title`, `steps` (figures by the id of a step) and `edges` (figures by step and
    /// way, such as `display/dark`, `power/solved`, `power/else`, `power/cannot`, `safety/next`). A figure has a
    /// `label`, a `strength` from 0 to 1 and a `mark` (`none`, `path` or `missing`); all keys may be left out.
    pub fn read(text: &str, plan: &Plan<'_>) -> Result<Self, Unfit> {
        let document: Document = serde_json::from_str(text.trim_start_matches('\u{feff}'))
            .map_err(|error| Unfit::Unread(clean_line(&error.to_string()).into_owned()))?;
        let mut overlay = Self { title: clean_line(&document.title).into_owned(), ..Self::default() };
        for (name, figure) in document.steps {
            let ids = || plan.stops().iter().map(|stop| stop.step.id.as_str());
            if plan.find(&name).is_none() {
                let near = near(&name, ids()).map(str::to_owned);
                return Err(Unfit::Unknown { name, near });
            }
            overlay.steps.insert(Id::new(&name), figure.tamed());
        }
        let mut names: BTreeMap<String, (Id, Id)> = BTreeMap::new();
        for stop in plan.stops() {
            for way in &stop.ways {
                names.insert(format!("{}/{}", stop.step.id, way.id), (stop.step.id.clone(), way.id.clone()));
            }
        }
        for (name, figure) in document.edges {
            let Some(key) = names.get(&name) else {
                let near = near(&name, names.keys().map(String::as_str)).map(str::to_owned);
                return Err(Unfit::Unknown { name, near });
            };
            overlay.edges.insert(key.clone(), figure.tamed());
        }
        Ok(overlay)
    }

    /// Says whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty() && self.edges.is_empty()
    }

    /// Returns the figure of a step.
    pub fn step(&self, step: &Id) -> Option<&Figure> {
        self.steps.get(step)
    }

    /// Returns the figure of a way.
    pub fn edge(&self, step: &Id, way: &Id) -> Option<&Figure> {
        if self.edges.is_empty() { None } else { self.edges.get(&(step.clone(), way.clone())) }
    }
}

impl Figure {
    /// Makes what came from outside safe to draw.
    fn tamed(mut self) -> Self {
        self.label = clean_line(&self.label).chars().take(40).collect();
        self.strength = if self.strength.is_finite() { self.strength.clamp(0.0, 1.0) } else { 0.0 };
        self
    }
}
