//! What a case is walked with: the library and the turns.

use super::{Turn, state::At};
use crate::{
    check::Sealed,
    tree::{Step, Tree, TreeIx},
};

/// What one case is walked with.
#[derive(Clone, Copy)]
pub(super) struct Context<'l> {
    pub(super) library: &'l Sealed,
    pub(super) turns: &'l [Turn],
}

impl<'l> Context<'l> {
    pub(super) fn tree(self, ix: TreeIx) -> Option<&'l Tree> {
        self.library.library().tree(ix)
    }

    pub(super) fn step(self, at: At) -> Option<(&'l Tree, &'l Step)> {
        let tree = self.tree(at.tree)?;
        Some((tree, tree.step(at.step)?))
    }
}
