//! Shows how a case ends: the closing note, the hand-over, or where an unfinished dialogue stands.

use super::show::{Show, Voice, full_stop};
use crate::{
    case::{Closing, HandOver},
    screen::Style,
    tree::Urgency,
};

const INDENT: usize = 2;

impl Show<'_> {
    /// Shows the closing note of a fix; whether it works again is for the agent to say.
    pub(crate) fn closing(&mut self, closing: &Closing, works: bool) {
        let words = self.phrase.words;
        let first = words.say("closing-fixed");
        let cause = match closing.causes.as_slice() {
            [] => String::new(),
            [only] => words.tell("closing-cause", &[("cause", only.into())]),
            several => words.tell("closing-causes", &[("causes", (&several.join("; ")).into())]),
        };
        self.screen.gap();
        self.screen.text(INDENT, Style::Strong, format!("{first} {cause}").trim_end());
        if let Some(note) = &closing.note {
            self.screen.text(INDENT, Style::Plain, &full_stop(note));
        }
        let number = words.tell("closing-number", &[("number", (&closing.number).into())]);
        self.screen.text(INDENT, Style::Plain, &number);
        self.screen.gap();
        let last = match self.voice {
            Voice::Customer => words.say("closing-thanks"),
            Voice::Agent => words.tell("closing-agent", &[("number", (&closing.number).into())]),
        };
        if self.voice == Voice::Agent {
            let label = format!("{}  ", words.say("agent-say"));
            self.screen.item(
                INDENT,
                &label,
                Style::Strong,
                &words.say(if works { "say-fixed" } else { "say-settled" }),
            );
        }
        self.screen.text(INDENT, Style::Plain, &last);
    }

    /// Shows the hand-over at the end.
    pub(crate) fn escalated(&mut self, written: &HandOver) {
        let words = self.phrase.words;
        self.screen.gap();
        let first = match &written.role {
            Some(role) => words.tell("escalated-title", &[("role", role.into())]),
            None => words.say("escalated-nobody"),
        };
        self.screen.text(INDENT, Style::Strong, &full_stop(&first));
        if let Some(because) = &written.because {
            self.screen.text(INDENT, Style::Plain, &full_stop(because));
        }
        let number = words.tell("escalated-number", &[("number", (&written.number).into())]);
        self.screen.text(INDENT, Style::Plain, &number);
        self.hand_over(written);
        self.screen.gap();
        match self.voice {
            Voice::Customer => self.screen.text(INDENT, Style::Plain, &words.say("escalated-customer")),
            Voice::Agent => {
                let label = format!("{}  ", words.say("agent-say"));
                self.screen.item(INDENT, &label, Style::Strong, &words.say("say-escalated"));
                self.screen.text(INDENT, Style::Plain, &words.say("escalated-agent"));
            }
        }
    }

    /// Shows the hand-over, section by section.
    pub(crate) fn hand_over(&mut self, written: &HandOver) {
        let words = self.phrase.words;
        self.screen.gap();
        let title = words.tell("hand-over-title", &[("number", (&written.number).into())]);
        self.screen.text(INDENT, Style::Strong, &title);
        let fault = Some(written.fault.clone()).filter(|fault| !fault.is_empty());
        self.section("hand-over-fault", fault.as_slice());
        self.section("start-own-words", written.own_words.as_slice());
        self.section("hand-over-to", written.role.as_slice());
        let urgency = written.urgency.map(|urgency| match urgency {
            Urgency::Normal => words.say("urgency-normal"),
            Urgency::Soon => words.say("urgency-soon"),
            Urgency::Now => words.say("urgency-now"),
        });
        self.section("hand-over-urgency", urgency.as_slice());
        let wanted = written.wanted.then(|| words.say("hand-over-wanted"));
        let because: Vec<String> = written.because.iter().cloned().chain(wanted).collect();
        self.section("hand-over-because", &because);
        self.section("hand-over-probably", &written.probably);
        let details = written.details.iter().map(|it| {
            let origin = self.phrase.origin(&it.origin);
            format!("{}: {} ({origin})", it.name, it.value)
        });
        self.section("hand-over-facts", &details.collect::<Vec<_>>());
        let answers = written.answers.iter().map(|it| format!("{} ({})", it.text, self.phrase.origin(&it.origin)));
        self.section("hand-over-answers", &self.counted(answers));
        let tried = written.tried.iter().map(|it| format!("{} – {}", full_stop(&it.what), it.result));
        self.section("hand-over-tried", &self.counted(tried));
        self.section("hand-over-ruled-out", &written.ruled_out);
        self.section("hand-over-warnings", &written.warnings);
        self.section("hand-over-notes", &written.notes);
        self.section("hand-over-missing", &written.missing);
    }

    /// Says once what a loop made the same several times, and how often.
    fn counted(&self, lines: impl Iterator<Item = String>) -> Vec<String> {
        let mut counted: Vec<(String, usize)> = Vec::new();
        for line in lines {
            match counted.iter_mut().find(|(known, _)| *known == line) {
                Some((_, count)) => *count += 1,
                None => counted.push((line, 1)),
            }
        }
        let said = counted.into_iter().map(|(line, count)| match count {
            1 => line,
            _ => self.phrase.words.tell("hand-over-times", &[("line", (&line).into()), ("count", count.into())]),
        });
        said.collect()
    }

    /// Writes a section: one line beside its heading, several below it.
    fn section(&mut self, heading: &str, lines: &[String]) {
        let heading = format!("{}: ", self.phrase.words.say(heading));
        match lines {
            [] => {}
            [only] => self.screen.item(INDENT, &heading, Style::Plain, only),
            several => {
                self.screen.text(INDENT, Style::Plain, heading.trim_end());
                for line in several {
                    self.screen.item(2 * INDENT, "- ", Style::Plain, line);
                }
            }
        }
    }
}
