//! Trees change under cases in a store: they go on with their own, and are moved and replayed as the six ways say.

use std::fs;

use crate::{
    moved::{self, Change, HEATER, SHARED, SOURCE},
    program::{Folder, Ran, program, run, run_command},
};

/// One heater, third floor, warm water, the valve did not help.
const USUAL: &str = "1\n3\nyes\nno\n";

/// The last line of the report of a replay.
const NONE_ELSEWHERE: &str = "0 of 1 case would now end elsewhere";

/// A folder of trees that changes, and a store.
struct Place(Folder);

impl Place {
    fn new() -> Self {
        let place = Self(Folder::new());
        place.write("heater", HEATER);
        place.write("source", SOURCE);
        place.write("words", SHARED);
        place
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.0.join("trees");
        fs::create_dir_all(&path).unwrap();
        fs::write(path.join(format!("{name}.yaml")), text).unwrap();
    }

    fn change(&self, change: &Change) {
        self.write("heater", &change.heater);
        self.write("source", &change.source);
    }

    fn run(&self, arguments: &[&str], typed: &str) -> Ran {
        let trees = self.0.0.join("trees");
        let mut command = program(arguments);
        command.arg("--trees").arg(trees).env("LOTSE_STORE", self.0.0.join("cases.db"));
        run_command(command, typed.as_bytes())
    }

    /// Begins a case; it is parked at the end of what was typed.
    fn begin(&self, number: &str, typed: &str) -> Ran {
        self.run(&["run", "heater", "--case", number], typed)
    }

    /// The report of a move, without the number above it.
    fn outlook(&self, number: &str) -> (String, i32) {
        let ran = self.run(&["case", "move", number, "--dry-run"], "");
        let lines = ran.out.lines().filter(|line| *line != number && !line.is_empty());
        let told = lines.flat_map(|line| [line.strip_prefix("  ").unwrap_or(line), "\n"]).collect();
        (told, ran.code)
    }

    /// What replay says of each case: fate, answers kept and dropped.
    fn fates(&self) -> (Vec<String>, i32) {
        let ran = self.run(&["case", "replay", "--all", "--format", "json"], "");
        let lines = ran.out.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        let cases = lines.filter(|line| line["change"] == "case");
        let told = cases.map(|it| {
            assert_eq!(it.get("line"), None);
            format!("{} {} {}/{}", it["case"], it["fate"], it["kept"], it["dropped"]).replace('"', "")
        });
        (told.collect(), ran.code)
    }

    fn state(&self, number: &str) -> String {
        let ran = self.run(&["case", "show", number, "--format", "json"], "");
        let shown: serde_json::Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{ran:?}"));
        shown["state"].as_str().unwrap().to_owned()
    }
}

/// Begins a case, changes the trees, and sees that the case goes on with its own.
fn changed_under(change: &Change, typed: &str, stands: &str) -> Place {
    let place = Place::new();
    let begun = place.begin("T-1", typed);
    assert_eq!(begun.code, 3, "{begun:?}");
    place.change(change);
    let ran = place.run(&["resume", "T-1"], "");
    assert!(ran.out.contains(stands), "{}", ran.out);
    assert_eq!(ran.out.matches("The guide has changed meanwhile").count(), 1, "{}", ran.out);
    assert!(ran.out.contains("lotse case move T-1"), "{}", ran.out);
    place
}

const AIR: &str = "Let the air out with the key.";

#[test]
fn an_answer_that_is_removed_is_asked_again() {
    let change = moved::answer_removed();
    let place = changed_under(&change, USUAL, AIR);
    assert_eq!(place.outlook("T-1"), (change.expected.to_owned(), 1));
    assert_eq!(place.fates(), (vec!["T-1 stands-elsewhere 0/4".to_owned()], 1));
    // Nothing is dropped unasked, and a no leaves everything as it is.
    for typed in ["", "no\n"] {
        let ran = place.run(&["case", "move", "T-1"], typed);
        assert_eq!(ran.code, 1, "{ran:?}");
        assert!(ran.talk.contains("although 4 answers are dropped?"), "{}", ran.talk);
        assert!(ran.talk.contains("Case T-1 is left as it is."), "{}", ran.talk);
    }
    assert!(place.run(&["resume", "T-1"], "").out.contains(AIR));
    let ran = place.run(&["case", "move", "T-1"], "yes\n");
    assert_eq!(ran.code, 0, "{ran:?}");
    // The others stay known, and are used again where the way leads there.
    let ran = place.run(&["resume", "T-1"], "1\n");
    assert!(ran.out.contains("Two or three") && ran.out.contains(AIR), "{}", ran.out);
    assert!(!ran.out.contains("floor") && !ran.out.contains("guide has changed"), "{}", ran.out);
    assert_eq!(place.fates(), (Vec::new(), 0));
}

#[test]
fn a_step_that_is_renamed_keeps_its_answer() {
    let change = moved::step_renamed();
    let place = changed_under(&change, USUAL, AIR);
    assert_eq!(place.outlook("T-1"), (change.expected.to_owned(), 0));
    assert_eq!(place.fates(), (vec!["T-1 old-names 0/4".to_owned()], 1));
    let ran = place.run(&["case", "move", "T-1", "--format", "json"], "");
    let told: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(
        (&told["moved"], &told["same"], told["kept"].as_array().unwrap().len()),
        (&true.into(), &true.into(), 4)
    );
    assert_eq!(place.fates(), (Vec::new(), 0));
    // Fixed at the step where it stood, with nothing asked again.
    let ran = place.run(&["resume", "T-1"], "yes\n");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains(AIR) && !ran.out.contains("Which heaters"), "{}", ran.out);
    assert_eq!(place.state("T-1"), "fixed");
    let again = place.run(&["case", "move", "T-1"], "");
    assert_eq!(again.code, 2);
    assert!(again.talk.contains("error: the case T-1 has ended: fixed"), "{}", again.talk);
}

#[test]
fn a_new_question_before_is_asked_first_and_the_rest_is_not_asked_again() {
    let change = moved::question_before();
    let place = changed_under(&change, USUAL, AIR);
    assert_eq!(place.outlook("T-1"), (change.expected.to_owned(), 1));
    assert_eq!(place.fates(), (vec!["T-1 stands-elsewhere 0/4".to_owned()], 1));
    assert_eq!(place.run(&["case", "move", "T-1", "--yes"], "").code, 0);
    let ran = place.run(&["resume", "T-1"], "yes\n");
    assert!(ran.out.contains("Is the heating season on?") && ran.out.contains(AIR), "{}", ran.out);
    assert!(!ran.out.contains("Which heaters") && !ran.out.contains("Turn the valve"), "{}", ran.out);
}

#[test]
fn an_ending_that_is_removed_leads_elsewhere() {
    let change = moved::ending_removed();
    let place = Place::new();
    assert_eq!(place.begin("T-1", &format!("{USUAL}yes\n")).code, 0);
    place.change(&change);
    assert_eq!(place.fates(), (vec!["T-1 asked-more 4/1".to_owned()], 1));
    let ran = place.run(&["case", "move", "T-1"], "");
    assert_eq!(ran.code, 2);
    assert!(ran.talk.contains("help: it can be moved after: lotse case reopen T-1"), "{}", ran.talk);
    // It came back: the last answer is open again, so that nothing is dropped.
    assert_eq!(place.run(&["case", "reopen", "T-1"], "").code, 0);
    assert_eq!(place.outlook("T-1"), (moved::step_renamed().expected.to_owned(), 0));
    assert_eq!(place.run(&["case", "move", "T-1"], "").code, 0);
    let ran = place.run(&["resume", "T-1"], "\n");
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.out.contains(AIR) && ran.out.contains("the caretaker"), "{}", ran.out);
}

#[test]
fn a_fact_that_is_renamed_stays_known() {
    let change = moved::fact_renamed();
    let place = changed_under(&change, USUAL, AIR);
    assert_eq!(place.outlook("T-1"), (change.expected.to_owned(), 0));
    assert_eq!(place.fates(), (Vec::new(), 0));
    assert!(place.run(&["case", "replay", "T-1"], "").out.contains(NONE_ELSEWHERE));
    assert_eq!(place.run(&["case", "move", "--all"], "").code, 0);
    // The hand-over wants the floor, and nobody is asked for it again.
    let ran = place.run(&["resume", "T-1"], "no\n");
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.out.contains("On which floor is it? 3 (said)") && !ran.out.contains("A number from"), "{}", ran.out);
}

#[test]
fn an_exit_that_is_added_to_a_part_leads_on() {
    let change = moved::exit_added();
    let place = changed_under(&change, "1\n3\nunsure\nno\n", AIR);
    assert_eq!(place.outlook("T-1"), (change.expected.to_owned(), 1));
    assert_eq!(place.fates(), (vec!["T-1 stands-elsewhere 3/1".to_owned()], 1));
    let ran = place.run(&["case", "move", "T-1", "--yes"], "");
    assert!(ran.talk.contains("Case T-1 has ended with the new trees."), "{}", ran.talk);
    assert_eq!(place.state("T-1"), "escalated");
}

#[test]
fn all_unfinished_cases_are_moved_and_counted() {
    let place = Place::new();
    place.begin("T-1", USUAL);
    place.begin("T-2", "2\n");
    place.begin("T-3", &format!("{USUAL}yes\n"));
    place.begin("T-4", "3\n");
    place.change(&moved::answer_removed());
    place.begin("T-5", "3\n");
    let ran = place.run(&["case", "move", "--all", "--dry-run"], "");
    let summary = "Without loss: 2. Already there: 1. With dropped answers: 1.";
    assert!(ran.talk.contains(summary) && ran.code == 1, "{ran:?}");
    // Those without loss are moved, the other is not without a yes.
    let ran = place.run(&["case", "move", "--all"], "");
    assert!(ran.talk.contains("Moved: 2. Already there: 1. Left as they are: 1."), "{ran:?}");
    let ran = place.run(&["case", "move", "--all", "--yes"], "");
    assert!(ran.talk.contains("Moved: 1. Already there: 3. Left as they are: 0.") && ran.code == 0, "{ran:?}");
}

#[test]
fn cases_of_several_versions_are_replayed_each_from_its_own() {
    let place = Place::new();
    place.begin("T-1", USUAL);
    place.change(&moved::question_before());
    place.begin("T-2", &format!("yes\n{USUAL}"));
    place.write("heater", HEATER);
    // The first began with these; the second loses a question, and stands where it stood.
    assert_eq!(place.fates(), (Vec::new(), 0));
    place.change(&moved::answer_removed());
    let both = ["T-1 stands-elsewhere 0/4", "T-2 stands-elsewhere 0/5"].map(str::to_owned).to_vec();
    let (mut fates, code) = place.fates();
    fates.sort();
    assert_eq!((fates, code), (both, 1));
    let ran = place.run(&["case", "replay", "T-2"], "");
    assert!(ran.out.starts_with("  - case T-2; 0 answers kept, 5 dropped\n"), "{}", ran.out);
}

#[test]
fn a_tree_that_is_gone_or_broken_leaves_the_case_alone() {
    let place = Place::new();
    place.begin("T-1", USUAL);
    place.write("heater", &HEATER.replace("else: bleed", "else: nowhere"));
    let ran = place.run(&["case", "move", "T-1"], "");
    assert!(ran.talk.contains("error: the tree `heater` of case T-1 has errors") && ran.code == 2, "{ran:?}");
    fs::remove_file(place.0.0.join("trees/heater.yaml")).unwrap();
    let ran = place.run(&["case", "move", "T-1"], "");
    assert!(ran.talk.contains("error: the tree `heater` of case T-1 is gone") && ran.code == 2, "{ran:?}");
    assert!(place.run(&["resume", "T-1"], "").out.contains(AIR));
}

#[test]
fn a_move_that_fails_in_between_leaves_nothing_behind() {
    let change = moved::step_renamed();
    let place = changed_under(&change, USUAL, AIR);
    let file = place.0.0.join("cases.db");
    let counts = || {
        let connection = rusqlite::Connection::open(&file).unwrap();
        let count = |table: &str| -> u32 {
            connection.query_row(&format!("select count(*) from {table}"), [], |row| row.get(0)).unwrap()
        };
        ["versions", "files", "turns"].map(count)
    };
    let before = counts();
    // Each of the writes fails in its turn, whatever was written before it.
    for (name, on) in [("turn", "insert on turns"), ("trees", "insert on versions"), ("head", "update on cases")] {
        let sql = format!("create trigger {name} after {on} begin select raise(fail, 'planted'); end");
        rusqlite::Connection::open(&file).unwrap().execute_batch(&sql).unwrap();
        let ran = place.run(&["case", "move", "T-1"], "");
        assert_eq!((ran.code, counts()), (2, before), "{name}: {ran:?}");
        rusqlite::Connection::open(&file).unwrap().execute_batch(&format!("drop trigger {name}")).unwrap();
        assert_eq!(run(&["store", "check", "--store", file.to_str().unwrap()], "").code, 0);
    }
    assert!(place.run(&["resume", "T-1"], "").out.contains(AIR), "it goes on with its own trees");
    let between = counts();
    assert_eq!(place.run(&["case", "move", "T-1"], "").code, 0);
    let [versions, _, turns] = counts();
    assert_eq!((versions, turns), (between[0] + 1, between[2] + 1));
}
