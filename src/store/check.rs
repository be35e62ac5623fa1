//! Looks whether a store is as it must be: turns complete and once, heads that agree, nothing missing.

use std::collections::BTreeSet;

use super::{CaseRow, CaseState, Failed, Finding, Piece, Store, TurnRow, Version};
use crate::base::content_hash;

/// Looks at everything; tells how many of how many cases were looked at.
pub fn check(store: &mut dyn Store, tell: &mut dyn FnMut(usize, usize)) -> Result<Vec<Finding>, Failed> {
    let mut audit = Audit::default();
    audit.findings.extend(store.damage()?.into_iter().map(|problem| Finding { case: None, problem }));
    let is_damaged = !audit.findings.is_empty();
    let total = store.totals().map(|totals| usize::try_from(totals.cases).unwrap_or(usize::MAX));
    let total = match total {
        Err(failed) if !is_damaged => return Err(failed),
        found => found.unwrap_or_default(),
    };
    let mut done = 0;
    let looked = store.pieces(&mut |piece| {
        if matches!(piece, Piece::Case(_)) {
            done += 1;
            tell(done, total);
        }
        audit.look(piece);
        Ok(())
    });
    match looked {
        Ok(()) => audit.finish(),
        // That a damaged file cannot be read to its end has been said already.
        Err(failed) if !is_damaged => return Err(failed),
        Err(_) => {}
    }
    Ok(audit.findings)
}

/// What has been seen so far.
#[derive(Default)]
struct Audit {
    findings: Vec<Finding>,
    files: BTreeSet<String>,
    versions: BTreeSet<String>,
    open: Option<Open>,
}

/// The case whose turns come now.
struct Open {
    case: CaseRow,
    next: Option<u32>,
    spent: u64,
    reopened: u32,
    is_erased: bool,
    /// Turns whose private part is not there; an erasure may follow that explains it.
    lacking: Vec<u32>,
    places: BTreeSet<u32>,
    problems: Vec<String>,
}

impl Audit {
    fn look(&mut self, piece: Piece) {
        match piece {
            Piece::File { hash, text } => {
                if content_hash(&text) != hash {
                    self.say(format!("the file `{hash}` is not what its name says"));
                }
                self.files.insert(hash);
            }
            Piece::Version { hash, manifest, .. } => {
                if content_hash(&manifest) != hash {
                    self.say(format!("the version `{hash}` is not what its name says"));
                }
                for file in Version::hashes(&manifest) {
                    if !self.files.contains(&file) {
                        self.say(format!("the version `{hash}` lacks the file `{file}`"));
                    }
                }
                self.versions.insert(hash);
            }
            Piece::Case(case) => {
                self.finish();
                self.open = Some(Open::new(case));
            }
            Piece::Turn(turn) => {
                if let Some(open) = &mut self.open {
                    open.look(&turn);
                }
            }
            Piece::Message(message) => {
                if let Some(open) = &mut self.open
                    && !open.places.insert(message.place)
                {
                    open.problems.push(format!("two messages have the place {}", message.place));
                }
            }
        }
    }

    fn say(&mut self, problem: String) {
        self.findings.push(Finding { case: None, problem });
    }

    /// Compares what the turns of a case say with what is kept beside them.
    fn finish(&mut self) {
        let Some(open) = self.open.take() else { return };
        let number = open.case.number.clone();
        let mut problems = open.finish();
        problems.1.extend(
            (!problems.0.is_empty() && !self.versions.contains(&problems.0))
                .then(|| format!("its version `{}` is not kept", problems.0)),
        );
        let found = problems.1.into_iter().map(|problem| Finding { case: Some(number.clone()), problem });
        self.findings.extend(found);
    }
}

impl Open {
    fn new(case: CaseRow) -> Self {
        Self {
            case,
            next: None,
            spent: 0,
            reopened: 0,
            is_erased: false,
            lacking: Vec::new(),
            places: BTreeSet::new(),
            problems: Vec::new(),
        }
    }

    fn look(&mut self, turn: &TurnRow) {
        let expected = self.next.unwrap_or_else(|| turn.turn.min(1));
        if turn.turn != expected {
            self.problems.push(format!("turn {expected} is missing"));
        }
        self.next = Some(turn.turn.saturating_add(1));
        self.spent = self.spent.saturating_add(turn.spent);
        match &*turn.entry.kind {
            "reopened-case" => self.reopened += 1,
            "erased" => {
                self.is_erased = true;
                self.lacking.clear();
            }
            _ => {}
        }
        if turn.is_private() && turn.entry.private.is_none() {
            self.lacking.push(turn.turn);
        }
    }

    /// Returns the version that must be kept, and what is wrong.
    fn finish(self) -> (String, Vec<String>) {
        let Self { case, next, spent, reopened, is_erased, lacking, mut problems, .. } = self;
        let last = next.map_or(0, |next| next.saturating_sub(1));
        let mut agree = |what: &str, kept: u64, found: u64| {
            if kept != found {
                problems.push(format!("{what} is kept as {kept}, the turns say {found}"));
            }
        };
        agree("the last turn", case.last.into(), last.into());
        agree("the time spent", case.spent, spent);
        agree("how often it was reopened", case.reopened.into(), reopened.into());
        problems.extend(lacking.into_iter().map(|turn| format!("turn {turn} lacks its private part")));
        if is_erased != case.erased.is_some() {
            problems.push("whether it was erased is kept otherwise than the turns say".to_owned());
        }
        if matches!(case.head.state, CaseState::Fixed | CaseState::Escalated) && case.head.ended.is_none() {
            problems.push("it has ended, but not where".to_owned());
        }
        (case.head.version, problems)
    }
}
