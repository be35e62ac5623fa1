//! Random libraries: sound ones stay without finding, a planted fault is found where it is.

use lotse::{
    base::{Diagnostic, Id, Level},
    check,
    engine::{Input as Reply, Outcome, Session, View},
    tree::{After, EdgeRole, Input, Kind, Library, Question, Step, Tree},
};
use proptest::prelude::*;

use crate::support::property;
use crate::{
    generator::{Dice, Fault, Shelf},
    support::{begin, of_soundness, read_all, shown},
};

fn checked(shelf: &Shelf) -> (Library, Vec<Diagnostic>) {
    let (library, mut found, _) = read_all(&shelf.files());
    found.extend(check::check(&library));
    (library, of_soundness(found))
}

/// The name of a way out of a step, as the author writes it.
fn way_name(step: &Step, role: EdgeRole) -> String {
    match (role, &step.kind) {
        (EdgeRole::Answer(at), _) => step.question().unwrap().answers[at as usize].id.to_string(),
        (EdgeRole::Exit(at), Kind::Call(call)) => call.exits[at as usize].0.id.to_string(),
        (EdgeRole::Route(at), Kind::Route(route)) if route.arms[at as usize].when.is_none() => "otherwise".to_owned(),
        (EdgeRole::Route(at), _) => format!("arm {}", at + 1),
        (EdgeRole::Solved, _) => "solved".to_owned(),
        (EdgeRole::Else, _) => "else".to_owned(),
        (EdgeRole::Cannot, _) => "cannot".to_owned(),
        _ => "next".to_owned(),
    }
}

/// Goes along a run over the graph; says where it breaks off.
pub(crate) fn follow(tree: &Tree, path: &[String]) -> Result<(), String> {
    if path.first().map(String::as_str) != Some(tree.start.id.as_str()) {
        return Err(format!("the run does not begin at the start: {path:?}"));
    }
    for way in path.windows(3).step_by(2) {
        let [from, name, to] = way else { unreachable!() };
        let Some((_, step)) = tree.steps().find(|(_, step)| step.id.as_str() == from) else {
            return Err(format!("`{from}` is no step"));
        };
        let mut is_way = false;
        step.for_each_outlet(|role, outlet| {
            let leads =
                outlet.to.id.as_str() == to || outlet.retry.as_ref().is_some_and(|retry| retry.then.id.as_str() == to);
            is_way |= leads && way_name(step, role) == *name;
        });
        if !is_way {
            return Err(format!("no way `{name}` leads from `{from}` to `{to}`"));
        }
    }
    Ok(())
}

/// The step whose lines a finding stands in.
fn step_of(tree: &Tree, finding: &Diagnostic) -> String {
    let before = tree.steps().filter(|(_, step)| step.span.start <= finding.place.span.start);
    before.last().map(|(_, step)| step.id.to_string()).unwrap_or_default()
}

/// A reply that fits what is shown.
pub(crate) fn reply(session: &Session<'_>, dice: &mut Dice) -> Option<Reply> {
    let View::Step { step, .. } = session.view() else {
        return match session.view() {
            View::Collect { .. } => Some(Reply::Unknown),
            View::Warning { .. } => Some(Reply::Acknowledge),
            _ => None,
        };
    };
    let answered = |question: &Question, dice: &mut Dice| match question.input {
        Input::Number { .. } if !dice.one_in(4) => Reply::Number(f64::from(u8::try_from(dice.below(101)).unwrap())),
        Input::Number { .. } => Reply::Choose(Id::new("unsure")),
        _ => Reply::Choose(question.answers[dice.below(question.answers.len())].id.clone()),
    };
    Some(match &step.kind {
        Kind::Question(question) => answered(question, dice),
        Kind::Instruction(instruction) => match &instruction.after {
            After::Ask(question) => answered(question, dice),
            After::Next(_) => Reply::Done,
            After::Verify { .. } if dice.one_in(5) => Reply::Outcome(Outcome::Worked),
            After::Verify { .. } if dice.one_in(3) => Reply::Outcome(Outcome::NotDone),
            After::Verify { .. } => Reply::Outcome(Outcome::DidNotWork),
        },
        _ => return None,
    })
}

proptest! {
    #![proptest_config(property(100))]

    #[test]
    fn a_sound_library_has_no_finding(mut dice in Dice::strategy()) {
        let shelf = Shelf::sound(&mut dice);
        let (library, found) = checked(&shelf);
        let loud: Vec<_> = found.iter().filter(|it| it.level() != Level::Hint).map(|it| (it.code.id, &it.message)).collect();
        prop_assert!(loud.is_empty(), "{loud:?}\n{}", shelf.files().iter().map(|(_, text)| text.as_str()).collect::<String>());
        let (sealed, _) = check::seal(library, &[]);
        prop_assert_eq!(sealed.library().trees().count(), 4);
    }

    #[test]
    fn a_planted_fault_is_found_where_it_is(mut dice in Dice::strategy(), which in 0..Fault::ALL.len()) {
        let fault = Fault::ALL[which];
        let mut shelf = Shelf::sound(&mut dice);
        let Some((tree, steps)) = fault.plant(&mut shelf, &mut dice) else { return Ok(()) };
        let (library, found) = checked(&shelf);
        let whole = shelf.files().iter().map(|(_, text)| text.as_str()).collect::<String>();
        let tree = library.tree(library.find(&tree).unwrap()).unwrap();
        let hit = found.iter().find(|it| {
            it.code.id == fault.code() && it.place.source == tree.source && steps.contains(&step_of(tree, it))
        });
        let all: Vec<_> = found.iter().map(|it| (it.code.id, &it.message)).collect();
        prop_assert!(hit.is_some(), "{fault:?} is not found at {steps:?} of {}: {all:?}\n{whole}", tree.id);
        let hit = hit.unwrap();
        let is_run = matches!(fault, Fault::DeadEnd | Fault::Loop | Fault::Uncovered);
        if is_run {
            prop_assert_eq!(follow(tree, &hit.path), Ok(()), "{}", whole);
            let last = hit.path.last().unwrap();
            prop_assert!(steps.contains(last), "the run ends at {last}, not in {steps:?}");
            if fault == Fault::Loop {
                let before = &hit.path[..hit.path.len() - 1];
                prop_assert!(before.contains(last), "the run does not come round: {:?}", hit.path);
            }
        }
        if fault.code().starts_with('E') {
            let id = tree.id.clone();
            let (sealed, _) = check::seal(library, &found);
            prop_assert!(sealed.library().find(id.as_str()).is_none(), "a faulty tree is sealed");
            for (_, tree) in sealed.library().trees() {
                for (_, step) in tree.steps() {
                    if let Kind::Call(call) = &step.kind {
                        prop_assert!(call.part.to.is_some(), "`{}` calls what is not sealed", tree.id);
                    }
                }
            }
        }
    }
    #[test]
    fn every_walk_of_a_sound_library_ends_within_its_measure(mut dice in Dice::strategy()) {
        let shelf = Shelf::sound(&mut dice);
        let (library, _) = checked(&shelf);
        let longest = check::measure(&library, library.find("tree").unwrap());
        let (sealed, _) = check::seal(library, &[]);
        let mut session = begin(&sealed, "tree");
        let (mut questions, mut instructions) = (0, 0);
        while let Some(reply) = reply(&session, &mut dice) {
            if let View::Step { step, .. } = session.view() {
                questions += u32::from(step.question().is_some());
                instructions += u32::from(matches!(step.kind, Kind::Instruction(_)));
            }
            prop_assert!(session.input(reply.clone()).is_ok(), "{reply:?} is refused");
            prop_assert!(questions <= longest.questions && instructions <= longest.instructions, "{longest:?}");
        }
        prop_assert!(matches!(session.view(), View::Ended(_)), "stuck");
    }
}

/// Walks a sealed tree with random replies; says where it got stuck.
fn walk(sealed: &check::Sealed, dice: &mut Dice) -> Result<(), String> {
    let mut session = begin(sealed, "tree");
    for _ in 0..5000 {
        match reply(&session, dice) {
            Some(reply) => {
                session.input(reply.clone()).map_err(|refusal| format!("{reply:?}: {refusal:?}"))?;
            }
            None if matches!(session.view(), View::Ended(_)) => return Ok(()),
            None => return Err(format!("stuck at {}", shown(&session))),
        }
    }
    Err(format!("no end in sight at {}", shown(&session)))
}

proptest! {
    #![proptest_config(property(150))]

    /// The point of it all: whatever is sealed cannot get stuck, however wild the tree.
    #[test]
    fn what_is_sealed_never_gets_stuck(mut dice in Dice::strategy()) {
        let mut shelf = Shelf::sound(&mut dice);
        shelf.run_wild(&mut dice);
        let (library, _) = checked(&shelf);
        let (sealed, _) = check::seal(library, &[]);
        if sealed.library().find("tree").is_some() {
            for _ in 0..5 {
                let walked = walk(&sealed, &mut dice);
                let whole = || shelf.files().iter().map(|(_, text)| text.as_str()).collect::<String>();
                prop_assert!(walked.is_ok(), "{walked:?} in\n{}", whole());
            }
        }
    }
}

#[test]
fn wild_libraries_are_sealed_now_and_then() {
    let sealed = (0..200_u32).filter(|seed| {
        let mut dice = Dice::seeded(*seed);
        let mut shelf = Shelf::sound(&mut dice);
        shelf.run_wild(&mut dice);
        let (sealed, _) = check::seal(checked(&shelf).0, &[]);
        sealed.library().find("tree").is_some()
    });
    let count = sealed.count();
    assert!((20..=180).contains(&count), "{count} of 200 are sealed");
}

#[test]
fn every_fault_finds_its_place() {
    for fault in Fault::ALL {
        let planted = (0..200_u32).filter(|seed| {
            let mut dice = Dice::seeded(*seed);
            let mut shelf = Shelf::sound(&mut dice);
            fault.plant(&mut shelf, &mut dice).is_some()
        });
        let count = planted.count();
        assert!(20 <= count, "{fault:?} is planted only {count} times of 200");
    }
}
