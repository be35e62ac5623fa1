//! Something that only sender and receiver know, and where it is found.

use std::{fmt, path::PathBuf};

/// Where a secret is found. It never stands in a setting or on a command line itself.
#[derive(Clone, PartialEq)]
pub enum Secret {
    /// In this variable of the environment.
    Variable(String),
    /// In this file, without the line break at its end.
    File(PathBuf),
    /// Here; for tests and for programs that embed the library.
    Given(String),
}

impl Secret {
    /// Reads it anew, so that a changed one counts at once. What cannot be read is named by its place.
    pub fn read(&self) -> Result<String, String> {
        let secret = match self {
            Self::Variable(name) => std::env::var(name).map_err(|_| format!("the variable {name} is not set"))?,
            Self::File(path) => {
                std::fs::read_to_string(path).map_err(|_| format!("the file `{}` cannot be read", path.display()))?
            }
            Self::Given(secret) => secret.clone(),
        };
        let secret = secret.trim_end_matches(['\r', '\n']);
        if secret.is_empty() || secret.contains(char::is_control) {
            return Err(format!("{self:?} holds no secret of one line"));
        }
        Ok(secret.to_owned())
    }
}

/// Tells the place, never the secret.
impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Variable(name) => write!(f, "the variable {name}"),
            Self::File(path) => write!(f, "the file `{}`", path.display()),
            Self::Given(_) => f.write_str("the given text"),
        }
    }
}
