//! Walks a tree from another program: load, begin, answer, end.
#![expect(clippy::print_stdout, reason = "an example shows what it does")]

use std::path::Path;

use lotse::{
    base::{Id, Lang},
    engine::{Input, Outcome, Session, View},
    library::Shelf,
    repl::{Voice, opening},
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut shelf = Shelf::built_in();
    if let Some(folder) = std::env::args_os().nth(1) {
        shelf.add(Path::new(&folder))?;
    }
    let tree = Id::new("prn-no-output");
    let loaded = shelf.load(std::slice::from_ref(&tree));
    let today = "2026-11-23".parse()?;
    let mut session = Session::replay(&loaded.sealed, opening(&loaded.sealed, &tree, today, Voice::Customer, &[]));
    for input in [Input::Choose(Id::new("dark")), Input::Choose(Id::new("none")), Input::Outcome(Outcome::Worked)] {
        if let View::Step { step, .. } = session.view() {
            let asked = step.question().map_or("Does it work now?", |question| question.ask.get(Lang::EN));
            println!("{asked}");
        }
        session.input(input)?;
    }
    println!("{:?}", session.view());
    Ok(())
}
