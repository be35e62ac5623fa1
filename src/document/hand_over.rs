//! The hand-over as a document: what the one who takes over reads before anything else.

use jiff::{SignedDuration, Zoned};
use serde::Serialize;
use serde_json::{Map, Value};

use super::{
    Document,
    sheet::{Block, Item, Sheet},
};
use crate::{base::clean_line, case::HandOver, engine::Origin, tree::Urgency, words::Words};

/// The version of the JSON form; it rises when a field changes its meaning or goes away.
const FORMAT: u32 = 1;

/// When and where a case was taken up and handed over.
#[derive(Clone, Debug)]
pub struct Occasion {
    /// When the case began.
    pub begun: Option<Zoned>,
    /// When it was handed over, from which the deadline counts; the zone is the desk's.
    pub handed_over: Zoned,
    /// Who took it up, by id.
    pub agent: Option<String>,
    /// Over which channel: `terminal`, `web` or `program`.
    pub channel: Option<String>,
}

impl Occasion {
    /// Returns the time by which somebody must have taken over.
    fn due(&self, written: &HandOver) -> Option<Zoned> {
        let limit = SignedDuration::from_secs(i64::from(written.limit?.0));
        self.handed_over.checked_add(limit).ok()
    }
}

/// Writes the hand-over of one case in the languages in which it is given.
///
/// What is private must have been left out before, by [`HandOver::without_private`], unless the person agreed.
pub fn hand_over(written: &[(&Words, HandOver)], occasion: &Occasion) -> Document {
    let sheets = written.iter().map(|(words, written)| sheet(words, written, occasion)).collect();
    let first = written.first();
    let subject = first.map(|(words, written)| {
        let number = [("number", (&written.number).into())];
        clean_line(&format!("{}: {}", words.tell("hand-over-title", &number), written.fault)).into_owned()
    });
    let json = first.map(|(_, first)| json(first, written, occasion)).unwrap_or_default();
    Document { sheets, subject: subject.unwrap_or_default(), json }
}

/// Returns the word for an urgency.
fn urgency(words: &Words, urgency: Urgency) -> String {
    words.say(match urgency {
        Urgency::Normal => "urgency-normal",
        Urgency::Soon => "urgency-soon",
        Urgency::Now => "urgency-now",
    })
}

fn origin(words: &Words, origin: &Origin) -> String {
    words.say(match origin {
        Origin::Said(_) => "origin-said",
        Origin::Measured => "origin-measured",
        Origin::KnownBefore => "origin-known-before",
    })
}

/// Writes a time as one reads it in this language, with its distance from UTC: desks lie in several zones.
fn moment(words: &Words, time: &Zoned) -> String {
    let day = words.day(time.year(), time.month(), time.day());
    format!("{day}, {} (UTC{})", time.strftime("%H:%M"), time.strftime("%:z"))
}

fn sheet(words: &Words, written: &HandOver, occasion: &Occasion) -> Sheet {
    let title = words.tell("hand-over-title", &[("number", (&written.number).into())]);
    let mut sheet = Sheet::new(words, &title, &written.fault);
    sheet.is_urgent = written.urgency == Some(Urgency::Now);
    sheet.head(words, "hand-over-to", written.role.as_deref());
    sheet.head(words, "hand-over-urgency", written.urgency.map(|it| urgency(words, it)).as_deref());
    sheet.head(words, "document-due", occasion.due(written).map(|due| moment(words, &due)).as_deref());
    sheet.head(words, "document-begun", occasion.begun.as_ref().map(|begun| moment(words, begun)).as_deref());
    sheet.head(words, "document-by", occasion.agent.as_deref());
    let channel = occasion.channel.as_deref().map(|channel| match words.say(&format!("channel-{channel}")) {
        said if words.has(&format!("channel-{channel}")) => said,
        _ => channel.to_owned(),
    });
    sheet.head(words, "document-channel", channel.as_deref());
    let wanted = written.wanted.then(|| words.say("hand-over-wanted"));
    let because: Vec<String> = written.because.iter().cloned().chain(wanted).collect();
    if !because.is_empty() {
        sheet.section(words, "hand-over-because", &because);
    }
    if let Some(own) = &written.own_words {
        let heading = words.say("start-own-words");
        sheet.blocks.push(Block::List { heading, items: vec![Item::plain(own)], is_quoted: true });
    }
    sheet.lines(words, "hand-over-probably", &written.probably);
    let details = written.details.iter().map(|it| Item::named(&it.name, &it.value, origin(words, &it.origin)));
    sheet.list(words, "hand-over-facts", details.collect());
    let answers = written.answers.iter().map(|it| Item::marked(&it.text, origin(words, &it.origin)));
    sheet.list(words, "hand-over-answers", answers.collect());
    let tried = written.tried.iter().map(|it| Item::marked(&it.what, clean_line(&it.result).into_owned()));
    sheet.list(words, "hand-over-tried", tried.collect());
    sheet.lines(words, "hand-over-ruled-out", &written.ruled_out);
    sheet.lines(words, "hand-over-warnings", &written.warnings);
    sheet.lines(words, "hand-over-notes", &written.notes);
    sheet.lines(words, "hand-over-missing", &written.missing);
    if !written.withheld.is_empty() {
        sheet.lines(words, "document-withheld", &written.withheld);
        sheet.paragraph(&words.say("document-withheld-why"));
    }
    sheet.foot = words.say("document-foot");
    sheet
}

/// The hand-over for programs.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Wire<'a> {
    format: u32,
    document: &'static str,
    case: &'a str,
    tree: &'a str,
    role: Option<&'a str>,
    urgency: Option<&'static str>,
    begun: Option<String>,
    handed_over: String,
    due: Option<String>,
    agent: Option<&'a str>,
    channel: Option<&'a str>,
    /// Whether a person was asked for.
    wanted: bool,
    /// Whether something private was left out.
    withheld: bool,
    /// Everything that is said, by language.
    texts: Map<String, Value>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Texts<'a> {
    fault: &'a str,
    to: Option<&'a str>,
    urgency: Option<String>,
    due: Option<String>,
    because: Option<&'a str>,
    own_words: Option<&'a str>,
    probably: &'a [String],
    details: Vec<Detail<'a>>,
    answers: Vec<Statement<'a>>,
    tried: Vec<Attempt<'a>>,
    ruled_out: &'a [String],
    warnings: &'a [String],
    notes: &'a [String],
    missing: &'a [String],
    withheld: &'a [String],
}

#[derive(Serialize)]
struct Detail<'a> {
    fact: &'a str,
    name: &'a str,
    value: &'a str,
    origin: &'static str,
    private: bool,
}

#[derive(Serialize)]
struct Statement<'a> {
    step: &'a str,
    text: &'a str,
    origin: &'static str,
    private: bool,
}

#[derive(Serialize)]
struct Attempt<'a> {
    step: &'a str,
    what: &'a str,
    result: &'a str,
}

fn json(first: &HandOver, written: &[(&Words, HandOver)], occasion: &Occasion) -> Value {
    let time = |time: &Zoned| time.timestamp().to_string();
    let texts = written.iter().map(|(words, written)| {
        let texts = serde_json::to_value(texts(words, written, occasion)).unwrap_or_default();
        (words.lang().to_string(), texts)
    });
    let wire = Wire {
        format: FORMAT,
        document: "hand-over",
        case: &first.number,
        tree: &first.tree,
        role: first.role_id.as_deref(),
        urgency: first.urgency.map(|urgency| match urgency {
            Urgency::Normal => "normal",
            Urgency::Soon => "soon",
            Urgency::Now => "now",
        }),
        begun: occasion.begun.as_ref().map(time),
        handed_over: time(&occasion.handed_over),
        due: occasion.due(first).as_ref().map(time),
        agent: occasion.agent.as_deref(),
        channel: occasion.channel.as_deref(),
        wanted: first.wanted,
        withheld: !first.withheld.is_empty(),
        texts: texts.collect(),
    };
    serde_json::to_value(wire).unwrap_or_default()
}

fn texts<'a>(words: &Words, written: &'a HandOver, occasion: &Occasion) -> Texts<'a> {
    let origin = |origin: &Origin| match origin {
        Origin::Said(_) => "said",
        Origin::Measured => "measured",
        Origin::KnownBefore => "known-before",
    };
    let details = written.details.iter().map(|it| Detail {
        fact: it.id.as_str(),
        name: &it.name,
        value: &it.value,
        origin: origin(&it.origin),
        private: it.private,
    });
    let answers = written.answers.iter().map(|it| Statement {
        step: &it.step,
        text: &it.text,
        origin: origin(&it.origin),
        private: it.private,
    });
    let tried = written.tried.iter().map(|it| Attempt { step: &it.step, what: &it.what, result: &it.result });
    Texts {
        fault: &written.fault,
        to: written.role.as_deref(),
        urgency: written.urgency.map(|it| urgency(words, it)),
        due: occasion.due(written).map(|due| moment(words, &due)),
        because: written.because.as_deref(),
        own_words: written.own_words.as_deref(),
        probably: &written.probably,
        details: details.collect(),
        answers: answers.collect(),
        tried: tried.collect(),
        ruled_out: &written.ruled_out,
        warnings: &written.warnings,
        notes: &written.notes,
        missing: &written.missing,
        withheld: &written.withheld,
    }
}
