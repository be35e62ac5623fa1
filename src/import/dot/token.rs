//! The words and signs of DOT.

use std::fmt;

use crate::{base::Span, import::scan::Scan};

/// One word or sign.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A name without quotes, or a number.
    Word(String),
    /// A text in quotes, joined over `+`.
    Text(String),
    /// A label in angle brackets, without them.
    Html(String),
    /// `->` or `--`.
    Arrow,
    /// One of the signs of the notation.
    Sign(char),
    /// Something that is not closed: what is wrong with it.
    Fault(&'static str),
    /// Nothing follows.
    End,
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(text) | Self::Text(text) | Self::Html(text) => f.write_str(text),
            Self::Arrow => f.write_str("->"),
            Self::Sign(sign) => write!(f, "{sign}"),
            Self::Fault(_) | Self::End => Ok(()),
        }
    }
}

/// Reads the next token with its place.
pub(super) fn next(scan: &mut Scan<'_>) -> (Token, Span) {
    blanks(scan);
    let begun = scan.at();
    let token = token(scan);
    (token, Span::new(begun, scan.at()))
}

fn token(scan: &mut Scan<'_>) -> Token {
    let rest = scan.rest();
    let Some(first) = rest.chars().next() else { return Token::End };
    if rest.starts_with("->") || rest.starts_with("--") {
        scan.skip(2);
        return Token::Arrow;
    }
    if first == '"' {
        return text(scan);
    }
    if first == '<' {
        return html(scan);
    }
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '.' || !c.is_ascii();
    if is_word(first) || first == '-' {
        scan.skip(first.len_utf8());
        let more = scan.take_while(|c| is_word(c) && !c.is_whitespace());
        return Token::Word(format!("{first}{more}"));
    }
    if rest.starts_with("/*") {
        scan.skip(rest.len());
        return Token::Fault("this comment is not closed");
    }
    scan.skip(first.len_utf8());
    Token::Sign(first)
}

/// Goes over blanks and comments.
fn blanks(scan: &mut Scan<'_>) {
    loop {
        scan.take_while(char::is_whitespace);
        let rest = scan.rest();
        if rest.starts_with("//") || rest.starts_with('#') {
            scan.line();
        } else if let Some(end) = rest.strip_prefix("/*").and_then(|body| body.find("*/")) {
            scan.skip(end + "/**/".len());
        } else {
            return;
        }
    }
}

/// Reads a text in quotes; `+` joins it with the next one.
fn text(scan: &mut Scan<'_>) -> Token {
    let mut out = String::new();
    loop {
        scan.skip(1);
        loop {
            let plain = scan.take_while(|c| c != '"' && c != '\\');
            out.push_str(plain);
            let rest = scan.rest();
            match rest.as_bytes() {
                [b'"', ..] => break,
                [b'\\', b'"', ..] => {
                    out.push('"');
                    scan.skip(2);
                }
                // A broken line goes on without the break.
                [b'\\', b'\n', ..] => scan.skip(2),
                [b'\\', b'\\', ..] => {
                    out.push('\\');
                    scan.skip(2);
                }
                [b'\\', ..] => {
                    out.push('\\');
                    scan.skip(1);
                }
                _ => return Token::Fault("this quote is not closed"),
            }
        }
        scan.skip(1);
        let closed = scan.at();
        blanks(scan);
        let joins = scan.eat("+");
        blanks(scan);
        if !joins || scan.peek() != Some('"') {
            scan.go(closed);
            return Token::Text(out);
        }
    }
}

/// Reads a label in angle brackets, which may hold tags.
fn html(scan: &mut Scan<'_>) -> Token {
    scan.skip(1);
    let mut depth = 1_usize;
    let body = scan.take_while(|c| {
        match c {
            '<' => depth += 1,
            '>' => depth -= 1,
            _ => {}
        }
        depth != 0
    });
    if depth != 0 {
        return Token::Fault("this label in angle brackets is not closed");
    }
    scan.skip(1);
    Token::Html(body.to_owned())
}
