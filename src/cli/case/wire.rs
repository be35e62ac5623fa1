//! Cases for programs: the objects of `--format json`, version 1.

use serde::Serialize;

use super::{line::Titles, stamp};
use crate::{
    casebook::{Line, Opened, Said, brief},
    store::CaseRow,
    words::Words,
};

/// A case.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Case {
    format: u8,
    #[serde(rename = "case")]
    number: String,
    state: &'static str,
    tree: String,
    walked: String,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    agent: Option<String>,
    channel: String,
    lang: String,
    voice: String,
    began: String,
    changed: String,
    /// How long people were at work on it.
    seconds: u64,
    turns: u32,
    reopened: u32,
    version: String,
    /// What is asked next.
    #[serde(skip_serializing_if = "Option::is_none")]
    waiting: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ended: Option<Ended>,
    #[serde(skip_serializing_if = "Option::is_none")]
    erased: Option<String>,
}

#[derive(Serialize)]
struct Ended {
    at: String,
    tree: String,
    step: String,
    causes: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    urgency: Option<String>,
    wanted: bool,
}

/// A case with everything that happened.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Story {
    #[serde(flatten)]
    case: Case,
    story: Vec<Told>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Told {
    turn: u32,
    at: String,
    seconds: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    agent: Option<String>,
    channel: String,
    lang: String,
    kind: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    private: bool,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    asked: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply: Option<String>,
}

impl Case {
    /// Takes what is kept beside the turns, and what it waits for.
    pub(super) fn of(case: &CaseRow, opened: Option<&Opened>, titles: &Titles, words: &Words) -> Self {
        let head = case.head.clone();
        let is_unfinished = head.state.is_unfinished();
        let waiting = opened.filter(|_| is_unfinished).map(|opened| brief(opened, words).waiting);
        Self {
            format: 1,
            number: case.number.to_string(),
            state: head.state.as_str(),
            tree: case.tree.clone(),
            title: titles.get(&head.walked).to_owned(),
            walked: head.walked,
            owner: head.owner,
            agent: head.agent,
            channel: head.channel,
            lang: head.lang,
            voice: head.voice,
            began: stamp(case.began),
            changed: stamp(case.changed),
            seconds: case.spent / 1000,
            turns: case.last,
            reopened: case.reopened,
            version: head.version,
            waiting: waiting.filter(|waiting| !waiting.is_empty()),
            ended: head.ended.map(|it| Ended {
                at: stamp(it.at),
                tree: it.tree,
                step: it.step,
                causes: it.causes,
                role: it.role,
                urgency: it.urgency,
                wanted: it.wanted,
            }),
            erased: case.erased.map(stamp),
        }
    }
}

impl Story {
    /// Takes a case with its turns in words.
    pub(super) fn of(case: Case, lines: &[Line], words: &Words) -> Self {
        let story = lines.iter().map(|line| {
            let (asked, reply) = match &line.said {
                Said::Answered { asked, reply, .. } => (Some(asked.clone()), reply.clone()),
                Said::Fact { name, value, .. } => (Some(name.clone()), value.clone()),
                _ => (None, None),
            };
            #[expect(clippy::cast_precision_loss, reason = "times of up to 30 minutes")]
            let seconds = line.spent as f64 / 1000.0;
            Told {
                turn: line.turn,
                at: stamp(line.at),
                seconds,
                agent: line.agent.clone(),
                channel: line.channel.clone(),
                lang: line.lang.clone(),
                kind: line.kind.clone(),
                private: line.private,
                text: line.said.tell(words),
                asked,
                reply,
            }
        });
        Self { case, story: story.collect() }
    }
}
