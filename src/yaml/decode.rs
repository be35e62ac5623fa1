//! Bytes to text, with a place for the first byte that is none.

use super::codes::ENCODING;
use crate::base::{Diagnostic, Place, SourceId, Span};

/// Reads bytes as UTF-8; on failure returns the text as far as it can be shown, and the finding.
pub fn decode(source: SourceId, bytes: Vec<u8>) -> Result<String, (String, Diagnostic)> {
    let found = match bytes.as_slice() {
        [0xff, 0xfe, ..] | [_, 0, _, 0, ..] => Some("UTF-16, little endian"),
        [0xfe, 0xff, ..] | [0, _, 0, _, ..] => Some("UTF-16, big endian"),
        _ => None,
    };
    if let Some(name) = found {
        let place = Place { source, span: Span::default() };
        let finding =
            Diagnostic::new(&ENCODING, place, format!("this file is {name}, not UTF-8")).help("save the file as UTF-8");
        return Err((String::new(), finding));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let byte = error.as_bytes().get(at).copied().unwrap_or_default();
        let shown = String::from_utf8_lossy(error.as_bytes()).into_owned();
        let place = Place { source, span: Span::new(at, at + '\u{fffd}'.len_utf8()) };
        let finding =
            Diagnostic::new(&ENCODING, place, format!("byte {byte:#04x} is not UTF-8")).help("save the file as UTF-8");
        (shown, finding)
    })
}
