//! Where cases are kept: the store that is named, or the one that everybody has.

use etcetera::BaseStrategy as _;

use super::Args;
use crate::store::Failed;

/// The store that keeps nothing.
const NONE: &str = "none";

/// Names the store: `--store`, then `LOTSE_STORE`, then a file where the system keeps such files. Nothing if none
/// is wanted.
pub(super) fn name(args: &Args) -> Result<Option<String>, Failed> {
    match told(args) {
        Some(name) => Ok((name != NONE).then_some(name)),
        None => own().map(Some),
    }
}

/// The name that was told; nothing if everybody's own file is meant.
pub(super) fn told(args: &Args) -> Option<String> {
    args.store.clone().or_else(|| std::env::var("LOTSE_STORE").ok()).filter(|name| !name.is_empty())
}

/// The file of whoever names no other.
fn own() -> Result<String, Failed> {
    let strategy = etcetera::base_strategy::choose_native_strategy().ok();
    let path = strategy.map(|strategy| strategy.data_dir().join("lotse").join("cases.db"));
    path.and_then(|path| path.to_str().map(str::to_owned)).ok_or_else(|| Failed::Unusable {
        problem: "there is no home folder to keep cases in".to_owned(),
        help: "name a store: --store FILE, or --store none",
        passing: false,
    })
}
