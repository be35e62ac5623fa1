//! The walk: from where the case stands, through everything that is already decided, to the next thing to show.

use std::sync::Arc;

use super::{
    Entry, Event, Key, KnownFact, Origin, Outcome, Passed, Reply, Segment, State, Tried, Way,
    branch::{self, Branch},
    context::Context,
    state::{EndKind, Frame, Stop},
};
use crate::tree::{
    After, Call, EdgeRole, Ending, FactIx, FactKind, Instruction, Kind, Outlet, Question, RouteArm, Step, StepIx,
    TreeIx,
};

/// The chance from which an instruction done in vain rules its cause out: the word "usually".
const USUALLY: f64 = 0.9;

impl State {
    /// Walks from the start of the tree through everything that was replied.
    pub(super) fn walk_anew(&mut self, context: Context<'_>) {
        self.trail.clear();
        self.ways.clear();
        self.tried.clone_from(&self.before.tried);
        self.ruled_out.clone_from(&self.before.ruled_out);
        self.frames.clear();
        self.visits.clear();
        self.retries.clear();
        self.walked.clear();
        self.instances = 0;
        self.answers.rewind();
        self.facts.clone_from(&self.told);
        self.stop = Stop::Nowhere;
        let Some(root) = self.root else { return };
        self.enter_tree(context, root);
        if let Some(step) = self.begin {
            self.visits.clear();
            self.arrive(context, step);
        }
        self.walk(context);
        self.recall_tried(context);
    }

    /// Walks on from where the case stopped.
    pub(super) fn walk(&mut self, context: Context<'_>) {
        // In a sealed tree this ends: every cycle has a bounded way, and every tree is walked once.
        while let Stop::Nowhere = self.stop {
            match context.step(self.at) {
                Some((_, step)) => self.pass(context, step),
                None => self.stop = Stop::Stuck,
            }
        }
        if self.human && !matches!(self.stop, Stop::Ended(_)) {
            self.stop = Stop::Ended(EndKind::Human);
        }
        self.settle_collection(context);
    }

    /// Passes one step, or stops at it.
    fn pass<'l>(&mut self, context: Context<'l>, step: &'l Step) {
        if matches!(step.kind, Kind::Question(_) | Kind::Instruction(_)) {
            self.pass_shown(context, step);
            return;
        }
        if let Some(warning) = self.unread_warning(context, step) {
            self.stop = Stop::Warning(warning);
            return;
        }
        match &step.kind {
            Kind::Call(call) => self.enter_part(context, call),
            Kind::Route(route) => {
                let holds =
                    |arm: &&RouteArm| arm.when.as_ref().is_none_or(|when| branch::holds(when, &self.facts, self.today));
                match (0..).zip(&route.arms).find(|(_, arm)| holds(arm)) {
                    Some((position, arm)) => self.follow(context, EdgeRole::Route(position), &arm.outlet),
                    None => self.stop = Stop::Stuck,
                }
            }
            Kind::Ending(ending) => self.end(context, ending),
            Kind::Question(_) | Kind::Instruction(_) => {}
        }
    }

    /// Passes a question or instruction by its reply or by what is known; else stops there.
    fn pass_shown<'l>(&mut self, context: Context<'l>, step: &'l Step) {
        let key = self.key();
        let reply = self.answers.find(context.turns, &key);
        if let Kind::Question(question) = &step.kind
            && let Some((known, branch)) = self.known_branch(question)
            && match reply {
                None => !self.asked.contains(&key),
                Some((recorded, _)) => recorded.turn < known.turn && !recorded.open,
            }
        {
            self.trail.push(Entry { key, passed: Passed::Known(known) });
            self.follow_branch(context, question, branch);
            return;
        }
        if let Some(warning) = self.unread_warning(context, step) {
            self.stop = Stop::Warning(warning);
            return;
        }
        let passed = match (&step.kind, reply.filter(|(recorded, _)| !recorded.open)) {
            (Kind::Question(question), Some((recorded, reply))) => {
                self.pass_question(context, &key, question, reply, recorded.turn)
            }
            (Kind::Instruction(instruction), Some((recorded, reply))) => {
                self.pass_instruction(context, &key, instruction, reply, recorded.turn)
            }
            _ => false,
        };
        if !passed {
            let previous = reply.map(|(_, reply)| reply.clone());
            let done = matches!(step.kind, Kind::Instruction(_))
                && previous.as_ref().is_some_and(|reply| *reply != Reply::Outcome(Outcome::NotDone));
            let help = self.helped.contains(&key);
            self.stop = Stop::Step { key, help, previous, done };
        }
    }

    fn pass_question(
        &mut self,
        context: Context<'_>,
        key: &Key,
        question: &Question,
        reply: &Reply,
        turn: u32,
    ) -> bool {
        let Some(branch) = branch::of_reply(question, reply, self.today) else { return false };
        if let Some(fact) = question.fact.as_ref().and_then(|fact| fact.to)
            && let Some(value) = branch::value_of(reply)
        {
            let origin = Origin::Said(Some(key.clone()));
            self.facts.learn(KnownFact { fact, value, origin, turn });
        }
        self.trail.push(Entry { key: key.clone(), passed: Passed::Replied(reply.clone()) });
        self.follow_branch(context, question, branch);
        true
    }

    fn pass_instruction(
        &mut self,
        context: Context<'_>,
        key: &Key,
        instruction: &Instruction,
        reply: &Reply,
        turn: u32,
    ) -> bool {
        if !matches!(reply, Reply::Outcome(Outcome::NotDone)) {
            let library = context.library.library();
            self.facts.forget(|known| {
                known.turn < turn && library.fact(known.fact).is_some_and(|(_, fact)| fact.stale_after_instruction)
            });
        }
        let tree = self.at.tree;
        let passed = match (&instruction.after, reply) {
            (After::Ask(question), _) => self.pass_question(context, key, question, reply, turn),
            (After::Next(next), Reply::Done) => {
                self.trail.push(Entry { key: key.clone(), passed: Passed::Replied(Reply::Done) });
                self.follow(context, EdgeRole::Next, next);
                true
            }
            (After::Verify { solved, failed, cannot }, Reply::Outcome(outcome)) => {
                self.trail.push(Entry { key: key.clone(), passed: Passed::Replied(reply.clone()) });
                match outcome {
                    Outcome::Worked => match solved {
                        Some(solved) => self.follow(context, EdgeRole::Solved, solved),
                        None => {
                            self.note_way(EdgeRole::Solved, false);
                            self.stop = Stop::Ended(EndKind::Worked);
                        }
                    },
                    Outcome::DidNotWork => {
                        self.rule_out(tree, instruction);
                        self.follow(context, EdgeRole::Else, failed);
                    }
                    Outcome::NotDone => self.follow(context, EdgeRole::Cannot, cannot.as_ref().unwrap_or(failed)),
                }
                true
            }
            _ => false,
        };
        if passed {
            self.tried.push(Tried { key: key.clone(), reply: reply.clone(), active: true });
        }
        passed
    }

    /// A cause is ruled out when what removes it nearly always was done in vain.
    fn rule_out(&mut self, tree: TreeIx, instruction: &Instruction) {
        for (cause, chance) in &instruction.fixes {
            let entry = (tree, cause.id.clone());
            if chance.is_none_or(|chance| USUALLY <= chance.0) && !self.ruled_out.contains(&entry) {
                self.ruled_out.push(entry);
            }
        }
    }

    /// Finds the answer that a known fact gives to a question.
    fn known_branch(&self, question: &Question) -> Option<(KnownFact, Branch)> {
        let fact = question.fact.as_ref()?.to?;
        let known = self.facts.get(fact)?;
        branch::of_value(question, &known.value, self.today).map(|branch| (known.clone(), branch))
    }

    fn unread_warning(&self, context: Context<'_>, step: &Step) -> Option<crate::tree::WarningIx> {
        let warnings = &context.library.library().vocabulary().warnings;
        step.warn.iter().filter_map(|link| link.to).find(|warning| {
            !self.acknowledged.contains(warning)
                && warnings.get_index(warning.index()).is_some_and(|(_, it)| it.level.must_be_acknowledged())
        })
    }

    fn follow_branch(&mut self, context: Context<'_>, question: &Question, branch: Branch) {
        let (role, outlet) = match branch {
            Branch::Answer(position) => {
                let role = EdgeRole::Answer(u32::try_from(position).unwrap_or(u32::MAX));
                (role, question.answers.get(position).map(|answer| &answer.outlet))
            }
            Branch::Next => (EdgeRole::Next, question.next.as_ref()),
        };
        match outlet {
            Some(outlet) => self.follow(context, role, outlet),
            None => self.stop = Stop::Stuck,
        }
    }

    /// Takes a way out, or the way that follows when it was taken often enough.
    fn follow(&mut self, context: Context<'_>, role: EdgeRole, outlet: &Outlet) {
        let (mut to, mut spent) = (outlet.to.to, false);
        if let Some(retry) = &outlet.retry {
            let taken = self.retries.entry((self.at.instance, outlet.to.span.start)).or_default();
            if *taken < retry.times {
                *taken += 1;
            } else {
                (to, spent) = (retry.then.to, true);
            }
        }
        self.note_way(role, spent);
        match to {
            Some(step) => self.arrive(context, step),
            None => self.stop = Stop::Stuck,
        }
    }

    fn note_way(&mut self, role: EdgeRole, spent: bool) {
        self.ways.push(Way { tree: self.at.tree, step: self.at.step, role, spent });
    }

    /// Stands at a step of the tree that is walked now, and counts the visit.
    fn arrive(&mut self, context: Context<'_>, step: StepIx) {
        self.at.step = step;
        self.at.visit = 1;
        if context.step(self.at).is_some_and(|(_, step)| step.repeats) {
            let visits = self.visits.entry((self.at.instance, step)).or_default();
            *visits = visits.saturating_add(1);
            self.at.visit = *visits;
        }
    }

    fn enter_tree(&mut self, context: Context<'_>, tree: TreeIx) {
        self.frames.clear();
        self.calls = None;
        self.walked.push(tree);
        self.stand_in(context, tree);
    }

    fn enter_part(&mut self, context: Context<'_>, call: &Call) {
        let Some(part) = call.part.to else {
            self.stop = Stop::Stuck;
            return;
        };
        self.note_way(EdgeRole::Next, false);
        let segment = Segment { tree: self.at.tree, step: self.at.step, visit: self.at.visit };
        let calls: Arc<[Segment]> =
            self.calls.iter().flat_map(|calls| calls.iter().copied()).chain([segment]).collect();
        self.frames.push(Frame { at: self.at, calls: self.calls.replace(calls) });
        self.stand_in(context, part);
    }

    /// Stands at the start of a tree or part.
    fn stand_in(&mut self, context: Context<'_>, ix: TreeIx) {
        let tree = context.tree(ix);
        self.instances += 1;
        self.at.tree = ix;
        self.at.instance = self.instances;
        match tree.and_then(|tree| tree.start.to) {
            Some(start) => self.arrive(context, start),
            None => self.stop = Stop::Stuck,
        }
    }

    fn end(&mut self, context: Context<'_>, ending: &Ending) {
        match ending {
            Ending::Fix { .. } => self.stop = Stop::Ended(EndKind::Fix),
            Ending::Escalate { .. } => self.stop = Stop::Ended(EndKind::Escalation),
            Ending::Exit(name) => {
                let Some(frame) = self.frames.pop() else {
                    self.stop = Stop::Stuck;
                    return;
                };
                self.note_way(EdgeRole::Next, false);
                self.at = frame.at;
                self.calls = frame.calls;
                let call = context.step(self.at).and_then(|(_, step)| match &step.kind {
                    Kind::Call(call) => Some(call),
                    _ => None,
                });
                let mut exits = call.into_iter().flat_map(|call| (0..).zip(&call.exits));
                match exits.find(|(_, (exit, _))| exit.id == name.id) {
                    Some((position, (_, outlet))) => self.follow(context, EdgeRole::Exit(position), outlet),
                    None => self.stop = Stop::Stuck,
                }
            }
            Ending::Continue { tree, .. } => match tree.to {
                // A case walks each tree once; who is sent back to one is handed over instead.
                Some(ix) if self.walked.contains(&ix) => self.stop = Stop::Ended(EndKind::WalkedBefore),
                Some(ix) => {
                    self.note_way(EdgeRole::Next, false);
                    self.enter_tree(context, ix);
                }
                None => self.stop = Stop::Missing,
            },
        }
    }

    /// At an escalation, stops at the next fact that it needs and that is not known.
    pub(super) fn settle_collection(&mut self, context: Context<'_>) {
        let wanted = match &self.stop {
            Stop::Ended(EndKind::Escalation) => context.step(self.at).and_then(|(_, step)| match &step.kind {
                Kind::Ending(Ending::Escalate { collect, .. }) => Some(collect),
                _ => None,
            }),
            Stop::Ended(EndKind::WalkedBefore | EndKind::Human) => {
                context.library.library().vocabulary().human.as_ref().map(|human| &human.collect)
            }
            _ => None,
        };
        self.wanted.clear();
        for fact in wanted.into_iter().flatten().filter_map(|fact| fact.to) {
            if self.is_wanted(context, fact) && !self.wanted.contains(&fact) {
                self.wanted.push(fact);
            }
        }
    }

    fn is_wanted(&self, context: Context<'_>, fact: FactIx) -> bool {
        let given =
            context.library.library().fact(fact).is_some_and(|(_, fact)| matches!(fact.kind, FactKind::Given { .. }));
        given && self.facts.get(fact).is_none() && !self.collected.iter().any(|(own, _)| *own == fact)
    }

    /// Lists instructions that were followed off the current path; they stay done.
    fn recall_tried(&mut self, context: Context<'_>) {
        if self.answers.all_passed() {
            return;
        }
        let active: rustc_hash::FxHashSet<Key> = self.tried.iter().map(|tried| tried.key.clone()).collect();
        let mut all: Vec<(u32, Tried)> = Vec::new();
        for (turn, key, reply) in self.answers.iter(context.turns) {
            let is_instruction = context
                .tree(key.tree)
                .and_then(|tree| tree.step(key.step))
                .is_some_and(|step| matches!(step.kind, Kind::Instruction(_)));
            if is_instruction {
                all.push((turn, Tried { key: key.clone(), reply: reply.clone(), active: active.contains(key) }));
            }
        }
        all.sort_by_key(|(turn, _)| *turn);
        self.tried = all.into_iter().map(|(_, tried)| tried).collect();
    }

    /// Takes one turn into what is recorded; returns whether the walk must begin anew.
    pub(super) fn record(&mut self, context: Context<'_>, number: u32, event: &Event) -> bool {
        match event {
            Event::Started { tree, today } => {
                self.take_along(number);
                self.root = Some(*tree);
                self.today = Some(*today);
                self.human = false;
                true
            }
            Event::Fact { fact, value, origin } => {
                let known = KnownFact { fact: *fact, value: value.clone(), origin: origin.clone(), turn: number };
                self.told.learn(known);
                true
            }
            Event::Acknowledged(warning) => {
                if !self.acknowledged.contains(warning) {
                    self.acknowledged.push(*warning);
                }
                false
            }
            Event::Helped(key) => {
                self.helped.push(key.clone());
                false
            }
            Event::Replied(_, _) => {
                let straight = self.answers.all_passed();
                self.answers.record(context.turns, number);
                !straight
            }
            Event::Collected(fact, value) => {
                self.collected.retain(|(own, _)| own != fact);
                self.collected.push((*fact, value.clone()));
                false
            }
            Event::Uncollected(fact) => {
                self.collected.retain(|(own, _)| own != fact);
                false
            }
            Event::Reopened(key) => {
                self.human = false;
                if !self.answers.reopen(context.turns, key) && !self.asked.contains(key) {
                    self.asked.push(key.clone());
                }
                true
            }
            Event::Noted(words) => {
                self.notes.push(words.clone());
                false
            }
            Event::Human => {
                self.human = true;
                false
            }
        }
    }

    /// What was learned in one tree stays known in the next, and what was tried stays tried.
    fn take_along(&mut self, number: u32) {
        self.told.clone_from(&self.facts);
        for (fact, value) in &self.collected {
            let Some(value) = value.clone() else { continue };
            self.told.learn(KnownFact { fact: *fact, value, origin: Origin::Said(None), turn: number });
        }
        self.before.trail.append(&mut self.trail);
        self.before.tried = self.tried.iter().filter(|tried| tried.active).cloned().collect();
        self.before.ruled_out.clone_from(&self.ruled_out);
    }

    /// Names the step where the case stands, or the one that ended it.
    pub fn key(&self) -> Key {
        Key { calls: self.calls.clone(), tree: self.at.tree, step: self.at.step, visit: self.at.visit }
    }
}
