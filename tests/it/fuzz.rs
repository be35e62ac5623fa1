//! Whatever a file holds or a caller says: nothing panics, and every finding points into its text.

use std::sync::LazyLock;

use lotse::{
    base::{Diagnostic, Lang, SourceId},
    find::{Document, Finder, Texts},
    tree, yaml,
};
use proptest::{collection::vec, prelude::*, sample::Index};

use crate::support::{self, property};

/// The shipped YAML, cut so that one case stays quick in a debug build.
static SHIPPED: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let files = support::shipped().into_iter();
    files.map(|(_, text)| text.into_bytes().into_iter().take(MOST).collect()).collect()
});

/// The most bytes of a file that are mutated.
const MOST: usize = 3_000;

/// What a mutation puts in: what YAML gives a meaning, what a terminal obeys, what is half a character.
const PIECES: &[&[u8]] = &[
    b"\n",
    b"\r",
    b"\t",
    b" ",
    b": ",
    b":",
    b"- ",
    b"#",
    b"\"",
    b"'",
    b"|\n",
    b">-\n",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b"&a ",
    b"*a",
    b"!x ",
    b"!!str ",
    b"<<: ",
    b"? ",
    b"---\n",
    b"...\n",
    b"%YAML 1.1\n",
    b"\\",
    b"\0",
    b"\x1b[2J",
    b"\xc3",
    b"\xff",
    "\u{feff}".as_bytes(),
    "\u{202e}".as_bytes(),
    "\u{fffe}".as_bytes(),
    "\u{2028}".as_bytes(),
    "🖨".as_bytes(),
    b"steps:\n",
    b"  ask: x\n",
    b"next: {step: a, times: 99999, then: b}",
    b"route: [{next: a}]",
    b"input: {kind: number}",
    b"99999999999999999999",
    b"-1",
    b".nan",
    b"today + 3 days",
    b"matches: '('",
];

fn assert_inside(text: &str, finding: &Diagnostic) {
    for place in finding.notes.iter().filter_map(|note| note.place).chain([finding.place]) {
        let span = place.span;
        assert!(text.get(span.start as usize..span.end as usize).is_some(), "{span:?} of {finding:?} in {text:?}");
    }
    assert!(!finding.message.contains('\n'), "{:?}", finding.message);
}

/// Reads bytes as a file of trees in every way that there is.
fn read(bytes: Vec<u8>) {
    let source = SourceId(0);
    match yaml::decode(source, bytes) {
        Err((text, finding)) => assert_inside(&text, &finding),
        Ok(text) => {
            let (plain, careful) = (yaml::parse(source, &text), yaml::parse_carefully(source, &text));
            if let Err(finding) = &plain {
                assert_inside(&text, finding);
            }
            match (plain, careful) {
                (Ok(plain), Ok(careful)) => assert_eq!(plain, careful, "{text:?}"),
                (plain, careful) => assert_eq!(format!("{plain:?}"), format!("{careful:?}"), "{text:?}"),
            }
            tree::read(source, "tree", &text).1.iter().for_each(|finding| assert_inside(&text, finding));
        }
    }
}

/// One change to a file.
#[derive(Clone, Debug)]
enum Mutation {
    Insert(Index, Index),
    Overwrite(Index, u8),
    Delete(Index, usize),
    Repeat(Index, usize),
    Truncate(Index),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    prop_oneof![
        4 => (any::<Index>(), any::<Index>()).prop_map(|(at, piece)| Mutation::Insert(at, piece)),
        2 => (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Mutation::Overwrite(at, byte)),
        2 => (any::<Index>(), 1..40_usize).prop_map(|(at, count)| Mutation::Delete(at, count)),
        1 => (any::<Index>(), 1..200_usize).prop_map(|(at, count)| Mutation::Repeat(at, count)),
        1 => any::<Index>().prop_map(Mutation::Truncate),
    ]
}

fn mutate(bytes: &mut Vec<u8>, mutation: &Mutation) {
    let place = |at: &Index| at.index(bytes.len() + 1);
    match mutation {
        Mutation::Insert(at, piece) => {
            let at = place(at);
            bytes.splice(at..at, piece.get(PIECES).iter().copied());
        }
        Mutation::Overwrite(at, byte) => {
            let at = place(at);
            bytes.splice(at..(at + 1).min(bytes.len()), [*byte]);
        }
        Mutation::Delete(at, count) => {
            let at = place(at);
            bytes.drain(at..(at + count).min(bytes.len()));
        }
        Mutation::Repeat(at, count) => {
            let at = place(at);
            let again = bytes[at..(at + count).min(bytes.len())].to_vec();
            bytes.splice(at..at, again);
        }
        Mutation::Truncate(at) => bytes.truncate(place(at)),
    }
}

proptest! {
    #![proptest_config(property(150))]

    #[test]
    fn random_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..400)) {
        read(bytes);
    }

    #[test]
    fn random_pieces_of_yaml_are_read_or_refused(pieces in vec(any::<Index>(), 0..60)) {
        read(pieces.iter().flat_map(|piece| piece.get(PIECES).iter().copied()).collect());
    }

    #[test]
    fn whatever_callers_say_is_ranked(words in any::<String>(), title in any::<String>()) {
        let texts = [(Lang::EN, Texts { title, ..Texts::default() }), (Lang::DE, Texts { title: words.clone(), ..Texts::default() })];
        let document = |id: &str| Document { id: id.into(), texts: texts.to_vec() };
        let finder = Finder::new(vec![document("a"), document("b")], &[vec![words.clone(), "x".to_owned()]]);
        for hit in finder.explain(&words, Lang::DE, 2).found.hits {
            prop_assert!(hit.score.is_finite() && (0.0..=1.0).contains(&hit.probability), "{hit:?}");
        }
    }

    #[test]
    fn mutated_trees_are_read_or_refused(file in any::<Index>(), mutations in vec(mutation(), 1..6)) {
        let mut bytes = file.get(&SHIPPED).clone();
        mutations.iter().for_each(|mutation| mutate(&mut bytes, mutation));
        read(bytes);
    }
}
