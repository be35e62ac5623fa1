//! Which lines belong together, told from indentation alone.

use super::lines::Lines;

/// A run of lines that can be folded into its first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fold {
    /// The first line, which stays.
    pub first: usize,
    /// The last line.
    pub last: usize,
    /// Whether it is a comment.
    pub is_comment: bool,
}

/// Finds what can be folded, in the order of lines.
pub fn folds(text: &str) -> Vec<Fold> {
    let lines = Lines::new(text);
    let mut found = Vec::new();
    // Lines that begin something, with their indentation, and the last line that has something in it.
    let mut open: Vec<(usize, usize)> = Vec::new();
    let (mut last, mut comment): (usize, Option<usize>) = (0, None);
    for number in 0..=lines.count() {
        let line = lines.get(text, number);
        let body = line.trim();
        let is_comment = body.starts_with('#');
        if !is_comment && let Some(first) = comment.take() {
            found.push(Fold { first, last: number.saturating_sub(1), is_comment: true });
        }
        if is_comment {
            comment.get_or_insert(number);
            continue;
        }
        let is_end = number == lines.count();
        if body.is_empty() && !is_end {
            continue;
        }
        let indent = line.len() - line.trim_start_matches(' ').len();
        // An item of a list belongs to the key above it, even if it is not indented.
        let own = 2 * indent + usize::from(body.starts_with("- ") || body == "-");
        while let Some((first, _)) = open.pop_if(|(_, outer)| is_end || own <= *outer) {
            found.push(Fold { first, last, is_comment: false });
        }
        if !is_end {
            open.push((number, own));
            last = number;
        }
    }
    found.retain(|fold| fold.first < fold.last);
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_indented_folds_into_the_line_above() {
        let text = "# one\n# two\na:\n  b:\n    - x\n    - y: 1\n      z: 2\n\n  # note\n  c: d\ne: {f: g,\n  h: i\n";
        let shown: Vec<(usize, usize)> = folds(text).iter().map(|it| (it.first, it.last)).collect();
        assert_eq!(shown, [(0, 1), (2, 9), (3, 6), (5, 6), (10, 11)]);
        assert_eq!(folds(""), []);
    }
}
