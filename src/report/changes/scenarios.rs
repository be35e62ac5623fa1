//! Tells what would become of scenarios.

use super::{Both, naming::Naming};
use crate::{
    diff::{ChangeReport, ScenarioChange, ScenarioReport, Sides},
    scenario::End,
    tree::{StepIx, TreeIx},
    words::Words,
};

/// One scenario that is not as expected any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioLine {
    /// The tree and the scenario.
    pub name: String,
    /// What would become of it, for programs.
    pub fate: &'static str,
    /// The last answer that both walks have in common: the step and the reply.
    pub after: Option<(String, String)>,
    /// Where it ended.
    pub before: String,
    /// Where it would end.
    pub now: String,
    /// What the runner says of it now.
    pub message: Option<String>,
}

/// Says of each scenario that is not as expected any more where it parts.
pub fn scenario_lines(
    sides: Sides<'_>,
    report: &ChangeReport,
    scenarios: &ScenarioReport,
    words: &Words,
) -> Vec<ScenarioLine> {
    let old = Naming::new(sides.old.read, sides.old.sealed.library(), words);
    let new = Naming::new(sides.new.read, sides.new.sealed.library(), words);
    let both = Both { old, new, report };
    scenarios.changes.iter().map(|change| line(both, change)).collect()
}

fn line(both: Both<'_>, change: &ScenarioChange) -> ScenarioLine {
    let fate = match &change.now {
        None => "no-tree",
        Some(_) if change.is_old_name => "old-name",
        // An assertion about one step never comes to an end.
        Some((End::Stopped(_) | End::Stuck, ..)) if matches!(change.before.0, End::Stopped(_) | End::Stuck) => {
            "leads-elsewhere"
        }
        Some((End::Stopped(_) | End::Stuck, ..)) => "stops",
        Some((end, ..)) if *end == change.before.0 && change.message.is_none() => "ends-in-another-step",
        Some(_) => "ends-elsewhere",
    };
    let after = change.after.as_ref().map(|passed| (passed.name.clone(), passed.reply.clone()));
    let now = change.now.as_ref().map(|end| ended(both.new, end));
    ScenarioLine {
        name: format!("{}/{}", change.tree, change.id),
        fate,
        after,
        before: ended(both.old, &change.before),
        now: now.unwrap_or_else(|| "its tree is gone".to_owned()),
        message: change.message.clone(),
    }
}

fn ended(naming: Naming<'_>, (end, tree, step): &(End, TreeIx, StepIx)) -> String {
    let at = naming.sealed.tree(*tree).and_then(|tree| Some((tree, tree.step(*step)?)));
    let Some((tree, step)) = at else { return String::new() };
    let place = match end {
        End::Fixed(causes) => format!("fixed: {}", naming.causes(tree, causes)),
        End::Escalated { role: Some(role), causes } => {
            format!("handed over to “{}”{}", naming.role(role), naming.probably(tree, causes))
        }
        End::Escalated { role: None, causes } => format!("handed over{}", naming.probably(tree, causes)),
        End::Continued(id) => return format!("the tree `{id}`"),
        End::Exited(exit) => format!("the exit `{exit}`"),
        End::Stopped(_) | End::Stuck => return format!("stands at {}", naming.step(tree, step)),
    };
    format!("{place} (`{}`)", step.id)
}

/// Sums up what would become of the scenarios; nothing if there are none.
pub fn summary(scenarios: &ScenarioReport) -> Option<String> {
    let all = match scenarios.total {
        0 => return None,
        1 => "1 scenario".to_owned(),
        total => format!("{total} scenarios"),
    };
    let old_names = scenarios.changes.iter().filter(|change| change.is_old_name).count();
    let elsewhere = scenarios.changes.len() - old_names;
    let more = if old_names == 0 { String::new() } else { format!("; {old_names} only name a step by its old id") };
    Some(format!("{elsewhere} of {all} would now go elsewhere{more}"))
}
