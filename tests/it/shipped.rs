//! The trees that come with lotse.

use lotse::{base::Level, check};

use crate::support::{read_all, shipped};

#[test]
fn every_shipped_tree_is_sound_and_without_warning() {
    let (library, mut found, sources) = read_all(&shipped());
    assert!(library.trees().count() >= 20, "the trees are there");
    found.extend(check::check(&library));
    found.retain(|finding| finding.level() != Level::Hint);
    let shown = lotse::report::diagnostics::pictures(&sources, &found, lotse::report::diagnostics::Look::default());
    assert!(found.is_empty(), "{shown}");
}
