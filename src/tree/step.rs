//! Steps: the nodes of a tree.

use super::{Chance, CheckIx, Condition, Duration, EdgeRole, Ending, Link, Outlet, Question, TreeIx, WarningIx};
use crate::base::{Id, Span, Text};

/// Visits the ways out of a step, shared or exclusively.
macro_rules! visit_outlets {
    ($kind:expr, $visit:ident, $iter:ident) => {
        match $kind {
            Kind::Question(own) => visit_outlets!(@question own, $visit, $iter),
            Kind::Instruction(instruction) => {
                match visit_outlets!(@after instruction, $iter) {
                    After::Ask(own) => visit_outlets!(@question own, $visit, $iter),
                    After::Next(next) => $visit(EdgeRole::Next, next),
                    After::Verify { solved, failed, cannot } => {
                        solved.$iter().for_each(|solved| $visit(EdgeRole::Solved, solved));
                        $visit(EdgeRole::Else, failed);
                        cannot.$iter().for_each(|cannot| $visit(EdgeRole::Cannot, cannot));
                    }
                }
            }
            Kind::Call(call) => {
                for (position, (_, outlet)) in (0..).zip(call.exits.$iter()) {
                    $visit(EdgeRole::Exit(position), outlet);
                }
            }
            Kind::Route(route) => {
                for (position, arm) in (0..).zip(route.arms.$iter()) {
                    $visit(EdgeRole::Route(position), visit_outlets!(@of arm, $iter));
                }
            }
            Kind::Ending(_) => {}
        }
    };
    (@question $question:expr, $visit:ident, $iter:ident) => {{
        for (position, answer) in (0..).zip($question.answers.$iter()) {
            $visit(EdgeRole::Answer(position), visit_outlets!(@of answer, $iter));
        }
        $question.next.$iter().for_each(|next| $visit(EdgeRole::Next, next));
    }};
    (@after $instruction:expr, iter) => { &$instruction.after };
    (@after $instruction:expr, iter_mut) => { &mut $instruction.after };
    (@of $holder:expr, iter) => { &$holder.outlet };
    (@of $holder:expr, iter_mut) => { &mut $holder.outlet };
}

/// One node of a tree.
#[derive(Clone, Debug)]
pub struct Step {
    /// The id, unique within the tree.
    pub id: Id,
    /// Where the id stands.
    pub span: Span,
    /// The warnings that come before it.
    pub warn: Vec<Link<WarningIx>>,
    /// Where to look, what it looks like.
    pub look: Option<Text>,
    /// Why it is asked or done.
    pub why: Option<Text>,
    /// For the agent only.
    pub note: Option<Text>,
    /// A lead-in for the agent to say.
    pub say: Option<Text>,
    /// How long it takes.
    pub time: Option<Duration>,
    /// Who may do it.
    pub by: Option<By>,
    /// Whether one run can come here twice: the step lies on a cycle.
    pub repeats: bool,
    /// What it is.
    pub kind: Kind,
}

impl Step {
    /// Calls `visit` with every way out of this step and its role.
    pub fn for_each_outlet<'s>(&'s self, mut visit: impl FnMut(EdgeRole, &'s Outlet)) {
        visit_outlets!(&self.kind, visit, iter);
    }

    /// The same, to resolve the targets.
    pub(super) fn for_each_outlet_mut(&mut self, mut visit: impl FnMut(EdgeRole, &mut Outlet)) {
        visit_outlets!(&mut self.kind, visit, iter_mut);
    }

    /// Returns the question of this step, its own or the one after an instruction.
    pub fn question(&self) -> Option<&Question> {
        match &self.kind {
            Kind::Question(question) => Some(question),
            Kind::Instruction(instruction) => match &instruction.after {
                After::Ask(question) => Some(question),
                _ => None,
            },
            _ => None,
        }
    }

    /// Says whether the case may end here: an ending, or an instruction that may have helped.
    pub fn may_end(&self) -> bool {
        match &self.kind {
            Kind::Ending(_) => true,
            Kind::Instruction(instruction) => matches!(instruction.after, After::Verify { solved: None, .. }),
            _ => false,
        }
    }
}

/// What a step is.
#[derive(Clone, Debug)]
pub enum Kind {
    /// Something is asked.
    Question(Question),
    /// Something is done.
    Instruction(Box<Instruction>),
    /// A part is walked.
    Call(Call),
    /// Facts decide; nobody is asked.
    Route(Route),
    /// The case ends, or leaves this tree.
    Ending(Ending),
}

/// Something to do.
#[derive(Clone, Debug)]
pub struct Instruction {
    /// What to do.
    pub text: Text,
    /// What one should see then.
    pub expect: Option<Text>,
    /// What could go wrong.
    pub risk: Risk,
    /// The local probe that may tell the result.
    pub check: Option<Link<CheckIx>>,
    /// Which causes it may remove, and how often it does.
    pub fixes: Vec<(Link<()>, Option<Chance>)>,
    /// How it goes on.
    pub after: After,
}

/// How it goes on after an instruction.
#[derive(Clone, Debug)]
pub enum After {
    /// "Does it work now?"
    Verify {
        /// Where it leads when it helped; nothing ends the case as fixed.
        solved: Option<Outlet>,
        /// Where it leads when it did not help.
        failed: Outlet,
        /// Where it leads when it could not be done; nothing means as when it did not help.
        cannot: Option<Outlet>,
    },
    /// Nothing is asked.
    Next(Outlet),
    /// Its own question follows.
    Ask(Question),
}

/// A call of a part.
#[derive(Clone, Debug)]
pub struct Call {
    /// Which part.
    pub part: Link<TreeIx>,
    /// Where each of its exits leads.
    pub exits: Vec<(Link<()>, Outlet)>,
}

/// A decision by facts.
#[derive(Clone, Debug)]
pub struct Route {
    /// The possibilities; the first whose condition holds is taken.
    pub arms: Vec<RouteArm>,
}

/// One possibility of a route.
#[derive(Clone, Debug)]
pub struct RouteArm {
    /// When it is taken; nothing means always.
    pub when: Option<Condition>,
    /// Where it stands.
    pub span: Span,
    /// Where it leads.
    pub outlet: Outlet,
}

/// What could go wrong with an instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Risk {
    /// Nothing.
    #[default]
    None,
    /// Work or a call is interrupted.
    Interrupts,
    /// Settings are changed.
    Settings,
    /// The device may be damaged.
    Damage,
    /// Data may be lost.
    DataLoss,
    /// It may cost money.
    Money,
    /// Somebody may be hurt.
    Safety,
    /// An account may be opened to others.
    Security,
}

impl Risk {
    pub(super) const WORDS: [(&str, Self); 8] = [
        ("none", Self::None),
        ("interrupts", Self::Interrupts),
        ("settings", Self::Settings),
        ("damage", Self::Damage),
        ("data-loss", Self::DataLoss),
        ("money", Self::Money),
        ("safety", Self::Safety),
        ("security", Self::Security),
    ];
}

/// Who may do a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum By {
    /// The customer.
    Customer,
    /// The agent.
    Agent,
    /// An administrator.
    Admin,
    /// A technician.
    Technician,
}

impl By {
    pub(super) const WORDS: [(&str, Self); 4] = [
        ("customer", Self::Customer),
        ("agent", Self::Agent),
        ("admin", Self::Admin),
        ("technician", Self::Technician),
    ];
}
