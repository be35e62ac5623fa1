//! Leaves out what is private, while everything else is handed on.

use crate::store::{CaseRow, Failed, Piece, TurnRow};

/// How much of a store is written.
#[derive(Clone, Copy, Debug)]
pub enum Extent<'t> {
    /// Everything, what is private included.
    Whole,
    /// Everything but what is private, as if it were erased at this moment: this turn says so in each case that held
    /// something. Whatever its number, it becomes the last one.
    WithoutPrivate(&'t TurnRow),
}

/// A case with everything that belongs to it, until its last piece is there.
struct Open {
    case: CaseRow,
    turns: Vec<TurnRow>,
    held: bool,
}

/// Hands pieces on without what is private in them.
pub(super) struct Spare<'t> {
    saying: &'t TurnRow,
    open: Option<Open>,
}

impl<'t> Spare<'t> {
    /// Prepares it; this turn says that something was left out.
    pub(super) fn new(saying: &'t TurnRow) -> Self {
        Self { saying, open: None }
    }

    /// Takes a piece, and hands on what is complete.
    ///
    /// Messages hold what goes to others, in words: nobody can tell what in them is private, so none goes along.
    pub(super) fn pass(
        &mut self,
        piece: Piece,
        give: &mut dyn FnMut(Piece) -> Result<(), Failed>,
    ) -> Result<(), Failed> {
        match piece {
            Piece::Case(case) => {
                self.finish(give)?;
                self.open = Some(Open { case, turns: Vec::new(), held: false });
            }
            Piece::Turn(mut turn) => {
                if let Some(open) = &mut self.open {
                    open.held |= turn.entry.private.take().is_some();
                    open.turns.push(turn);
                }
            }
            Piece::Message(_) => {
                if let Some(open) = &mut self.open {
                    open.held = true;
                }
            }
            other => give(other)?,
        }
        Ok(())
    }

    /// Hands on the case that came last.
    pub(super) fn finish(&mut self, give: &mut dyn FnMut(Piece) -> Result<(), Failed>) -> Result<(), Failed> {
        let Some(Open { mut case, mut turns, held }) = self.open.take() else { return Ok(()) };
        if held {
            let turn = case.last.saturating_add(1);
            case.last = turn;
            case.changed = self.saying.at;
            case.erased = Some(self.saying.at);
            turns.push(TurnRow { turn, ..self.saying.clone() });
        }
        give(Piece::Case(case))?;
        turns.into_iter().try_for_each(|turn| give(Piece::Turn(turn)))
    }
}
