//! Messages for the standard input of a program. No shell is involved.

use std::{
    io::{ErrorKind, Write as _},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use super::{Parcel, Result, Target, body};

/// What the program must not learn: the secrets of the other ways.
const OURS: [&str; 3] = ["LOTSE_WEBHOOK_SECRET", "LOTSE_WEBHOOK_AUTHORIZATION", "LOTSE_SMTP_PASSWORD"];

/// Exit codes that mean that trying again is no use, as `sysexits.h` has them: usage, data, no such user, no such
/// host, not allowed, wrongly configured.
const IN_VAIN: [i32; 6] = [64, 65, 67, 68, 77, 78];

/// How often one looks whether the program has ended.
const GLANCE: Duration = Duration::from_millis(10);

/// Starts the program and waits for its end.
pub(super) fn deliver(argv: &[String], target: &Target, parcel: Parcel<'_>) -> Result {
    let body = match body(target, parcel) {
        Ok(body) => body,
        Err(result) => return result,
    };
    let Some((program, arguments)) = argv.split_first() else { return Result::refused("there is no program") };
    let mut command = Command::new(program);
    command.args(arguments).env("LOTSE_KEY", parcel.key).env("LOTSE_CASE", parcel.case);
    // What it says may quote the message, and would end in a log.
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    for name in OURS {
        command.env_remove(name);
    }
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) => {
            return Result::again(match error.kind() {
                ErrorKind::NotFound => "the program was not found".to_owned(),
                ErrorKind::PermissionDenied => "the program may not be started".to_owned(),
                kind => format!("the program could not be started: {kind}"),
            });
        }
    };
    if let Some(mut input) = child.stdin.take() {
        // A program may end before it has read everything; its exit code says what that means. It may also never
        // read, and then this thread ends with the pipe.
        thread::spawn(move || drop(input.write_all(body.as_bytes())));
    }
    wait(&mut child, target.patience)
}

fn wait(child: &mut Child, patience: Duration) -> Result {
    let begun = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => {
                return match status.code() {
                    Some(0) => Result::Delivered,
                    Some(code) if IN_VAIN.contains(&code) => {
                        Result::refused(format!("the program refused with exit code {code}"))
                    }
                    Some(code) => Result::again(format!("the program ended with exit code {code}")),
                    None => Result::again("the program was ended by a signal"),
                };
            }
            Ok(None) if begun.elapsed() < patience => thread::sleep(GLANCE),
            Ok(None) | Err(_) => {
                let _gone = child.kill().and_then(|()| child.wait()).is_ok();
                return Result::again(format!("the program did not end within {} s", patience.as_secs()));
            }
        }
    }
}
