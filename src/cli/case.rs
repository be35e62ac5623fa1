//! `lotse case`: lists cases, shows them, and does with them what can be done without walking.

mod change;
mod erase;
mod line;
mod list;
mod moving;
mod replay;
mod show;
mod wire;

use super::{Args, Exit, Outputs, now, resume_case};
use crate::{library::Shelf, store::Moment};

/// What to do with cases.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Order {
    /// Lists cases, the one that changed last first.
    List(list::Wanted),
    /// Tells a case: who, when, what was asked and answered, what was done with it.
    Show {
        /// The number of the case.
        #[arg(value_name = "NUMBER")]
        case: String,
    },
    /// Goes on with a case: the one that is named, or the last one that is not finished.
    Resume {
        /// The number of the case.
        #[arg(value_name = "NUMBER")]
        case: Option<String>,
    },
    /// Writes something down in a case.
    Note {
        /// The number of the case.
        #[arg(value_name = "NUMBER")]
        case: String,
        /// What to write down.
        #[arg(required = true)]
        text: Vec<String>,
        /// Keeps it although it looks like a password, a code, a card number or a bank account.
        #[arg(long)]
        insist: bool,
    },
    /// Hands a case over to an agent or to a role.
    Hand {
        /// The number of the case.
        #[arg(value_name = "NUMBER")]
        case: String,
        /// The name of the agent, or the role.
        to: String,
    },
    /// Closes a case that was neither fixed nor handed over at its end.
    Close {
        /// The number of the case.
        #[arg(value_name = "NUMBER")]
        case: String,
    },
    /// Opens a case again after its end, at the last answer.
    Reopen {
        /// The number of the case.
        #[arg(value_name = "NUMBER")]
        case: String,
    },
    /// Takes cases that are not finished to the trees of today, and says before what becomes of their answers.
    #[command(after_help = MOVE)]
    Move(moving::Wanted),
    /// Tells which cases would end elsewhere with the trees of today; changes nothing.
    #[command(after_help = REPLAY)]
    Replay(replay::Wanted),
    /// Removes from cases what is private; what can be counted stays.
    #[command(after_help = ERASE)]
    Erase(erase::Wanted),
}

const MOVE: &str = "\
A case goes on with the trees with which it began. --trees names a folder of other trees.

Exit codes:
  0  moved, or there was nothing to move
  1  left as it was: answers would be dropped, or somebody is at work on it
  2  it has ended, or its tree is gone or has errors";

const REPLAY: &str = "\
Each case is replayed from the version of the trees with which it goes on. --trees names a folder of other trees.

Exit codes:
  0  all cases would lead where they led
  1  some would lead elsewhere
  2  some could not be replayed";

const ERASE: &str = "\
Erased are facts and texts that the trees mark private, notes, how the person described the problem, and messages
that wait in the outbox or were sent from it. Trees, steps, answers, times and endings stay. A case that is gone on
with afterwards asks again for what was erased. Copies and backups made before still hold everything.";

/// Carries an order out.
pub(super) fn obey(args: &Args, shelf: &Shelf, order: &Order, outputs: &mut Outputs) -> Exit {
    match order {
        Order::List(wanted) => list::list(args, shelf, wanted, outputs),
        Order::Show { case } => show::show(args, shelf, case, outputs),
        Order::Resume { case } => resume_case::resume(args, shelf, case.as_deref(), outputs),
        Order::Note { case, text, insist } => change::note(args, case, (&text.join(" "), *insist), outputs),
        Order::Hand { case, to } => change::hand(args, shelf, case, to, outputs),
        Order::Close { case } => change::close(args, shelf, case, outputs),
        Order::Reopen { case } => change::reopen(args, shelf, case, outputs),
        Order::Move(wanted) => moving::move_cases(args, shelf, wanted, outputs),
        Order::Replay(wanted) => replay::replay(args, shelf, wanted, outputs),
        Order::Erase(wanted) => erase::erase(args, wanted, outputs),
    }
}

/// Writes a time as people here read it.
pub(super) fn local(at: Moment) -> String {
    jiff::Timestamp::from_millisecond(at.0)
        .map(|at| at.to_zoned(now().time_zone().clone()).strftime("%Y-%m-%d %H:%M").to_string())
        .unwrap_or_default()
}

/// Writes a time as programs read it.
fn stamp(at: Moment) -> String {
    jiff::Timestamp::from_millisecond(at.0).map(|at| at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()).unwrap_or_default()
}

/// Writes how long something took, as minutes and seconds.
fn minutes(milliseconds: u64) -> String {
    let seconds = (milliseconds + 500) / 1000;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}
