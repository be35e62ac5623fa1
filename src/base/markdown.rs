//! Makes text from trees and people harmless before it stands in Markdown.

use super::clean_line;

/// Makes a cleaned line harmless: whatever Markdown would obey is shown instead.
pub fn escape_markdown(line: &str) -> String {
    let mut safe = String::with_capacity(line.len() + 8);
    let line = clean_line(line);
    let begins = line.trim_start().chars().next();
    // What begins a heading, a list, a rule or a quotation stands for itself.
    if begins.is_some_and(|c| matches!(c, '#' | '+' | '-' | '=' | ':')) {
        safe.push('\\');
    }
    let mut is_number = true;
    for (at, c) in line.char_indices() {
        let is_list = at != 0 && is_number && matches!(c, '.' | ')');
        is_number &= c.is_ascii_digit();
        if is_list || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$') {
            safe.push('\\');
        }
        safe.push(c);
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::escape_markdown as escape;

    #[test]
    fn markup_is_shown_and_not_obeyed() {
        assert_eq!(escape("# <b>_x_</b> | y"), r"\# \<b\>\_x\_\</b\> \| y");
        assert_eq!(escape("12. and 3.5 (not a list) - so"), r"12\. and 3.5 (not a list) - so");
        assert_eq!(escape("[a](javascript:x) &amp; `c`"), r"\[a\](javascript:x) \&amp; \`c\`");
        assert_eq!(escape("„Größe“: 2 × 3"), "„Größe“: 2 × 3");
    }
}
