//! `lotse case show`: tells a case from its first turn to its last.

use super::{line, local, minutes, wire};
use crate::{
    casebook::{Line, Opened, Presence, Said, brief, story},
    cli::{Args, Exit, Format, Outputs, book, resume_case, words},
    library::Shelf,
    screen::{Screen, Style},
    words::Words,
};

/// Shows a case.
pub(super) fn show(args: &Args, shelf: &Shelf, typed: &str, outputs: &mut Outputs) -> Exit {
    let mut book = match book::book(args, outputs) {
        Ok(book) => book,
        Err(exit) => return exit,
    };
    let number = match book.find(typed) {
        Ok(case) => case.number,
        Err(unfound) => return resume_case::complain(&unfound, outputs),
    };
    let opened = match book.open(&number, shelf) {
        Ok(opened) => opened,
        Err(unopened) => return outputs.complain(&unopened.to_string(), unopened.help()),
    };
    let words = words(args);
    let lines = story(&opened, &words);
    if args.format == Format::Json {
        let titles = line::Titles::of(opened.shelf(shelf), words.lang());
        let case = wire::Case::of(&opened.case, Some(&opened), &titles, &words);
        outputs.out.json(&wire::Story::of(case, &lines, &words));
        return Exit::Good;
    }
    head(&opened, book.presence(&opened.case), &words, &mut outputs.out);
    outputs.out.gap();
    let widest = lines.last().map_or(1, |line| line.turn.to_string().len());
    let mut day = String::new();
    for line in &lines {
        let at = local(line.at);
        let (own_day, time) = at.split_once(' ').unwrap_or_default();
        if own_day != day {
            outputs.out.text(0, Style::Quiet, own_day);
            own_day.clone_into(&mut day);
        }
        let label = format!("{:widest$}  {time}  ", line.turn);
        outputs.out.item(2, &label, Style::Plain, &tell(line, &words));
    }
    Exit::Good
}

/// What the case is about, how it stands, and who has it.
fn head(opened: &Opened, presence: Presence, words: &Words, out: &mut Screen) {
    let (case, told) = (&opened.case, brief(opened, words));
    let state = if presence == Presence::Gone || !case.head.state.is_unfinished() {
        case.head.state.as_str()
    } else {
        "in-use"
    };
    let mut parts = vec![case.number.to_string()];
    parts.extend(Some(told.title).filter(|title| !title.is_empty()));
    parts.push(words.say(&format!("case-state-{state}")));
    parts.extend(case.head.owner.as_ref().map(|owner| words.tell("case-owner", &[("name", owner.into())])));
    out.text(0, Style::Strong, &parts.join(" · "));
    let (began, changed, time) = (local(case.began), local(case.changed), minutes(case.spent));
    let gaps = [("began", (&began).into()), ("changed", (&changed).into()), ("time", (&time).into())];
    out.text(0, Style::Plain, &words.tell("case-times", &gaps));
    if case.head.state.is_unfinished() && !told.waiting.is_empty() {
        out.text(0, Style::Plain, &words.tell("case-waiting", &[("what", (&told.waiting).into())]));
    }
}

/// A turn with its origin, who and where, the language and the time that it took.
fn tell(line: &Line, words: &Words) -> String {
    let mut parts = vec![line.said.tell(words)];
    if matches!(line.said, Said::Answered { instruction: false, .. }) {
        parts.push(words.say("origin-said"));
    }
    parts.push(line.agent.clone().unwrap_or_else(|| words.say("case-customer")));
    parts.push(words.say(&format!("where-{}", line.channel)));
    parts.push(line.lang.clone());
    if 1000 <= line.spent {
        parts.push(words.tell("agent-elapsed", &[("time", (&minutes(line.spent)).into())]));
    }
    if line.private {
        parts.push(words.say("facts-private"));
    }
    parts.join(" · ")
}
