//! `lotse export markdown` and `lotse export html`: a tree as a manual.

use super::{Form, Wanted};
use crate::{
    cli::{Args, Exit, Outputs, run},
    export::{Manual, Options, Reader, html, markdown},
    library::Shelf,
    repl::Voice,
};

/// Writes a manual: in the language that was asked for, else in all of the tree.
pub(super) fn write(args: &Args, shelf: &Shelf, wanted: &Wanted, outputs: &mut Outputs) -> Result<String, Exit> {
    // What is wrong with the tree is said as everywhere; a manual needs the glossary and further trees as well.
    run::load(shelf, &wanted.tree, outputs)?;
    let loaded = shelf.load_all();
    let library = loaded.sealed.library();
    let reader = match args.voice.unwrap_or_default() {
        Voice::Customer => Reader::Customer,
        Voice::Agent => Reader::Agent,
    };
    let options = Options { reader, continued: wanted.continued };
    let manual = match library.find(&wanted.tree).map_or(Ok(None), |ix| Manual::new(library, ix, options)) {
        Ok(Some(manual)) => manual,
        Ok(None) => return Err(Exit::Unusable),
        Err(too_long) => {
            let help = "leave --continued out, or export its parts one by one";
            return Err(outputs.complain(&too_long.to_string(), help));
        }
    };
    let langs = args.lang.map_or_else(|| manual.langs(), |lang| vec![lang.base()]);
    Ok(match wanted.form {
        Form::Html => html(&manual, &langs),
        _ => markdown(&manual, &langs),
    })
}
