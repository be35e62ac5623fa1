//! How wide a text is drawn, without a font at hand: the widths of Helvetica, to which most fonts for screens keep.

use unicode_width::UnicodeWidthChar as _;

/// The widths of the characters from the blank to `~` in thousandths of the size (Adobe's metrics of Helvetica).
const ASCII: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
];

/// A style of writing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Font {
    /// The size in units of the picture.
    pub(super) size: f64,
    /// Whether it is bold, which is a little wider.
    pub(super) bold: bool,
}

/// How wide one character is, in thousandths of the size.
fn advance(c: char) -> f64 {
    let ascii = (c as usize).checked_sub(0x20).and_then(|at| ASCII.get(at));
    match (ascii, c) {
        (Some(width), _) => f64::from(*width),
        (_, 'À'..='Þ' | 'ß') => 722.0,
        (_, 'à'..='ý' | '–' | '„' | '“' | '”' | '·') => 556.0,
        (_, '…' | '—' | '→' | '✓' | '⚠') => 1000.0,
        _ => match c.width() {
            None | Some(0) => 0.0,
            Some(1) => 667.0,
            Some(_) => 1150.0,
        },
    }
}

impl Font {
    /// How wide a text is drawn.
    pub(super) fn width(self, text: &str) -> f64 {
        let sum: f64 = text.chars().map(advance).sum();
        sum * self.size / 1000.0 * if self.bold { 1.08 } else { 1.0 }
    }

    /// Breaks a text into lines that are not wider than `room`, at most `most`; what is left out ends in `…`.
    pub(super) fn wrap(self, text: &str, room: f64, most: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for word in units(text).iter().flat_map(|unit| self.pieces(unit, room)) {
            let joined = if line.is_empty() { word.clone() } else { format!("{line} {word}") };
            if self.width(&joined) <= room || line.is_empty() {
                line = joined;
            } else {
                lines.push(std::mem::replace(&mut line, word));
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        if most < lines.len() {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                while room < self.width(last) + self.width("…") && last.pop().is_some() {}
                *last = format!("{}…", last.trim_end_matches([' ', ',', '.', ';', ':']));
            }
        }
        lines
    }

    /// Breaks a word that is wider than a line: behind a hyphen if it has one, else where the line ends.
    fn pieces(self, word: &str, room: f64) -> Vec<String> {
        if self.width(word) <= room {
            return vec![word.to_owned()];
        }
        // A sign that keeps to a long word gives way.
        if let Some((sign, rest)) = word.split_once(' ') {
            return std::iter::once(sign.to_owned()).chain(self.pieces(rest, room)).collect();
        }
        let mut pieces = Vec::new();
        let mut piece = String::new();
        for part in word.split_inclusive('-') {
            if !piece.is_empty() && room < self.width(&piece) + self.width(part) {
                pieces.push(std::mem::take(&mut piece));
            }
            for c in part.chars() {
                if room < self.width(&piece) + self.width("-") + self.width(c.encode_utf8(&mut [0; 4])) {
                    if piece.ends_with(char::is_alphabetic) {
                        piece.push('-');
                    }
                    pieces.push(std::mem::take(&mut piece));
                }
                piece.push(c);
            }
        }
        pieces.push(piece);
        pieces.retain(|piece| !piece.is_empty());
        pieces
    }
}

/// Splits a text into words. Signs that stand alone keep to their neighbour: `·` and arrows to the next, `%` to the
/// one before.
fn units(text: &str) -> Vec<String> {
    let mut units: Vec<String> = Vec::new();
    let mut open = false;
    for word in text.split_whitespace() {
        match units.last_mut() {
            Some(last) if open || word == "%" => {
                last.push(' ');
                last.push_str(word);
            }
            _ => units.push(word.to_owned()),
        }
        open = matches!(word, "·" | "→" | "↑" | "⚠" | "✓" | "•");
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    const FONT: Font = Font { size: 10.0, bold: false };

    #[test]
    fn widths_are_those_of_the_font() {
        assert!((FONT.width("Wi") - 11.66).abs() < 0.01);
        assert!(FONT.width("漢") > FONT.width("m"));
        assert!(Font { bold: true, ..FONT }.width("x") > FONT.width("x"));
    }

    #[test]
    fn signs_keep_to_their_neighbours() {
        assert_eq!(units("yes · 70 % → 12 x"), ["yes", "· 70 %", "→ 12", "x"]);
    }

    #[test]
    fn lines_keep_to_the_room() {
        let long = "Betriebssystemaktualisierungseinstellungen im Energiespar-Konfigurationsmenü";
        let lines = FONT.wrap(long, 90.0, 99);
        assert!(lines.iter().all(|line| FONT.width(line) <= 90.0), "{lines:?}");
        assert_eq!(lines.concat().replace(['-', ' '], ""), long.replace(['-', ' '], ""));
        let cut = FONT.wrap(long, 90.0, 2);
        assert_eq!(cut.len(), 2);
        assert!(cut[1].ends_with('…') && FONT.width(&cut[1]) <= 90.0);
    }
}
