//! Exceptions that an author makes from rules, with the reason.

use crate::base::{Place, Span};

/// What stands under `allow`: a rule that is not followed here, and why.
#[derive(Clone, Debug)]
pub struct Exception {
    /// The name or code of the rule, as written.
    pub rule: String,
    /// Where that name stands.
    pub place: Place,
    /// Why the rule does not hold here.
    pub reason: String,
    /// The part of the source whose findings are meant.
    pub covers: Span,
}

impl Exception {
    /// Says whether a finding of this rule at this place is meant.
    pub fn covers(&self, code: &crate::base::Code, place: Place) -> bool {
        let inside = self.covers.start <= place.span.start && place.span.start < self.covers.end;
        self.place.source == place.source && inside && (self.rule == code.name || self.rule == code.id)
    }
}
