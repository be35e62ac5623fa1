//! The trees that come with lotse.

use lotse::check;

use crate::support::{read_all, shipped};

#[test]
fn print_all() {
    let (library, mut found, sources) = read_all(&shipped());
    found.extend(check::check(&library));
    for f in &found {
        let s = sources.get(f.place.source).unwrap();
        let p = s.position(f.place.span.start);
        println!("{} {}:{} {} {:?}", f.code.id, s.name, p.line, f.message, f.notes.iter().map(|n| &n.words).collect::<Vec<_>>());
    }
    for (ix, tree) in library.trees() {
        println!("{} {:?}", tree.id, check::measure(&library, ix));
    }
}
