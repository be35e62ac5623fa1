//! What is sent while a dialogue goes on, and what becomes of it when nobody waits.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    time::Instant,
};

use super::{line, outbox};
use crate::program::{Folder, lamp, program};

/// A dialogue of an agent that has come to a hand-over, and stays open.
struct Open {
    folder: Folder,
    child: Child,
}

/// A receiver on a port of its own.
fn receiver() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let target = format!("http://127.0.0.1:{}/in", listener.local_addr().unwrap().port());
    (listener, target)
}

fn command(folder: &Folder, target: &str) -> Command {
    let store = format!("{}/cases.db", folder.path());
    let arguments = ["run", "lamp", "--trees", folder.path(), "--case", "T-1", "--store", &store, "--to", target];
    let mut command = program(&arguments);
    command.args(["--as", "agent", "--agent", "Berta"]);
    command
}

fn escalated(target: &str) -> Open {
    let folder = lamp();
    let mut child =
        command(&folder, target).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.as_mut().unwrap().write_all(b"no\n\nno\n3\nAnna Beispiel\n").unwrap();
    Open { folder, child }
}

/// Takes one request, and returns its key; answers it if told to.
fn take(stream: &TcpStream, answer: bool) -> String {
    let mut reader = BufReader::new(stream);
    let (mut key, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        match line.trim().split_once(": ") {
            Some((name, value)) if name.eq_ignore_ascii_case("idempotency-key") => value.clone_into(&mut key),
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => length = value.parse().unwrap(),
            None if line.trim().is_empty() => break,
            _ => {}
        }
    }
    reader.read_exact(&mut vec![0; length]).unwrap();
    if answer {
        let mut stream = stream;
        stream.write_all(b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n").unwrap();
    }
    key
}

fn listed(folder: &Folder) -> serde_json::Value {
    let out = outbox(folder, &["list", "--all", "--format", "json"]).out;
    serde_json::from_str(&out).unwrap_or_else(|error| panic!("one message: {error}: {out}"))
}

#[test]
fn a_hand_over_leaves_while_the_dialogue_goes_on() {
    let (listener, target) = receiver();
    let mut open = escalated(&target);
    let (stream, _) = listener.accept().unwrap();
    let key = take(&stream, true);
    assert!(open.child.try_wait().unwrap().is_none(), "the agent is still asked what comes next");
    drop(open.child.stdin.take());
    let ended = open.child.wait_with_output().unwrap();
    assert_eq!((ended.status.code(), &*String::from_utf8_lossy(&ended.stderr)), (Some(1), ""));
    let listed = listed(&open.folder);
    assert_eq!((&listed["key"], &listed["state"], &listed["attempts"]), (&key.into(), &"delivered".into(), &1.into()));
}

#[test]
fn a_receiver_that_says_nothing_holds_nobody_up() {
    let (listener, target) = receiver();
    let mut open = escalated(&target);
    let (stream, _) = listener.accept().unwrap();
    let key = take(&stream, false);
    let begun = Instant::now();
    drop(open.child.stdin.take());
    let ended = open.child.wait_with_output().unwrap();
    assert!(begun.elapsed().as_secs() < 15, "a few seconds, not as long as the receiver may take");
    let talk = line(&String::from_utf8_lossy(&ended.stderr));
    assert_eq!(ended.status.code(), Some(1), "{talk}");
    assert!(
        talk.contains("is being sent. Ctrl-C leaves that to the outbox. Not everything has arrived yet."),
        "{talk}"
    );
    // It was given back: whoever sends next, sends it under the same key.
    assert_eq!(listed(&open.folder)["state"], "waiting");
    assert_eq!(delivered(&open.folder, &listener), key);
    assert_eq!(listed(&open.folder)["state"], "delivered");
}

#[test]
fn what_a_killed_dialogue_was_sending_is_neither_lost_nor_another_message() {
    let (listener, target) = receiver();
    let mut open = escalated(&target);
    let (stream, _) = listener.accept().unwrap();
    let key = take(&stream, false);
    open.child.kill().unwrap();
    open.child.wait().unwrap();
    // Nobody else takes it before its time is up; a person may say so.
    assert_eq!(outbox(&open.folder, &["deliver"]).talk, "Nothing is due.\n");
    assert_eq!(listed(&open.folder)["key"], key);
    assert_eq!(outbox(&open.folder, &["retry", &key]).code, 0);
    assert_eq!(delivered(&open.folder, &listener), key);
    assert_eq!(listed(&open.folder)["state"], "delivered");
}

/// Delivers what is due to a receiver that takes it; returns the key under which it came.
fn delivered(folder: &Folder, listener: &TcpListener) -> String {
    std::thread::scope(|scope| {
        let taking = scope.spawn(|| take(&listener.accept().unwrap().0, true));
        let sent = outbox(folder, &["deliver"]);
        assert_eq!(sent.code, 0, "{sent:?}");
        taking.join().unwrap()
    })
}

#[test]
fn ctrl_c_leaves_what_is_being_sent_to_the_outbox() {
    use expectrl::{ControlCode, Expect as _, Session};
    let (listener, target) = receiver();
    let folder = lamp();
    let mut command = command(&folder, &target);
    command.env("TERM", "dumb");
    let mut session = Session::spawn(command).unwrap();
    session.set_expect_timeout(Some(std::time::Duration::from_secs(20)));
    session.send("no\r\rno\r3\rAnna Beispiel\r").unwrap();
    let (stream, _) = listener.accept().unwrap();
    let key = take(&stream, false);
    session.send(ControlCode::EndOfTransmission).unwrap();
    session.expect("Ctrl-C leaves that to the outbox.").unwrap();
    session.send(ControlCode::EndOfText).unwrap();
    session.expect("It waits in the outbox").unwrap();
    let status = session.get_process_mut().wait().unwrap();
    assert!(matches!(status, expectrl::process::unix::WaitStatus::Exited(_, 1)), "{status:?}");
    assert_eq!(delivered(&folder, &listener), key);
}
