//! `lotse outbox`: what is to be sent and what was sent; and sending, here and beside a dialogue.

use std::time::{Duration, Instant};

use indexmap::IndexMap;
use serde::Serialize;

use super::{Args, Exit, Format, Outputs, book, now, random, words};
use crate::{
    base::near,
    casebook::Dispatch,
    delivery::{Content, Result as Outcome, Road, Settings},
    outbox::{Message, Round, Route, Sender, Stored, send_due},
    repl::{Desk, Errand, News},
    screen::Style,
    store::{self, Failed, MessageFilter, MessageRow, MessageState, Moment, Settled, Store},
    words::Words,
};

/// What to do with the outbox.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Order {
    /// Lists what is to be sent, and what somebody has to look at.
    List {
        /// Lists what was delivered or dropped as well.
        #[arg(long)]
        all: bool,
    },
    /// Shows a message as its receiver gets it.
    Show {
        /// The key of the message, or its beginning.
        key: String,
    },
    /// Sends everything that is due.
    Deliver,
    /// Makes a message due now, also one that was refused or dropped.
    Retry {
        /// The key of the message, or its beginning.
        key: String,
    },
    /// Gives a message up: it is not sent.
    Drop {
        /// The key of the message, or its beginning.
        key: String,
    },
}

/// Carries an order out.
pub(super) fn obey(args: &Args, order: Option<&Order>, outputs: &mut Outputs) -> Exit {
    let mut book = match book::book(args, outputs) {
        Ok(book) => book,
        Err(exit) => return exit,
    };
    let store = book.store();
    let done = match order {
        None => list(args, store, false, outputs),
        Some(Order::List { all }) => list(args, store, *all, outputs),
        Some(Order::Show { key }) => show(args, store, key, outputs),
        Some(Order::Deliver) => return deliver(args, store, outputs),
        Some(Order::Retry { key }) => {
            let again = Settled::Again(Moment(now().timestamp().as_millisecond()));
            settle(args, store, (key, &again, "outbox-retried"), outputs)
        }
        Some(Order::Drop { key }) => settle(args, store, (key, &Settled::Dropped, "outbox-dropped-now"), outputs),
    };
    done.unwrap_or_else(|failed| book::complain(&failed, outputs))
}

/// Reads the settings that are named, or those of the environment.
fn settings(args: &Args, outputs: &mut Outputs) -> Result<Settings, Exit> {
    let named = args.settings.clone().or_else(|| std::env::var_os("LOTSE_SETTINGS").map(Into::into));
    match named.filter(|path| !path.as_os_str().is_empty()) {
        None => Ok(Settings::of_environment()),
        Some(path) => Settings::open(&path).map_err(|unfit| outputs.complain(&unfit.to_string(), unfit.help)),
    }
}

/// The targets of the command line, or the one of the environment.
fn targets(args: &Args) -> Vec<String> {
    if !args.send_to.is_empty() {
        return args.send_to.clone();
    }
    std::env::var("LOTSE_OUTBOX").ok().filter(|target| !target.is_empty()).into_iter().collect()
}

/// Where the escalations of a dialogue go, and what sends them beside it.
pub(super) struct Sends {
    /// What is put into the outbox.
    pub(super) dispatch: Dispatch,
    settings: Settings,
}

impl Sends {
    /// Gets ready to send what stands in the store of this name.
    pub(super) fn errand(self, store: &str) -> (Dispatch, Errand) {
        let store = store.to_owned();
        (self.dispatch, Errand::new(Box::new(move || store::open(&store)), self.settings))
    }
}

/// Says where escalations go; a target that cannot be used is refused before anybody is asked anything.
pub(super) fn sends(args: &Args, outputs: &mut Outputs) -> Result<Option<Sends>, Exit> {
    let targets = targets(args);
    if targets.is_empty() {
        return Ok(None);
    }
    let settings = settings(args, outputs)?;
    for target in &targets {
        let _usable = settings.target(target).map_err(|unfit| outputs.complain(&unfit.to_string(), unfit.help))?;
    }
    let route = Route { targets, with_private: args.with_private, langs: Vec::new() };
    let dispatch = Dispatch { route, zone: now().time_zone().clone(), random };
    Ok(Some(Sends { dispatch, settings }))
}

/// For how long nothing is said when a dialogue is over and something is still being sent.
const QUIET: Duration = Duration::from_millis(300);
/// For how long the program waits then. What has not arrived by then stays in the outbox.
const PATIENCE: Duration = Duration::from_secs(5);

/// Sends what is still due when a dialogue is over, and waits for that a little. That it worked is not said: the
/// dialogue has told the person that somebody takes over; what does not work is said, and is not the end of it.
pub(super) fn see_off(words: &Words, desk: Option<&Desk>, outputs: &mut Outputs) {
    let Some((desk, errand)) = desk.and_then(|desk| Some((desk, desk.errand()?))) else { return };
    errand.send_rest();
    let begun = Instant::now();
    let (mut tried, mut is_said, mut is_left) = (IndexMap::new(), false, false);
    loop {
        let rest = if is_said { PATIENCE.saturating_sub(begun.elapsed()) } else { QUIET };
        match errand.hear(rest) {
            Some(News::Tried(message, outcome)) => drop(tried.insert(message.key.clone(), (message, outcome))),
            Some(News::Failed(failed)) => drop(book::complain(&failed, outputs)),
            Some(News::Over) => break,
            None if !is_said => {
                outputs.out.flush();
                outputs.talk.text(0, Style::Plain, &words.say("outbox-under-way"));
                is_said = true;
            }
            Some(News::Left) | None => {
                is_left = true;
                break;
            }
        }
    }
    if is_left && let Err(failed) = desk.give_back() {
        let _exit = book::complain(&failed, outputs);
    }
    for (message, outcome) in tried.values() {
        say_trouble(words, message, outcome, outputs);
    }
    if is_left {
        outputs.talk.text(0, Style::Plain, &words.say("outbox-left"));
    } else if tried.values().any(|(_, outcome)| *outcome != Outcome::Delivered) {
        outputs.talk.text(0, Style::Plain, &words.say("outbox-later"));
    }
}

fn send(
    store: &mut dyn Store,
    settings: &Settings,
    heard: &mut dyn FnMut(&Message, &Outcome),
) -> Result<Round, Failed> {
    let mut clock = || now().timestamp().as_millisecond();
    let mut sender = Sender { courier: &mut Road, settings, clock: &mut clock, random: &mut random };
    send_due(&mut Stored::all(store), &mut sender, heard)
}

fn say_trouble(words: &Words, message: &Message, outcome: &Outcome, outputs: &mut Outputs) {
    let (id, problem) = match outcome {
        Outcome::Delivered => return,
        Outcome::Again { problem, .. } => ("outbox-again", problem),
        Outcome::Refused { problem } => ("outbox-look", problem),
    };
    let gaps = [("key", (&message.key).into()), ("target", (&message.target).into()), ("problem", problem.into())];
    outputs.talk.text(0, Style::Plain, &words.tell(id, &gaps));
}

fn deliver(args: &Args, store: &mut dyn Store, outputs: &mut Outputs) -> Exit {
    let settings = match settings(args, outputs) {
        Ok(settings) => settings,
        Err(exit) => return exit,
    };
    let words = words(args);
    let mut any = false;
    let sent = send(store, &settings, &mut |message, outcome| {
        any = true;
        if *outcome == Outcome::Delivered {
            let gaps = [("key", (&message.key).into()), ("target", (&message.target).into())];
            outputs.out.text(0, Style::Plain, &words.tell("outbox-sent", &gaps));
        }
        say_trouble(&words, message, outcome, outputs);
    });
    match sent {
        Ok(_) if !any => {
            outputs.talk.text(0, Style::Plain, &words.say("outbox-none-due"));
            Exit::Good
        }
        Ok(round) => {
            if round.waiting + round.refused == 0 {
                Exit::Good
            } else {
                Exit::Findings
            }
        }
        Err(failed) => book::complain(&failed, outputs),
    }
}

/// One message of the outbox, for programs.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Line<'a> {
    format: u8,
    key: &'a str,
    case: &'a str,
    place: u32,
    target: &'a str,
    state: &'a str,
    attempts: u32,
    created: String,
    due: Option<String>,
    delivered: Option<String>,
    problem: Option<&'a str>,
}

fn universal(at: Moment) -> String {
    jiff::Timestamp::from_millisecond(at.0).map(|at| at.to_string()).unwrap_or_default()
}

fn local(at: Moment) -> String {
    let time = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
    time.to_zoned(now().time_zone().clone()).strftime("%Y-%m-%d %H:%M").to_string()
}

fn list(args: &Args, store: &mut dyn Store, all: bool, outputs: &mut Outputs) -> Result<Exit, Failed> {
    let states = if all { Vec::new() } else { vec![MessageState::Waiting, MessageState::Refused] };
    let found = store.messages(&MessageFilter { states, ..MessageFilter::default() })?;
    let words = words(args);
    if args.format == Format::Text && found.is_empty() {
        let id = if all { "outbox-empty-all" } else { "outbox-empty" };
        outputs.talk.text(0, Style::Plain, &words.say(id));
    }
    for (case, row) in &found {
        if args.format == Format::Json {
            outputs.out.json(&Line {
                format: 1,
                key: &row.message,
                case: case.as_str(),
                place: row.place,
                target: &row.target,
                state: &row.state,
                attempts: row.attempts,
                created: universal(row.created),
                due: (row.state == MessageState::Waiting.as_str()).then(|| universal(row.due)),
                delivered: row.delivered.map(universal),
                problem: row.problem.as_deref(),
            });
            continue;
        }
        outputs.out.item(0, &format!("{}  ", row.message), Style::Plain, &told(&words, row));
        outputs.out.text(4, Style::Plain, &words.tell("outbox-to", &[("target", (&row.target).into())]));
        if let Some(problem) = &row.problem {
            outputs.out.text(4, Style::Quiet, problem);
        }
    }
    Ok(Exit::Good)
}

/// Tells how a message stands, on one line.
fn told(words: &Words, row: &MessageRow) -> String {
    let is_leased = row.leased_until.is_some_and(|until| now().timestamp().as_millisecond() < until.0);
    let state = if is_leased { "sending" } else { row.state.as_str() };
    let mut parts = vec![words.say(&format!("outbox-{state}"))];
    let at = |id: &str, moment: Moment| words.tell(id, &[("time", (&local(moment)).into())]);
    match row.delivered {
        Some(delivered) => parts.push(at("outbox-on", delivered)),
        None => parts.push(words.tell("outbox-attempts", &[("count", (row.attempts as usize).into())])),
    }
    if row.state == MessageState::Waiting.as_str() && !is_leased {
        parts.push(at("outbox-next", row.due));
    }
    parts.join(", ")
}

/// Finds the one message whose key begins so.
fn find(store: &mut dyn Store, typed: &str, outputs: &mut Outputs) -> Result<Result<MessageRow, Exit>, Failed> {
    let all: Vec<MessageRow> = store.messages(&MessageFilter::default())?.into_iter().map(|(_, row)| row).collect();
    let typed = typed.to_lowercase();
    let fits = |row: &&MessageRow| row.message.to_lowercase().starts_with(&typed);
    let mut fitting = all.iter().filter(fits);
    Ok(match (fitting.next(), fitting.next()) {
        (Some(only), None) => Ok(only.clone()),
        (Some(_), Some(_)) => {
            Err(outputs.complain("several keys begin so", "write more of it; `lotse outbox list --all`"))
        }
        (None, _) => {
            let help = match near(&typed, all.iter().map(|row| row.message.as_str())) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`lotse outbox list --all` shows all keys".to_owned(),
            };
            Err(outputs.complain("there is no such message", &help))
        }
    })
}

fn show(args: &Args, store: &mut dyn Store, typed: &str, outputs: &mut Outputs) -> Result<Exit, Failed> {
    let row = match find(store, typed, outputs)? {
        Ok(row) => row,
        Err(exit) => return Ok(exit),
    };
    match Content::from_json(&row.body) {
        Some(content) if args.format == Format::Json => outputs.out.json(&content.data),
        Some(content) => outputs.out.verbatim(&content.text),
        None => return Ok(outputs.complain("the message was written by another version of lotse", "use that one")),
    }
    Ok(Exit::Good)
}

fn settle(
    args: &Args,
    store: &mut dyn Store,
    (typed, settled, said): (&str, &Settled, &str),
    outputs: &mut Outputs,
) -> Result<Exit, Failed> {
    let row = match find(store, typed, outputs)? {
        Ok(row) => row,
        Err(exit) => return Ok(exit),
    };
    if !store.settle(&row.message, settled)? {
        let problem = format!("the message is {} already", row.state);
        return Ok(outputs.complain(&problem, "`lotse outbox list --all` shows how it stands"));
    }
    outputs.out.text(0, Style::Plain, &words(args).tell(said, &[("key", (&row.message).into())]));
    Ok(Exit::Good)
}
