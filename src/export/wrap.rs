//! Breaks labels into lines of about equal width, long words included.

use textwrap::{Options, WordSplitter, WrapAlgorithm, core::display_width};

/// Breaks a text into lines of up to `columns`, at most `most` of them; what is left out ends in `…`.
pub(super) fn wrap(text: &str, columns: usize, most: usize) -> Vec<String> {
    let options = Options::new(columns)
        .word_splitter(WordSplitter::HyphenSplitter)
        .wrap_algorithm(WrapAlgorithm::FirstFit)
        .break_words(true);
    let mut lines: Vec<String> = textwrap::wrap(text, options).into_iter().map(std::borrow::Cow::into_owned).collect();
    if most < lines.len() {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while columns < display_width(last) + 1 {
                last.pop();
            }
            *last = format!("{}…", last.trim_end());
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_broken_and_long_texts_cut() {
        assert_eq!(wrap("Look at the display", 10, 9), ["Look at", "the", "display"]);
        assert_eq!(wrap("Aufzugsnotrufleitstelle", 10, 9), ["Aufzugsnot", "rufleitste", "lle"]);
        assert_eq!(wrap("one two three four", 9, 2), ["one two", "three…"]);
        assert_eq!(wrap("漢字漢字漢字", 4, 2), ["漢字", "漢…"]);
    }
}
