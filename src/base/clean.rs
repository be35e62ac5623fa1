//! Makes text from trees and people harmless before it reaches a terminal.
//!
//! A terminal obeys control characters, bidirectional overrides reorder what one reads, and stacked combining
//! marks write over other lines. None of that survives [`clean`].

use std::borrow::Cow;

/// How many combining marks may stand on one letter; living languages need at most three.
const MOST_MARKS: usize = 3;

/// Says whether a character changes what a reader sees without being seen itself.
pub fn is_deceptive(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}'
        | '\u{200b}' | '\u{200c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}') || (c as u32) & 0xfffe == 0xfffe
}

/// The bytes with which a control, deceptive or noncharacter can begin; all others are passed without decoding.
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, within bounds")]
const SUSPECT: [bool; 256] = {
    let mut suspect = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        suspect[byte] = byte < 0x20 || matches!(byte, 0x7f | 0xc2 | 0xd8 | 0xe1 | 0xe2 | 0xe3 | 0xef) || 0xf0 <= byte;
        byte += 1;
    }
    suspect
};

/// How many bytes are looked at together.
const PIECE: usize = 64;

/// Finds the first character that a reader cannot see: control, deceptive or noncharacter, but not those `allowed`.
pub fn find_hidden(text: &str, allowed: &[char]) -> Option<(usize, char)> {
    // Nearly all is ASCII, which is passed many bytes at a time.
    let ends_lines = allowed.contains(&'\n');
    let is_plain = |byte: u8| (b' '..=b'~').contains(&byte) || (ends_lines && byte == b'\n');
    let pieces = (0..).step_by(PIECE).zip(text.as_bytes().chunks(PIECE));
    let remarkable = pieces.filter(|(_, piece)| !piece.iter().fold(true, |all, byte| all & is_plain(*byte)));
    let bytes = remarkable.flat_map(|(start, piece)| (start..).zip(piece));
    bytes
        .filter(|(_, byte)| SUSPECT.get(usize::from(**byte)).is_some_and(|it| *it))
        .filter_map(|(at, _)| text.get(at..).and_then(|rest| rest.chars().next()).map(|c| (at, c)))
        .find(|(_, c)| (c.is_control() || is_deceptive(*c) || is_noncharacter(*c)) && !allowed.contains(c))
}

fn is_combining(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Returns `text` without anything that a terminal would obey; line breaks and words stay.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| b == b'\n' || (b' '..=b'~').contains(&b)) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut marks = 0;
    for c in text.chars() {
        marks = if is_combining(c) { marks + 1 } else { 0 };
        match c {
            '\n' => kept.push('\n'),
            '\u{2028}' | '\u{2029}' | '\u{85}' | '\t' | '\u{b}' | '\u{c}' => kept.push(' '),
            c if c.is_control() || is_deceptive(c) || is_noncharacter(c) || MOST_MARKS < marks => {}
            c => kept.push(c),
        }
    }
    Cow::Owned(kept)
}

/// Returns [`clean`] text on one line.
pub fn clean_line(text: &str) -> Cow<'_, str> {
    match clean(text) {
        Cow::Borrowed(kept) if !kept.contains('\n') => Cow::Borrowed(kept),
        kept => Cow::Owned(kept.split_whitespace().collect::<Vec<_>>().join(" ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_found() {
        assert_eq!(find_hidden("Größe – 漢字\n", &['\n']), None);
        assert_eq!(find_hidden("a\u{ad}b", &[]), Some((1, '\u{ad}')));
        assert_eq!(find_hidden("a\nb", &[]), Some((1, '\n')));
        // Across the ends of the pieces that are looked at together.
        for before in 0..2 * PIECE + 2 {
            let text = format!("{}\u{202e}é", "x".repeat(before));
            assert_eq!(find_hidden(&text, &['\n']), Some((before, '\u{202e}')));
        }
        for c in (0..=0x10_ffff).filter_map(char::from_u32) {
            let is_hidden = c.is_control() || is_deceptive(c) || is_noncharacter(c);
            assert_eq!(find_hidden(c.encode_utf8(&mut [0; 4]), &[]).is_some(), is_hidden, "U+{:04X}", c as u32);
        }
    }

    #[test]
    fn plain_text_is_not_copied() {
        assert!(matches!(clean("Is the light on?\n"), Cow::Borrowed(_)));
        assert_eq!(clean("Öffnen Sie das Menü – 漢字 👨\u{200d}👩"), "Öffnen Sie das Menü – 漢字 👨\u{200d}👩");
    }

    #[test]
    fn nothing_that_a_terminal_obeys_survives() {
        assert_eq!(clean("a\u{1b}[2Jb\u{9b}31mc\rd\u{8}e\u{7f}"), "a[2Jb31mcde");
        assert_eq!(clean("pass\u{200b}word \u{202e}txet"), "password txet");
        assert_eq!(clean("Z\u{351}\u{351}\u{351}\u{351}\u{351}"), "Z\u{351}\u{351}\u{351}");
        assert_eq!(clean_line("a\n\tb\u{2028}c"), "a b c");
    }
}
