//! What went wrong with the server: whether trying again helps, and what is said.

use std::{error::Error as _, io};

use rustls::CertificateError;
use tokio_postgres::{Error, error::SqlState};

use crate::{base::clean_line, store::Failed};

/// Whether trying again helps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The connection is gone, or could not be made.
    Lost,
    /// The server is there, but takes nobody yet.
    Starting,
    /// Others were in the way.
    Passing,
    /// It stays so until somebody changes something.
    Lasting,
}

/// Says whether trying again helps.
pub(super) fn trouble(error: &Error) -> Trouble {
    let Some(code) = error.code() else {
        let is_lost = error.is_closed() || error.source().is_some_and(<dyn std::error::Error>::is::<io::Error>);
        let is_lost = is_lost && distrust(error).is_none();
        return if is_lost { Trouble::Lost } else { Trouble::Lasting };
    };
    match code {
        &SqlState::CANNOT_CONNECT_NOW | &SqlState::TOO_MANY_CONNECTIONS => Trouble::Starting,
        &SqlState::ADMIN_SHUTDOWN
        | &SqlState::CRASH_SHUTDOWN
        | &SqlState::DATABASE_DROPPED
        | &SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT => Trouble::Lost,
        &SqlState::T_R_SERIALIZATION_FAILURE | &SqlState::T_R_DEADLOCK_DETECTED | &SqlState::LOCK_NOT_AVAILABLE => {
            Trouble::Passing
        }
        _ if code.code().starts_with("08") => Trouble::Lost,
        _ => Trouble::Lasting,
    }
}

/// Finds what was wrong with the encryption itself: nothing will change there by trying again.
fn distrust(error: &Error) -> Option<&rustls::Error> {
    error.source()?.downcast_ref::<io::Error>()?.get_ref()?.downcast_ref()
}

/// Says why the server is not believed to be the one that was named.
fn distrusted(shown: &str, error: &rustls::Error) -> Failed {
    let (why, help) = match error {
        rustls::Error::InvalidCertificate(CertificateError::UnknownIssuer | CertificateError::BadSignature) => (
            "no authority that is trusted here vouches for the server",
            "let sslrootcert=FILE name the certificate of its authority",
        ),
        rustls::Error::InvalidCertificate(
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
        ) => ("the certificate of the server is for another name", "write the name that stands in the certificate"),
        rustls::Error::InvalidCertificate(CertificateError::Expired | CertificateError::ExpiredContext { .. }) => {
            ("the certificate of the server is out of date", "have it renewed, and look at the clocks")
        }
        rustls::Error::InvalidCertificate(_) => {
            ("the certificate of the server cannot be trusted", "look at it: openssl s_client -starttls postgres")
        }
        _ => ("the encryption with the server fails", "look which versions of TLS it speaks: 1.2 or 1.3 is needed"),
    };
    Failed::of(format!("`{shown}`: {why}"), help)
}

/// Says that the connection is gone.
pub(super) fn lost(shown: &str) -> Failed {
    passing(shown, "the server cannot be reached", "look whether it runs and whether the network works")
}

/// Says what went wrong. The texts of the server may hold what people said; only its codes are told.
pub(super) fn failed(shown: &str, error: &Error) -> Failed {
    if let Some(error) = distrust(error) {
        return distrusted(shown, error);
    }
    match trouble(error) {
        Trouble::Lost => return lost(shown),
        Trouble::Starting => return passing(shown, "the server takes nobody at the moment", "try again in a minute"),
        Trouble::Passing => return passing(shown, "others were in the way", "try again"),
        Trouble::Lasting => {}
    }
    let Some(code) = error.code() else {
        // Without a code it comes from this side: the handshake, a value that does not fit.
        let why = error.source().map_or_else(|| error.to_string(), ToString::to_string);
        let problem = format!("`{shown}`: {}", clean_line(&why));
        return Failed::of(problem, "look at the address, at sslmode, and at sslrootcert");
    };
    let (why, help) = match code {
        &SqlState::DISK_FULL => ("the disk of the server is full", "make room there; what was recorded is kept"),
        &SqlState::READ_ONLY_SQL_TRANSACTION => ("the server may only be read", "name the one that takes writes"),
        &SqlState::INSUFFICIENT_PRIVILEGE => ("the right to use these tables is missing", "ask for that right"),
        &SqlState::INVALID_CATALOG_NAME => ("there is no such database", "make it with createdb, or name another"),
        &SqlState::DUPLICATE_TABLE => ("tables of another program are there", "name another database"),
        &SqlState::INVALID_PASSWORD | &SqlState::INVALID_AUTHORIZATION_SPECIFICATION => {
            ("the server refuses this user or password", "look at both; PGPASSWORD is read as well")
        }
        _ => {
            let problem = format!("`{shown}`: the server says {}", clean_line(code.code()));
            return Failed::of(problem, "the log of the server says more");
        }
    };
    Failed::of(format!("`{shown}`: {why}"), help)
}

fn passing(shown: &str, why: &str, help: &'static str) -> Failed {
    Failed::Unusable { problem: format!("`{shown}`: {why}"), help, passing: true }
}
