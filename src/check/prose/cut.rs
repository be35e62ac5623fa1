//! Cuts a text into sentences and words, once, from the first to the last character.

use std::ops::Range;

use super::{Class, Tongue};
use crate::base::{Lang, Span};

/// One word, a number included.
#[derive(Clone, Copy, Debug)]
pub(in crate::check) struct Word {
    /// The first byte within the text.
    pub(in crate::check) start: usize,
    /// The byte after the last.
    pub(in crate::check) end: usize,
    /// What it is known for.
    pub(in crate::check) class: Class,
    /// Which quotation it stands in; zero for none.
    pub(in crate::check) quotation: u32,
    /// Whether something may begin here: a sentence, or what follows a colon or a dash.
    pub(in crate::check) begins: bool,
}

impl Word {
    /// Returns the letters.
    pub(in crate::check) fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Says whether it is known for any of this.
    pub(in crate::check) fn is(&self, class: Class) -> bool {
        self.class.has(class)
    }

    /// Says whether the author speaks here, instead of quoting a label or a word.
    pub(in crate::check) fn is_own(&self) -> bool {
        !self.class.has(Class::QUOTED)
    }
}

/// One sentence, a line of a block included.
#[derive(Clone, Debug)]
pub(in crate::check) struct Sentence {
    /// Which words.
    words: Range<usize>,
    /// Its bytes within the text, with the sign at the end.
    pub(in crate::check) bytes: Range<usize>,
    /// Whether it ends with a question mark.
    pub(in crate::check) asks: bool,
    /// Whether a sign ends it, not the end of a line.
    pub(in crate::check) is_closed: bool,
}

/// The words of one text in one language, cut up.
#[derive(Debug)]
pub(in crate::check) struct Prose<'t> {
    /// The language as the author named it.
    pub(in crate::check) lang: Lang,
    /// The rules that hold for it.
    pub(in crate::check) tongue: Tongue,
    /// Where it stands in the source.
    pub(in crate::check) span: Span,
    /// The text.
    pub(in crate::check) text: &'t str,
    /// What its words are known for, all together.
    pub(in crate::check) class: Class,
    words: Vec<Word>,
    sentences: Vec<Sentence>,
    quotations: Vec<Range<usize>>,
    /// The present word in lower case; its memory is used again.
    lower: Vec<u8>,
}

impl Default for Prose<'_> {
    fn default() -> Self {
        Self {
            lang: Lang::EN,
            tongue: Tongue::English,
            span: Span::default(),
            text: "",
            class: Class::default(),
            words: Vec::new(),
            sentences: Vec::new(),
            quotations: Vec::new(),
            lower: Vec::new(),
        }
    }
}

/// Signs that open a quotation, and those that close it.
const QUOTATIONS: [(char, &[char]); 7] = [
    ('„', &['“', '”', '"']),
    ('“', &['”', '"']),
    ('"', &['"']),
    ('»', &['«']),
    ('«', &['»']),
    ('‚', &['‘', '’']),
    ('`', &['`']),
];

/// Where the cutting stands.
struct Cutter {
    /// The byte after the sign that closes the present quotation.
    quoted_until: usize,
    /// How many quotations there were.
    quotations: u32,
    /// Before this byte no quotation of each kind is closed: the line was searched.
    open_until: [usize; QUOTATIONS.len()],
    /// How many brackets are open.
    brackets: u32,
    /// Whether something may begin with the next word.
    begins: bool,
    /// The first word of the present sentence.
    first: usize,
}

impl<'t> Prose<'t> {
    /// Lists all words.
    pub(in crate::check) fn words(&self) -> &[Word] {
        &self.words
    }

    /// Lists all sentences.
    pub(in crate::check) fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// Lists what stands in quotation marks, with these.
    pub(in crate::check) fn quotations(&self) -> &[Range<usize>] {
        &self.quotations
    }

    /// Says whether the text is one quotation from the first sign to the last.
    pub(in crate::check) fn is_quoted_whole(&self) -> bool {
        let start = self.text.len() - self.text.trim_start().len();
        matches!(self.quotations.as_slice(), [only] if *only == (start..self.text.trim_end().len()))
    }

    /// Lists the words of a sentence.
    pub(in crate::check) fn words_of(&self, sentence: &Sentence) -> &[Word] {
        self.words.get(sentence.words.clone()).unwrap_or_default()
    }

    /// Counts the words of a sentence as they are read: a quoted label is one.
    pub(in crate::check) fn length_of(&self, sentence: &Sentence) -> usize {
        let words = self.words_of(sentence);
        let quoted = words.chunk_by(|a, b| a.quotation == b.quotation).filter(|it| it.iter().all(|w| !w.is_own()));
        words.iter().filter(|word| word.is_own()).count() + quoted.count()
    }

    /// Says whether these letters are an abbreviation that ends in a period.
    pub(in crate::check) fn shortens(&self, letters: &str) -> bool {
        letters.len() <= 6 && self.tongue.shortened().contains(&letters.to_lowercase().as_str())
    }

    /// Returns what stands between two bytes.
    pub(in crate::check) fn between(&self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// Takes another text and cuts it up; `classify` knows a word in lower case.
    pub(in crate::check) fn cut(
        &mut self,
        lang: Lang,
        tongue: Tongue,
        span: Span,
        text: &'t str,
        classify: impl Fn(Tongue, &[u8]) -> Class,
    ) {
        (self.lang, self.tongue, self.span, self.text) = (lang, tongue, span, text);
        self.class = Class::default();
        self.words.clear();
        self.sentences.clear();
        self.quotations.clear();
        let mut lower = std::mem::take(&mut self.lower);
        let mut at = Cutter {
            quoted_until: 0,
            quotations: 0,
            open_until: [0; QUOTATIONS.len()],
            brackets: 0,
            begins: true,
            first: 0,
        };
        let mut position = 0;
        // Nearly all is ASCII, so that bytes are looked at, not characters.
        while let Some(&byte) = text.as_bytes().get(position) {
            let c = if byte.is_ascii() { char::from(byte) } else { char_at(text, position) };
            if c.is_ascii_alphanumeric() || (!c.is_ascii() && c.is_alphanumeric()) {
                let end = take_word(text, position, &mut lower);
                let class = classify(tongue, &lower);
                self.add_word(&mut at, position..end, class);
                position = end;
            } else {
                let after = position + c.len_utf8();
                if matches!(c, ' ' | ',' | ';' | '.' | '!' | '?' | ':') {
                    self.look_for_slip(position, c, after);
                }
                if c != ' ' {
                    self.add_sign(&mut at, position, c);
                }
                position = after;
            }
        }
        self.end_sentence(&mut at, text.len(), false);
        self.lower = lower;
    }

    fn add_word(&mut self, at: &mut Cutter, bytes: Range<usize>, class: Class) {
        let letters = self.between(bytes.start, bytes.end);
        let mut class = class.with(shape(letters));
        if bytes.start < at.quoted_until {
            class = class.with(Class::QUOTED);
        } else {
            self.class = self.class.with(class);
        }
        if 0 < at.brackets {
            class = class.with(Class::BRACKETED);
        }
        let quotation = if class.has(Class::QUOTED) { at.quotations } else { 0 };
        let begins = std::mem::replace(&mut at.begins, false);
        self.words.push(Word { start: bytes.start, end: bytes.end, class, quotation, begins });
    }

    /// Notes that a space or sign stands where none is written, to be looked at more closely.
    fn look_for_slip(&mut self, position: usize, sign: char, after: usize) {
        let next = self.text.as_bytes().get(after).copied().unwrap_or(b'\n');
        let before = position.checked_sub(1).and_then(|it| self.text.as_bytes().get(it)).copied().unwrap_or(b'\n');
        let is_slip = match sign {
            ' ' => next == b' ',
            ',' | ';' => before == b' ' || !(next.is_ascii_whitespace() || next.is_ascii_digit()),
            _ => before == b' ' || next == before,
        };
        if is_slip || (sign != ' ' && next == sign as u8) {
            self.class = self.class.with(Class::SLIP);
        }
    }

    fn add_sign(&mut self, at: &mut Cutter, position: usize, sign: char) {
        let after = position + sign.len_utf8();
        if after <= at.quoted_until {
            let closes = after == at.quoted_until;
            if closes && self.between(0, position).ends_with(['.', '!', '?']) && self.begins_anew(after) {
                self.end_sentence(at, after, false);
            }
            return;
        }
        match sign {
            '\n' => self.end_sentence(at, position, false),
            '!' | '?' => self.end_sentence(at, after, sign == '?'),
            '.' | '…' if self.ends_here(at, position, after) => self.end_sentence(at, after, false),
            ':' | ';' | '–' | '—' | '•' => at.begins = true,
            '(' => {
                at.brackets += 1;
                at.begins = true;
            }
            ')' => at.brackets = at.brackets.saturating_sub(1),
            _ => self.open_quotation(at, position, sign),
        }
    }

    /// Takes what follows as quoted, if the quotation is closed in the same line.
    fn open_quotation(&mut self, at: &mut Cutter, position: usize, sign: char) {
        let kinds = QUOTATIONS.iter().zip(&mut at.open_until);
        let Some(((_, signs), open_until)) = kinds.into_iter().find(|((open, _), _)| *open == sign) else { return };
        let after = position + sign.len_utf8();
        // Behind a number it means inches.
        let is_inch = sign == '"' && self.between(0, position).ends_with(|c: char| c.is_ascii_digit());
        if is_inch || after <= *open_until {
            return;
        }
        self.class = self.class.with(Class::MARKS);
        let rest = self.text.get(after..).unwrap_or_default();
        let end = rest.char_indices().find(|(_, c)| *c == '\n' || signs.contains(c));
        match end {
            Some((end, sign)) if sign != '\n' => {
                at.quoted_until = after + end + sign.len_utf8();
                at.quotations += 1;
                self.quotations.push(position..at.quoted_until);
            }
            end => *open_until = after + end.map_or(rest.len(), |(end, _)| end),
        }
    }

    /// Says whether a period ends the sentence: not in an abbreviation, an ordinal, or within a name.
    fn ends_here(&self, at: &Cutter, position: usize, after: usize) -> bool {
        let rest = self.between(after, self.text.len());
        let Some(next) = rest.chars().next() else { return true };
        if !(next.is_whitespace() || matches!(next, ')' | '“' | '”' | '"' | '«')) {
            return false;
        }
        let last = self.words.last().filter(|word| word.end == position && at.first < self.words.len());
        let Some(last) = last else { return true };
        let word = last.of(self.text);
        if last.is(Class::NUMBER) {
            // An ordinal is followed by what it counts.
            let next = rest.trim_start();
            return self.tongue == Tongue::English
                || !(next.starts_with(char::is_lowercase) || MONTHS.iter().any(|month| next.starts_with(month)));
        }
        // A letter behind a number is a unit, otherwise an abbreviation.
        let before = self.words.len().checked_sub(2).and_then(|at| self.words.get(at));
        let is_short = if word.chars().count() == 1 {
            before.is_none_or(|before| !before.is(Class::NUMBER))
        } else {
            self.shortens(word)
        };
        !is_short
    }

    /// Says whether what follows begins with a capital.
    fn begins_anew(&self, after: usize) -> bool {
        let rest = self.between(after, self.text.len());
        rest.starts_with(char::is_whitespace) && rest.trim_start().starts_with(char::is_uppercase)
    }

    fn end_sentence(&mut self, at: &mut Cutter, end: usize, asks: bool) {
        if let Some(first) = self.words.get(at.first) {
            let bytes = first.start..end;
            let is_closed = self.between(0, end).ends_with(['.', '!', '?', '…', ':']);
            self.sentences.push(Sentence { words: at.first..self.words.len(), bytes, asks, is_closed });
        }
        at.first = self.words.len();
        at.begins = true;
        at.brackets = 0;
    }
}

const MONTHS: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

/// Returns the character that begins here, or a space behind the end.
fn char_at(text: &str, at: usize) -> char {
    text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or(' ')
}

/// Finds the end of the word that begins here, and writes it in lower case, with straight apostrophes.
///
/// Signs within belong to it: `Wi-Fi`, `don't`, `2.5`, `example.com`.
fn take_word(text: &str, start: usize, lower: &mut Vec<u8>) -> usize {
    lower.clear();
    let mut at = start;
    // How many letters there are since the last period.
    let mut letters = 0_usize;
    while let Some(&byte) = text.as_bytes().get(at) {
        if byte.is_ascii_alphanumeric() {
            lower.push(byte.to_ascii_lowercase());
            letters += 1;
            at += 1;
        } else if byte.is_ascii() {
            if !joins(text, at, byte, letters) {
                break;
            }
            lower.push(byte);
            letters = if byte == b'.' { 0 } else { letters + 1 };
            at += 1;
        } else {
            let c = char_at(text, at);
            let after = at + c.len_utf8();
            match c {
                '’' if char_at(text, after).is_alphanumeric() => lower.push(b'\''),
                // A soft hyphen.
                '\u{ad}' if char_at(text, after).is_alphanumeric() => {}
                c if c.is_alphanumeric() => {
                    for c in c.to_lowercase() {
                        lower.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                    }
                }
                _ => break,
            }
            letters += 1;
            at = after;
        }
    }
    at
}

/// Says whether a sign belongs to the word that it stands in.
fn joins(text: &str, at: usize, sign: u8, letters: usize) -> bool {
    match sign {
        b'-' | b'\'' | b'_' | b'@' => char_at(text, at + 1).is_alphanumeric(),
        b',' | b':' => {
            let is_digit =
                |at: Option<usize>| at.and_then(|at| text.as_bytes().get(at)).is_some_and(u8::is_ascii_digit);
            is_digit(at.checked_sub(1)) && is_digit(at.checked_add(1))
        }
        b'.' => {
            let next = char_at(text, at + 1);
            next.is_ascii_digit() || next.is_lowercase() || (letters == 1 && next.is_alphanumeric())
        }
        _ => false,
    }
}

/// What a word looks like.
fn shape(word: &str) -> Class {
    let mut chars = word.chars();
    let is_capital = |c: char| if c.is_ascii() { c.is_ascii_uppercase() } else { c.is_uppercase() };
    match chars.next() {
        Some(first) if first.is_ascii_digit() => Class::NUMBER,
        Some(first) if is_capital(first) => {
            if chars.next().is_some_and(is_capital) {
                Class::CAPITAL.with(Class::CAPITALS)
            } else {
                Class::CAPITAL
            }
        }
        _ => Class::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(tongue: Tongue, text: &str) -> Vec<String> {
        let mut prose = Prose::default();
        prose.cut(Lang::EN, tongue, Span::default(), text, |_, _| Class::default());
        let shown = |it: &Sentence| {
            let words: Vec<&str> = prose.words_of(it).iter().filter(|it| it.is_own()).map(|it| it.of(text)).collect();
            format!("{} {}", prose.length_of(it), words.join(" "))
        };
        prose.sentences().iter().map(shown).collect()
    }

    #[test]
    fn sentences_end_where_a_reader_stops() {
        let german = |text| sentences(Tongue::German, text);
        assert_eq!(german("Gehen Sie z. B. hinaus. Ja?"), ["5 Gehen Sie z B hinaus", "1 Ja"]);
        assert_eq!(german("Am 3. Mai ab 2,5 GHz bzw. 10:30 Uhr."), ["9 Am 3 Mai ab 2,5 GHz bzw 10:30 Uhr"]);
        assert_eq!(german("Stufe 3. Dann weiter"), ["2 Stufe 3", "2 Dann weiter"]);
        assert_eq!(german("Drücken Sie „Aus. Jetzt“ und warten"), ["5 Drücken Sie und warten"]);
        assert_eq!(german("Lies „Ja.“ Dann geh"), ["2 Lies", "2 Dann geh"]);
        assert_eq!(german("Eins\nZwei\n\nDrei"), ["1 Eins", "1 Zwei", "1 Drei"]);
        assert_eq!(german("Ein 27\" mit „An und aus“"), ["4 Ein 27 mit"]);
        assert_eq!(german("Ein „offenes Zeichen\nbleibt „offen"), ["3 Ein offenes Zeichen", "2 bleibt offen"]);
        let english = |text| sentences(Tongue::English, text);
        assert_eq!(english("Open e.g. fritz.box now. Don't!"), ["4 Open e.g fritz.box now", "1 Don't"]);
        assert_eq!(english("Wait 5 s. Go on"), ["3 Wait 5 s", "2 Go on"]);
        assert_eq!(english("Press \"Save as\" twice…"), ["3 Press twice"]);
        assert_eq!(english(""), Vec::<String>::new());
        assert_eq!(english("?!… ."), Vec::<String>::new());
    }
}
