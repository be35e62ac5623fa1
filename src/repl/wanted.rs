//! What is wanted of the person at this moment, and what a typed line means there.

use std::sync::Arc;

use super::{
    fold::{begins, has_words, is_same},
    refusal::Refusal,
    typed,
};
use crate::{
    base::{Id, clean, clean_line},
    case::Phrase,
    engine::{Input, Outcome, Value, View},
    tree::{self, After, Date, Fact, FactIx, FactKind, Kind, Question},
};

/// One thing that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its id.
    pub id: Id,
    /// What it is called.
    pub label: String,
}

/// How the reply is given.
#[derive(Clone, Debug)]
pub enum Way {
    /// By reading.
    Acknowledge,
    /// By doing.
    Done,
    /// By telling what an instruction brought.
    Outcome,
    /// By an input of this kind.
    Input(tree::Input),
    /// Not at all.
    Nothing,
}

/// What is wanted of the person.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// How the reply is given.
    pub way: Way,
    /// What can be chosen, in the order of the numbers; beside a typed input only "I am not sure".
    pub choices: Vec<Choice>,
    /// Whether an empty line leaves it out.
    pub may_skip: bool,
    /// Whether the words must never leave the case.
    pub private: bool,
}

impl Wanted {
    /// Finds out what a view wants.
    pub fn of(phrase: Phrase<'_>, view: &View<'_>) -> Self {
        match view {
            View::Warning { .. } => Self::plain(Way::Acknowledge),
            View::Step { step, .. } => match &step.kind {
                Kind::Question(question) => Self::question(phrase, question),
                Kind::Instruction(instruction) => match &instruction.after {
                    After::Verify { .. } => Self { choices: outcomes(phrase), ..Self::plain(Way::Outcome) },
                    After::Next(_) => Self::plain(Way::Done),
                    After::Ask(question) => Self::question(phrase, question),
                },
                Kind::Call(_) | Kind::Route(_) | Kind::Ending(_) => Self::plain(Way::Nothing),
            },
            View::Collect { fact, .. } => {
                phrase.fact(*fact).map_or_else(|| Self::plain(Way::Nothing), |(_, fact)| Self::fact(phrase, fact))
            }
            View::Ended(_) | View::Missing(_) | View::NotStarted => Self::plain(Way::Nothing),
        }
    }

    fn plain(way: Way) -> Self {
        Self { way, choices: Vec::new(), may_skip: false, private: false }
    }

    fn question(phrase: Phrase<'_>, question: &Question) -> Self {
        let chosen = matches!(question.input, tree::Input::Choice | tree::Input::Many);
        let is_shown = |answer: &&tree::Answer| chosen || answer.id.as_str() == "unsure";
        let choice = |answer: &tree::Answer| Choice { id: answer.id.clone(), label: phrase.answer(answer) };
        let declared_private =
            question.fact.as_ref().and_then(|fact| phrase.fact(fact.to?)).is_some_and(|it| it.1.private);
        Self {
            way: Way::Input(question.input.clone()),
            choices: question.answers.iter().filter(is_shown).map(choice).collect(),
            may_skip: false,
            private: declared_private || matches!(question.input, tree::Input::Text { private: true, .. }),
        }
    }

    fn fact(phrase: Phrase<'_>, fact: &Fact) -> Self {
        let FactKind::Given { input, values } = &fact.kind else { return Self::plain(Way::Nothing) };
        let label = |value: &tree::FactValue| {
            value.text.as_ref().map_or_else(|| value.id.to_string(), |text| text.get(phrase.words.lang()).to_owned())
        };
        let mut choices: Vec<Choice> =
            values.iter().map(|value| Choice { id: value.id.clone(), label: label(value) }).collect();
        if !choices.is_empty() {
            choices.push(Choice { id: Id::new("unsure"), label: phrase.words.say("answer-unknown") });
        }
        Self { way: Way::Input(input.clone()), choices, may_skip: true, private: fact.private }
    }

    /// Returns the unit of a number.
    fn unit(&self, phrase: Phrase<'_>) -> Option<String> {
        match &self.way {
            Way::Input(tree::Input::Number { unit, .. }) => {
                unit.as_ref().map(|unit| unit.get(phrase.words.lang()).to_owned())
            }
            _ => None,
        }
    }

    /// Says whether numbers stand for positions here.
    pub fn is_numbered(&self) -> bool {
        matches!(self.way, Way::Input(tree::Input::Choice | tree::Input::Many))
    }

    /// Reads a typed line as an input, or says what is wanted.
    pub fn understand(&self, phrase: Phrase<'_>, line: &str, today: Date) -> Result<Input, Refusal> {
        let typed = line.trim();
        match &self.way {
            Way::Acknowledge if is_assent(phrase, typed) => Ok(Input::Acknowledge),
            Way::Acknowledge => Err(Refusal::Acknowledge),
            Way::Done if is_assent(phrase, typed) => Ok(Input::Done),
            Way::Done => Err(Refusal::Done),
            Way::Outcome => outcome(phrase, &self.choices, typed),
            Way::Nothing => Err(Refusal::Ended),
            Way::Input(_) if typed.is_empty() && self.may_skip => Ok(Input::Unknown),
            Way::Input(_) if typed.is_empty() => Err(Refusal::Empty),
            Way::Input(tree::Input::Choice) => choose(&self.choices, typed).map(Input::Choose),
            Way::Input(tree::Input::Many) => self.several(typed),
            Way::Input(input) => {
                if let Some(id) = self.unsure(phrase, typed) {
                    return Ok(Input::Choose(id));
                }
                match input {
                    tree::Input::Number { .. } => {
                        let unit = self.unit(phrase);
                        typed::number(typed, unit.as_deref()).map(Input::Number).ok_or(Refusal::Number)
                    }
                    tree::Input::Date(_) => typed::day(typed, today).map(Input::Day).map_err(|why| match why {
                        typed::NoDay::Unreadable => Refusal::Day,
                        typed::NoDay::Impossible => Refusal::NoSuchDay(typed.to_owned()),
                    }),
                    // Pasted line breaks become spaces: a message on the screen often has several lines.
                    _ => Ok(Input::Words(Arc::from(&*clean_line(typed)))),
                }
            }
        }
    }

    /// Beside a typed input, "I am not sure" must be said in full, so that it is never taken for words.
    fn unsure(&self, phrase: Phrase<'_>, typed: &str) -> Option<Id> {
        let said = phrase.words.say("answer-unsure");
        let is_unsure = ["unsure", "unsicher", said.as_str()].iter().any(|word| is_same(typed, word));
        self.choices.iter().find(|choice| choice.id.as_str() == "unsure" && is_unsure).map(|choice| choice.id.clone())
    }

    fn several(&self, typed: &str) -> Result<Input, Refusal> {
        // The whole line first: a label may hold a comma.
        if let Ok(id) = choose(&self.choices, typed) {
            return Ok(if id.as_str() == "unsure" { Input::Choose(id) } else { Input::ChooseSeveral(vec![id]) });
        }
        let only_numbers = typed.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || ",;".contains(c));
        let parts = typed.split(|c: char| ",;".contains(c) || (only_numbers && c.is_whitespace()));
        let mut ids = Vec::new();
        for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
            let id = choose(&self.choices, part)?;
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        let alone = ["none", "unsure"].iter().any(|alone| ids.iter().any(|id| id.as_str() == *alone));
        match ids.as_slice() {
            [] => Err(Refusal::Empty),
            [_, _, ..] if alone => Err(Refusal::NotTogether),
            _ => Ok(Input::ChooseSeveral(ids)),
        }
    }
}

/// Reads the value of a fact as it is given on the command line or by a program.
pub fn value(phrase: Phrase<'_>, fact: FactIx, text: &str, today: Date) -> Result<Value, Refusal> {
    let Some((_, declared)) = phrase.fact(fact) else { return Err(Refusal::Ended) };
    let mut wanted = Wanted::fact(phrase, declared);
    wanted.may_skip = false;
    wanted.choices.retain(|choice| choice.id.as_str() != "unsure");
    let input = wanted.understand(phrase, &clean(text), today)?;
    value_of(input).ok_or_else(|| Refusal::NotAValue(phrase.fact_name(fact)))
}

/// Returns the value that an input gives to a fact; nothing if it leaves it unknown.
pub(super) fn value_of(input: Input) -> Option<Value> {
    match input {
        Input::Choose(id) if id.as_str() == "unsure" => None,
        Input::Choose(id) => Some(Value::Choice(id)),
        Input::ChooseSeveral(ids) => Some(Value::Many(ids)),
        Input::Number(number) => Some(Value::Number(number)),
        Input::Day(day) => Some(Value::Day(day)),
        Input::Words(words) => Some(Value::Words(words)),
        _ => None,
    }
}

/// Finds the choice that was meant: by number, id, label, beginning, or words. Never guesses.
pub fn choose(choices: &[Choice], typed: &str) -> Result<Id, Refusal> {
    let digits = typed.strip_suffix(['.', ')']).unwrap_or(typed);
    if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
        let number: Option<usize> = digits.parse().ok();
        let position = number.and_then(|number| number.checked_sub(1));
        return match position.and_then(|position| choices.get(position)) {
            Some(choice) => Ok(choice.id.clone()),
            None => Err(Refusal::Position { typed: digits.to_owned(), last: choices.len() }),
        };
    }
    let is_id = |choice: &Choice| choice.id.as_str().eq_ignore_ascii_case(typed);
    // What people see comes before the ids, which only authors and programs know.
    let tests: [&dyn Fn(&Choice) -> bool; 4] = [
        &|choice| is_id(choice) || (is_same(typed, &choice.label) && typed.chars().any(char::is_alphanumeric)),
        &|choice| begins(&choice.label, typed),
        &|choice| begins(choice.id.as_str(), typed),
        &|choice| has_words(&choice.label, typed),
    ];
    // Several pasted lines are several answers, and which one counts is not for us to say.
    let is_one_line = !typed.contains(['\n', '\r']);
    for test in tests.into_iter().filter(|_| is_one_line) {
        let found: Vec<&Choice> = choices.iter().filter(|choice| test(choice)).collect();
        match found.as_slice() {
            [] => {}
            [only] => return Ok(only.id.clone()),
            several => {
                let found = several.iter().map(|choice| choice.label.clone()).collect();
                return Err(Refusal::Several { typed: typed.to_owned(), found });
            }
        }
    }
    let possible = choices.iter().map(|choice| choice.label.clone()).collect();
    Err(Refusal::NotAmong { typed: typed.to_owned(), possible })
}

/// Lists what an instruction may have brought; the ids are those that programs use.
fn outcomes(phrase: Phrase<'_>) -> Vec<Choice> {
    let choice = |id: &str, label: String| Choice { id: Id::new(id), label };
    vec![
        choice("worked", phrase.words.say("outcome-yes")),
        choice("not-worked", phrase.words.say("outcome-no")),
        choice("not-done", phrase.words.say("outcome-not-done")),
    ]
}

fn outcome(phrase: Phrase<'_>, choices: &[Choice], typed: &str) -> Result<Input, Refusal> {
    // Positions are not shown here, so a number means nothing.
    if typed.is_empty() || typed.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Refusal::Outcome);
    }
    let also = [
        (Outcome::Worked, "yes", phrase.words.say("outcome-yes-also")),
        (Outcome::DidNotWork, "no", phrase.words.say("outcome-no-also")),
        (Outcome::NotDone, "not-done", phrase.words.say("outcome-not-done-also")),
    ];
    for (outcome, id, words) in &also {
        if typed.eq_ignore_ascii_case(id) || words.split(';').any(|words| is_same(typed, words)) {
            return Ok(Input::Outcome(*outcome));
        }
    }
    match choose(choices, typed)?.as_str() {
        "worked" => Ok(Input::Outcome(Outcome::Worked)),
        "not-worked" => Ok(Input::Outcome(Outcome::DidNotWork)),
        _ => Ok(Input::Outcome(Outcome::NotDone)),
    }
}

/// Takes Enter, "ok" and "yes" in any language.
fn is_assent(phrase: Phrase<'_>, typed: &str) -> bool {
    let yes = phrase.words.say("outcome-yes");
    typed.is_empty()
        || ["ok", "okay", "o.k.", "yes", "y", "ja", "j", yes.as_str()].iter().any(|word| is_same(typed, word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choices() -> Vec<Choice> {
        let labels =
            [("dark", "Nothing, no light"), ("paper", "Paper, jam or cover"), ("ready", "Ready"), ("part", "Parts")];
        labels.map(|(id, label)| Choice { id: Id::new(id), label: label.to_owned() }).to_vec()
    }

    fn chosen(typed: &str) -> Option<String> {
        choose(&choices(), typed).ok().map(|id| id.to_string())
    }

    #[test]
    fn numbers_ids_beginnings_and_words_answer() {
        for (typed, id) in [
            ("1", "dark"),
            ("2.", "paper"),
            ("3)", "ready"),
            ("dark", "dark"),
            ("DARK", "dark"),
            ("nothing no light", "dark"),
            ("noth", "dark"),
            ("jam", "paper"),
            ("r", "ready"),
        ] {
            assert_eq!(chosen(typed).as_deref(), Some(id), "{typed}");
        }
    }

    #[test]
    fn nothing_is_guessed() {
        assert!(matches!(choose(&choices(), "pa"), Err(Refusal::Several { found, .. }) if found.len() == 2));
        for typed in ["0", "5", "99999999999999999999", "-1", "1,5", "٢", "?", "...", "xyz", "light bulb"] {
            assert_eq!(chosen(typed), None, "{typed}");
        }
    }
}
