//! Notices that files change, and that somebody wants to leave.

use std::{
    path::{Path, PathBuf},
    sync::mpsc::Sender,
};

use notify::{
    Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _,
    event::{AccessKind, AccessMode},
};

/// What has happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum News {
    /// A file was saved, renamed or deleted.
    Changed,
    /// Ctrl-C.
    Stop,
}

/// What watches.
pub(super) struct Eye {
    watcher: RecommendedWatcher,
    watched: Vec<PathBuf>,
}

impl Eye {
    /// Begins to send news.
    pub(super) fn open(paths: &[PathBuf], sender: Sender<News>) -> Result<Self, String> {
        let stop = sender.clone();
        // Nobody listens any more once the program is about to end.
        ctrlc::set_handler(move || {
            let _heard = stop.send(News::Stop).is_ok();
        })
        .map_err(|error| error.to_string())?;
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            let concerns = event.as_ref().map_or(true, concerns_trees);
            if concerns {
                let _heard = sender.send(News::Changed).is_ok();
            }
        });
        let mut eye = Self { watcher: watcher.map_err(|error| error.to_string())?, watched: Vec::new() };
        for path in paths {
            eye.add(path).map_err(|error| format!("`{}`: {error}", path.display()))?;
        }
        Ok(eye)
    }

    /// Looks at the paths anew: what was deleted and came back is another folder, even with the same name.
    pub(super) fn look_at(&mut self, paths: &[PathBuf]) {
        for path in std::mem::take(&mut self.watched) {
            // What has gone is no longer watched already.
            let _gone = self.watcher.unwatch(&path).is_err();
        }
        for path in paths.iter().filter(|path| path.exists()) {
            // What vanishes this very moment is found missing when it is read.
            let _vanished = self.add(path).is_err();
        }
    }

    fn add(&mut self, path: &Path) -> notify::Result<()> {
        // Editors replace a file by another one of the same name, which only its folder sees.
        let folder = match path.parent() {
            Some(parent) if path.is_file() && parent.as_os_str().is_empty() => Path::new("."),
            Some(parent) if path.is_file() => parent,
            _ => path,
        };
        let mode = if path.is_file() { RecursiveMode::NonRecursive } else { RecursiveMode::Recursive };
        self.watcher.watch(folder, mode)?;
        self.watched.push(folder.to_owned());
        Ok(())
    }
}

/// Says whether an event can change what is read: not when files are merely opened, nor for files of editors.
fn concerns_trees(event: &Event) -> bool {
    let is_own = |path: &PathBuf| {
        let name = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
        !name.starts_with('.') && !name.ends_with('~')
    };
    // To read is no change, but to close what was written ends one.
    let is_read = matches!(event.kind, EventKind::Access(kind) if kind != AccessKind::Close(AccessMode::Write));
    !is_read && (event.paths.is_empty() || event.paths.iter().any(is_own))
}
