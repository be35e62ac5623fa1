//! Shows how far work has come, on a terminal's stderr and nowhere else.

use std::{io::IsTerminal as _, time::Duration};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How often the line is drawn anew, in times a second.
const RATE: u8 = 10;
/// How long work must last before it shows itself.
const PATIENCE: Duration = Duration::from_millis(500);

/// A line that tells what is done and how far it has come; it vanishes at the end.
#[derive(Debug)]
pub(super) struct Progress {
    bar: ProgressBar,
    what: &'static str,
    begun: std::time::Instant,
}

impl Progress {
    /// Begins with nothing to be seen.
    pub(super) fn new(what: &'static str) -> Self {
        Self { bar: ProgressBar::hidden(), what, begun: std::time::Instant::now() }
    }

    /// Tells how many of how many are done; the line appears once the work has lasted half a second.
    pub(super) fn tell(&mut self, done: usize, total: usize) {
        if self.bar.is_hidden() {
            if self.begun.elapsed() < PATIENCE || !std::io::stderr().is_terminal() {
                return;
            }
            let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::stderr_with_hz(RATE));
            self.bar = bar.with_style(style()).with_message(self.what).with_position(done as u64);
        }
        self.bar.set_length(total as u64);
        self.bar.set_position(done as u64);
    }

    /// Returns what work of several kinds calls: the name of the kind, the number done and the number in all.
    pub(super) fn stages(&mut self) -> impl FnMut(&'static str, usize, usize) + '_ {
        |what, done, total| {
            if self.what != what {
                self.what = what;
                self.bar.set_message(what);
            }
            self.tell(done, total);
        }
    }

    /// Returns what pure work calls with the number done and the number in all.
    pub(super) fn teller(&mut self) -> impl FnMut(usize, usize) + '_ {
        |done, total| self.tell(done, total)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

fn style() -> ProgressStyle {
    let style = ProgressStyle::with_template("{msg}  {bar:30}  {pos} of {len}");
    style.map_or_else(|_| ProgressStyle::default_bar(), |style| style.progress_chars("=> "))
}
