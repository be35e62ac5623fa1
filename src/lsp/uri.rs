//! Addresses of files, as editors write them, to paths and back.

use std::{
    path::{Path, PathBuf},
    str::FromStr as _,
};

use lsp_types::Uri;

/// Returns the path of a file's address; nothing for other addresses.
pub(super) fn path_of(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.as_str().strip_prefix("file://")?;
    // An authority other than this machine stands before the first slash.
    let path = decode(rest.get(rest.find('/')?..)?)?;
    let is_drive =
        path.get(1..).is_some_and(|it| it.starts_with(|c: char| c.is_ascii_alphabetic()) && it.get(1..2) == Some(":"));
    Some(PathBuf::from(if is_drive { path.get(1..)?.to_owned() } else { path }))
}

/// Returns the address of a path that begins at a root.
pub(super) fn uri_of(path: &Path) -> Option<Uri> {
    let shown = path.to_str()?.replace('\\', "/");
    let lead = if shown.starts_with('/') { "file://" } else { "file:///" };
    let mut address = String::from(lead);
    for byte in shown.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) {
            address.push(char::from(byte));
        } else {
            address.extend(['%', hex(byte >> 4), hex(byte & 15)]);
        }
    }
    Uri::from_str(&address).ok()
}

/// One digit of an escaped byte.
fn hex(digit: u8) -> char {
    char::from_digit(digit.into(), 16).unwrap_or('0').to_ascii_uppercase()
}

/// Returns where copies of the built-in files are kept, so that an editor can show them; one folder a version.
pub(super) fn copies() -> Option<PathBuf> {
    let named = |name: &str| std::env::var_os(name).filter(|it| !it.is_empty()).map(PathBuf::from);
    let cache = named("XDG_CACHE_HOME")
        .filter(|it| it.is_absolute())
        .or_else(|| named("LOCALAPPDATA"))
        .or_else(|| named("HOME").map(|home| home.join(".cache")))?;
    Some(cache.join("lotse").join(env!("CARGO_PKG_VERSION")))
}

fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        let byte = match (first, tail) {
            (b'%', [high, low, after @ ..]) => {
                rest = after;
                let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|it| u8::try_from(it).ok());
                digit(*high)? * 16 + digit(*low)?
            }
            (byte, _) => *byte,
        };
        bytes.push(byte);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_survive_the_way_to_an_address_and_back() {
        for path in ["/home/a b/trees/ä%#?.yaml", "/x"] {
            let uri = uri_of(Path::new(path)).unwrap();
            assert_eq!(path_of(&uri), Some(PathBuf::from(path)), "{}", uri.as_str());
        }
        let drive = Uri::from_str("file:///c%3A/trees/x.yaml").unwrap();
        assert_eq!(path_of(&drive), Some(PathBuf::from("c:/trees/x.yaml")));
        assert_eq!(
            uri_of(Path::new("c:\\trees\\x.yaml")).map(|it| it.as_str().to_owned()).as_deref(),
            Some("file:///c%3A/trees/x.yaml")
        );
        assert_eq!(path_of(&Uri::from_str("untitled:one").unwrap()), None);
        assert!(Uri::from_str("file:///a%zz").is_err(), "such an address is refused before it is read");
    }
}
