//! Who is at work on a case: a process of a machine, so that an interrupted case can be told from one in use.

#![expect(clippy::disallowed_methods, reason = "asks the system which programs run")]

use std::{fmt, fs};

/// A process that holds a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The machine.
    pub host: String,
    /// The number of the process.
    pub process: u32,
    /// When it began, as the system counts; numbers of processes come again.
    pub began: u64,
}

/// Whether a holder is still there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It has ended, or there never was one.
    Gone,
    /// It runs on this machine.
    Here,
    /// It belongs to another machine, or this one cannot tell.
    Elsewhere,
}

impl Holder {
    /// Names this process.
    pub fn own() -> Self {
        let process = std::process::id();
        Self { host: host(), process, began: began(process).unwrap_or_default() }
    }

    /// Reads what [`fmt::Display`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        let (rest, began) = text.rsplit_once(' ')?;
        let (host, process) = rest.rsplit_once(' ')?;
        Some(Self { host: host.to_owned(), process: process.parse().ok()?, began: began.parse().ok()? })
    }

    /// Says whether it is still there.
    pub fn presence(&self) -> Presence {
        if self.host != host() {
            return Presence::Elsewhere;
        }
        match began(self.process) {
            Some(began) if began == self.began => Presence::Here,
            None if !CAN_TELL => Presence::Elsewhere,
            _ => Presence::Gone,
        }
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.host, self.process, self.began)
    }
}

/// Whether this system tells when a process began.
const CAN_TELL: bool = cfg!(target_os = "linux");

/// Reads when a process began; nothing if it has ended, or if the system does not tell.
fn began(process: u32) -> Option<u64> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name of the program stands in brackets and may hold anything; the 22nd column is the time.
    let columns = stat.rsplit_once(')')?.1;
    let mut columns = columns.split_whitespace();
    let state = columns.next()?;
    if matches!(state, "Z" | "X") {
        return None;
    }
    columns.nth(18)?.parse().ok()
}

fn host() -> String {
    let named = fs::read_to_string("/proc/sys/kernel/hostname").ok();
    let named = named.or_else(|| ["HOSTNAME", "COMPUTERNAME"].iter().find_map(|name| std::env::var(name).ok()));
    let named = named.map(|name| name.split_whitespace().collect::<Vec<_>>().join("-"));
    named.filter(|name| !name.is_empty()).unwrap_or_else(|| "here".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_that_runs_is_told_from_one_that_is_gone() {
        let own = Holder::own();
        assert_eq!(Holder::parse(&own.to_string()).as_ref(), Some(&own));
        assert_eq!(own.presence(), if CAN_TELL { Presence::Here } else { Presence::Elsewhere });
        if CAN_TELL {
            assert_eq!(Holder { began: own.began + 1, ..own.clone() }.presence(), Presence::Gone);
        }
        assert_eq!(Holder { host: "another".to_owned(), ..own }.presence(), Presence::Elsewhere);
        assert_eq!(Holder::parse("x"), None);
    }
}
