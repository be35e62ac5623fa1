//! What becomes of a dialogue that is told to end: its case is parked, and the terminal is as it was before.

use super::{Desk, Errand};

/// What a dialogue that was interrupted leaves with.
const INTERRUPTED: i32 = 3;

/// Parks the case at a desk when the terminal hangs up or the program is told to end, and ends it.
///
/// Where signals cannot be caught, a case stays open and is offered at the next start.
pub fn end_on_signals(desk: Option<Desk>) {
    let errand = desk.as_ref().and_then(Desk::errand);
    on_signals(move |code, give_back| {
        // Once the dialogue is over, Ctrl-C means that nobody wants to wait for what is being sent.
        if code == INTERRUPTED && errand.as_ref().is_some_and(Errand::leave) {
            return;
        }
        give_back();
        let _parked = desk.as_ref().is_none_or(|desk| desk.park().is_ok());
        let _free = desk.as_ref().is_none_or(|desk| desk.give_back().is_ok());
        leave(code);
    });
}

#[expect(clippy::exit, reason = "the dialogue waits for a line that will never come")]
fn leave(code: i32) -> ! {
    std::process::exit(code)
}

/// Calls this for each signal, with the code to leave with, and with what gives the terminal back.
#[cfg(unix)]
fn on_signals(mut caught: impl FnMut(i32, &dyn Fn()) + Send + 'static) {
    use signal_hook::{
        consts::{SIGHUP, SIGINT, SIGTERM},
        iterator::Signals,
    };
    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM, SIGHUP]) else { return };
    let before = unix::Before::look();
    std::thread::spawn(move || {
        for signal in signals.forever() {
            // As a shell tells that a program was ended by a signal.
            let code = if signal == SIGINT { INTERRUPTED } else { 128 + signal };
            caught(code, &|| before.iter().for_each(unix::Before::give_back));
        }
    });
}

#[cfg(not(unix))]
fn on_signals(mut caught: impl FnMut(i32, &dyn Fn()) + Send + 'static) {
    let _caught = ctrlc::set_handler(move || caught(INTERRUPTED, &|| {})).is_ok();
}

#[cfg(unix)]
mod unix {
    use std::io::{stdin, stdout};

    use nix::{
        sys::termios::{LocalFlags, SetArg, Termios, tcgetattr, tcsetattr},
        unistd::write,
    };

    /// Tells a terminal to take what is pasted as it is typed, and begins a line of its own.
    const AFTER_EDITING: &[u8] = b"\x1b[?2004l\r\n";

    /// How the terminal was before the line editor took it.
    pub(super) struct Before(Termios);

    impl Before {
        /// Looks at the terminal; there may be none.
        pub(super) fn look() -> Option<Self> {
            tcgetattr(stdin()).ok().map(Self)
        }

        /// Gives the terminal back, if the line editor has it at the moment. Nothing here waits for anybody.
        pub(super) fn give_back(&self) {
            let is_edited = |now: &Termios| {
                self.0.local_flags.contains(LocalFlags::ICANON) && !now.local_flags.contains(LocalFlags::ICANON)
            };
            if !tcgetattr(stdin()).is_ok_and(|now| is_edited(&now)) {
                return;
            }
            // A terminal that is gone needs nothing any more.
            let _restored = tcsetattr(stdin(), SetArg::TCSANOW, &self.0).is_ok();
            let _told = write(stdout(), AFTER_EDITING).is_ok();
        }
    }
}
