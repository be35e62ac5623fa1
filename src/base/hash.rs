//! Names contents by what they are.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

/// Names a text by its contents: `SHA-256` in hexadecimal digits.
pub fn content_hash(text: &str) -> String {
    hex(&Sha256::digest(text))
}

/// Writes bytes as hexadecimal digits, two a byte.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        // Writing to a string cannot fail.
        let _written = write!(text, "{byte:02x}");
        text
    })
}
