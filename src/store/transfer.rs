//! A store as lines of JSON, to be moved into another, of whatever kind. These structs are the promise to programs.

mod spare;

use std::{
    collections::BTreeSet,
    fs::OpenOptions,
    io::{BufRead, BufWriter, Read as _, Write},
    path::Path,
};

use serde::{Deserialize, Serialize};

use super::{CaseRow, CaseState, Ending, Failed, Head, MessageRow, Moment, Piece, Store, Totals, TurnRow, file};
use crate::{
    base::clean_line,
    case::{Number, record::Entry},
};

pub use spare::Extent;
use spare::Spare;

/// The version of the lines; it rises when a field changes its meaning or goes away.
const FORMAT: u32 = 1;

/// The most bytes of a line.
const LONGEST_LINE: u64 = 256 << 20;

/// One line.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
enum Line {
    /// The first line.
    Store {
        format: u32,
    },
    File {
        hash: String,
        text: String,
    },
    Version {
        hash: String,
        manifest: String,
        kept: i64,
    },
    Case(Box<Case>),
    Turn(Box<Turn>),
    Message(Box<Message>),
    /// The last line, so that a file that was cut off is noticed.
    End {
        files: u64,
        versions: u64,
        cases: u64,
        turns: u64,
        messages: u64,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Case {
    number: String,
    tree: String,
    walked: String,
    version: String,
    state: String,
    owner: Option<String>,
    holder: Option<String>,
    agent: Option<String>,
    channel: String,
    lang: String,
    voice: String,
    last_turn: u32,
    began: i64,
    changed: i64,
    spent_ms: u64,
    reopened: u32,
    erased: Option<i64>,
    ended: Option<End>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct End {
    at: i64,
    tree: String,
    step: String,
    causes: Vec<String>,
    role: Option<String>,
    urgency: Option<String>,
    wanted: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[expect(clippy::struct_field_names, reason = "programs read these names")]
struct Turn {
    turn: u32,
    at: i64,
    spent_ms: u64,
    agent: Option<String>,
    channel: String,
    lang: String,
    kind: String,
    tree: Option<String>,
    step: Option<String>,
    answer: Option<String>,
    body: String,
    private: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[expect(clippy::struct_field_names, reason = "programs read these names")]
struct Message {
    message: String,
    place: u32,
    target: String,
    body: String,
    state: String,
    created: i64,
    due: i64,
    attempts: u32,
    leased_until: Option<i64>,
    problem: Option<String>,
    delivered: Option<i64>,
}

/// Writes what stands in a store; tells how many of how many cases are written.
pub fn export(
    store: &mut dyn Store,
    extent: Extent<'_>,
    out: &mut dyn Write,
    tell: &mut dyn FnMut(usize, usize),
) -> Result<Totals, Failed> {
    let total = usize::try_from(store.totals()?.cases).unwrap_or(usize::MAX);
    let mut count = Count::default();
    write(out, &Line::Store { format: FORMAT })?;
    let mut give = |piece: Piece| {
        count.add(&piece);
        if matches!(piece, Piece::Case(_)) {
            tell(usize::try_from(count.totals.cases).unwrap_or(usize::MAX), total);
        }
        write(out, &line_of(piece))
    };
    match extent {
        Extent::Whole => store.pieces(&mut give)?,
        Extent::WithoutPrivate(saying) => {
            let mut spare = Spare::new(saying);
            store.pieces(&mut |piece| spare.pass(piece, &mut give))?;
            spare.finish(&mut give)?;
        }
    }
    write(out, &count.end())?;
    out.flush().map_err(|error| unwritten(&error))?;
    Ok(count.totals)
}

/// Writes the same into a new file that only its owner may read, whole or not at all.
pub fn export_to(
    store: &mut dyn Store,
    extent: Extent<'_>,
    to: &Path,
    tell: &mut dyn FnMut(usize, usize),
) -> Result<Totals, Failed> {
    let mut totals = Totals::default();
    file::whole(to, |new| {
        let opened = OpenOptions::new().write(true).open(new).map_err(|error| unwritten(&error))?;
        totals = export(store, extent, &mut BufWriter::new(opened), tell)?;
        Ok(())
    })?;
    Ok(totals)
}

/// The form of a backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A store of its own, that can be used as it is.
    Store,
    /// Lines of JSON, to be taken in by a new store.
    Lines,
}

/// Copies everything as it is at one moment into a new file, while others go on with their work.
pub fn backup(store: &mut dyn Store, to: &Path, tell: &mut dyn FnMut(usize, usize)) -> Result<Form, Failed> {
    if store.copy(to)? {
        return Ok(Form::Store);
    }
    export_to(store, Extent::Whole, to, tell).map(|_| Form::Lines)
}

/// Takes the lines of another store into this one: all of them or none. Tells how many bytes are read.
pub fn import(store: &mut dyn Store, lines: &mut dyn BufRead, tell: &mut dyn FnMut(usize)) -> Result<Totals, Failed> {
    let mut pieces = Pieces::new(lines, tell);
    store.take_in(&mut pieces)?;
    Ok(pieces.count.totals)
}

/// What was written or read so far.
#[derive(Default)]
struct Count {
    files: u64,
    totals: Totals,
}

impl Count {
    fn add(&mut self, piece: &Piece) {
        match piece {
            Piece::File { .. } => self.files += 1,
            Piece::Version { .. } => self.totals.versions += 1,
            Piece::Case(_) => self.totals.cases += 1,
            Piece::Turn(_) => self.totals.turns += 1,
            Piece::Message(_) => self.totals.messages += 1,
        }
    }

    fn end(&self) -> Line {
        let Totals { cases, turns, versions, messages } = self.totals;
        Line::End { files: self.files, versions, cases, turns, messages }
    }
}

fn write(out: &mut dyn Write, line: &Line) -> Result<(), Failed> {
    // Texts and whole numbers can always be written.
    let mut text = serde_json::to_string(line).unwrap_or_default();
    text.push('\n');
    out.write_all(text.as_bytes()).map_err(|error| unwritten(&error))
}

fn unwritten(error: &std::io::Error) -> Failed {
    let why = clean_line(&error.to_string()).into_owned();
    Failed::of(format!("writing failed: {why}"), "look whether the disk is full")
}

/// Reads lines as pieces, and refuses what does not belong together.
struct Pieces<'l> {
    lines: &'l mut dyn BufRead,
    tell: &'l mut dyn FnMut(usize),
    line: usize,
    bytes: usize,
    count: Count,
    seen: BTreeSet<String>,
    /// The case whose turns come now: its last turn, and the one that comes next.
    open: Option<(u32, Option<u32>)>,
    is_over: bool,
}

impl<'l> Pieces<'l> {
    fn new(lines: &'l mut dyn BufRead, tell: &'l mut dyn FnMut(usize)) -> Self {
        let (count, seen) = (Count::default(), BTreeSet::new());
        Self { lines, tell, line: 0, bytes: 0, count, seen, open: None, is_over: false }
    }

    fn fail(&self, problem: &str) -> Failed {
        Failed::of(format!("line {}: {problem}", self.line), "export the store once more; nothing was taken in")
    }

    fn read(&mut self) -> Result<Option<Line>, Failed> {
        let mut bytes = Vec::new();
        let read = self.lines.take(LONGEST_LINE).read_until(b'\n', &mut bytes);
        self.line += 1;
        match read {
            Ok(0) => return Ok(None),
            Ok(count) => self.bytes += count,
            Err(error) => return Err(self.fail(&clean_line(&error.to_string()))),
        }
        (self.tell)(self.bytes);
        match serde_json::from_slice(&bytes) {
            Ok(line) => Ok(Some(line)),
            Err(_) if self.line == 1 => {
                Err(Failed::of("this is no export of a store", "`lotse store export` writes one"))
            }
            Err(error) => Err(self.fail(&format!("column {}: this is no line of an export", error.column()))),
        }
    }

    fn piece(&mut self) -> Result<Option<Piece>, Failed> {
        let Some(line) = self.read()? else {
            return Err(self.fail("the end is missing"));
        };
        match &line {
            Line::Store { format } if self.line == 1 => {
                return match *format {
                    FORMAT => self.piece(),
                    _ => Err(Failed::of("a newer lotse wrote this export", "use that one")),
                };
            }
            _ if self.line == 1 => {
                return Err(Failed::of("this is no export of a store", "`lotse store export` writes one"));
            }
            Line::End { files, versions, cases, turns, messages } => {
                self.close()?;
                let Totals { cases: c, turns: t, versions: v, messages: m } = self.count.totals;
                if [*files, *versions, *cases, *turns, *messages] != [self.count.files, v, c, t, m] {
                    return Err(self.fail("lines are missing before this one"));
                }
                return Ok(None);
            }
            _ => {}
        }
        let piece = self.piece_of(line)?;
        self.count.add(&piece);
        Ok(Some(piece))
    }

    /// Looks whether all turns of the case that came last were there.
    fn close(&mut self) -> Result<(), Failed> {
        match self.open.take() {
            Some((last, next)) if next.map_or(0, |next| next.saturating_sub(1)) != last => {
                Err(self.fail("the case before has not all of its turns"))
            }
            _ => Ok(()),
        }
    }

    fn piece_of(&mut self, line: Line) -> Result<Piece, Failed> {
        Ok(match line {
            Line::Store { .. } | Line::End { .. } => return Err(self.fail("this does not belong here")),
            Line::File { hash, text } => Piece::File { hash, text },
            Line::Version { hash, manifest, kept } => Piece::Version { hash, manifest, kept: Moment(kept) },
            Line::Case(case) => {
                self.close()?;
                if !self.seen.insert(case.number.clone()) {
                    return Err(self.fail("this case stands in the export twice"));
                }
                let last = case.last_turn;
                let case = case_of(*case).ok_or_else(|| self.fail("this is no case"))?;
                self.open = Some((last, None));
                Piece::Case(case)
            }
            Line::Turn(turn) => {
                let Some((_, next)) = &mut self.open else { return Err(self.fail("a turn has no case")) };
                if turn.turn != next.unwrap_or_else(|| turn.turn.min(1)) {
                    return Err(self.fail("a turn is missing before this one"));
                }
                *next = Some(turn.turn.saturating_add(1));
                Piece::Turn(turn_of(*turn))
            }
            Line::Message(message) => {
                if self.open.is_none() {
                    return Err(self.fail("a message has no case"));
                }
                Piece::Message(message_of(*message))
            }
        })
    }
}

impl Iterator for Pieces<'_> {
    type Item = Result<Piece, Failed>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let piece = self.piece().transpose();
        self.is_over = !matches!(piece, Some(Ok(_)));
        piece
    }
}

fn line_of(piece: Piece) -> Line {
    match piece {
        Piece::File { hash, text } => Line::File { hash, text },
        Piece::Version { hash, manifest, kept } => Line::Version { hash, manifest, kept: kept.0 },
        Piece::Case(case) => Line::Case(Box::new(line_of_case(case))),
        Piece::Turn(it) => {
            let TurnRow { turn, at, spent, agent, channel, lang, entry, sends: _ } = it;
            let Entry { kind, tree, step, answer, body, private } = entry;
            Line::Turn(Box::new(Turn {
                turn,
                at: at.0,
                spent_ms: spent,
                agent,
                channel,
                lang,
                kind,
                tree,
                step,
                answer,
                body,
                private,
            }))
        }
        Piece::Message(it) => Line::Message(Box::new(Message {
            message: it.message,
            place: it.place,
            target: it.target,
            body: it.body,
            state: it.state,
            created: it.created.0,
            due: it.due.0,
            attempts: it.attempts,
            leased_until: it.leased_until.map(|at| at.0),
            problem: it.problem,
            delivered: it.delivered.map(|at| at.0),
        })),
    }
}

fn line_of_case(case: CaseRow) -> Case {
    let Head { state, walked, version, owner, agent, channel, lang, voice, ended } = case.head;
    let ended = ended.map(|it| End {
        at: it.at.0,
        tree: it.tree,
        step: it.step,
        causes: it.causes,
        role: it.role,
        urgency: it.urgency,
        wanted: it.wanted,
    });
    Case {
        number: case.number.to_string(),
        tree: case.tree,
        walked,
        version,
        state: state.as_str().to_owned(),
        owner,
        holder: case.holder,
        agent,
        channel,
        lang,
        voice,
        last_turn: case.last,
        began: case.began.0,
        changed: case.changed.0,
        spent_ms: case.spent,
        reopened: case.reopened,
        erased: case.erased.map(|at| at.0),
        ended,
    }
}

fn case_of(it: Case) -> Option<CaseRow> {
    let ended = it.ended.map(|it| Ending {
        at: Moment(it.at),
        tree: it.tree,
        step: it.step,
        causes: it.causes,
        role: it.role,
        urgency: it.urgency,
        wanted: it.wanted,
    });
    let head = Head {
        state: CaseState::parse(&it.state)?,
        walked: it.walked,
        version: it.version,
        owner: it.owner,
        agent: it.agent,
        channel: it.channel,
        lang: it.lang,
        voice: it.voice,
        ended,
    };
    Some(CaseRow {
        number: Number::parse(&it.number)?,
        tree: it.tree,
        head,
        holder: it.holder,
        last: it.last_turn,
        began: Moment(it.began),
        changed: Moment(it.changed),
        spent: it.spent_ms,
        reopened: it.reopened,
        erased: it.erased.map(Moment),
    })
}

fn turn_of(it: Turn) -> TurnRow {
    TurnRow {
        turn: it.turn,
        at: Moment(it.at),
        spent: it.spent_ms,
        agent: it.agent,
        channel: it.channel,
        lang: it.lang,
        entry: Entry {
            kind: it.kind,
            tree: it.tree,
            step: it.step,
            answer: it.answer,
            body: it.body,
            private: it.private,
        },
        sends: Vec::new(),
    }
}

fn message_of(it: Message) -> MessageRow {
    MessageRow {
        message: it.message,
        place: it.place,
        target: it.target,
        body: it.body,
        state: it.state,
        created: Moment(it.created),
        due: Moment(it.due),
        attempts: it.attempts,
        leased_until: it.leased_until.map(Moment),
        problem: it.problem,
        delivered: it.delivered.map(Moment),
    }
}
