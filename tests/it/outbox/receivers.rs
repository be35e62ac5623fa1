//! Receivers on this machine that fail in every way that receivers fail, and keep what they took.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

/// What a receiver does with one connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manner {
    /// Takes it and says so.
    Good,
    /// Says that it cannot now.
    Fails,
    /// Says nothing until the sender gives up.
    Silent,
    /// Takes it, and hangs up without a word.
    TakesAndDrops,
    /// Hangs up at once.
    Drops,
    /// Takes it and says so twice.
    Twice,
    /// Turns it away for good, and quotes it.
    Quotes,
}

/// What a receiver kept.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    /// The keys, each once, in the order in which they came first.
    pub(crate) arrived: Vec<String>,
    /// How often something came that had come before.
    pub(crate) repeated: usize,
    /// Everything that was said to it.
    pub(crate) heard: Vec<String>,
}

impl Kept {
    /// Takes a message as a receiver does that honours keys.
    fn take(&mut self, key: &str) {
        if self.arrived.iter().any(|it| it == key) {
            self.repeated += 1;
        } else {
            self.arrived.push(key.to_owned());
        }
    }
}

/// A server on a port of its own; the manners are taken in turn, then all is good.
pub(crate) struct Receiver {
    pub(crate) port: u16,
    pub(crate) kept: Arc<Mutex<Kept>>,
}

impl Receiver {
    pub(crate) fn start(manners: &[Manner], serve: fn(TcpStream, Manner, &Mutex<Kept>)) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let kept = Arc::<Mutex<Kept>>::default();
        let (manners, own) = (manners.to_vec(), Arc::clone(&kept));
        // It ends with the test program; a silent connection has its own thread, so that others are served.
        thread::spawn(move || {
            let mut manners = manners.into_iter();
            for stream in listener.incoming().flatten() {
                let (manner, kept) = (manners.next().unwrap_or(Manner::Good), Arc::clone(&own));
                thread::spawn(move || serve(stream, manner, &kept));
            }
        });
        Self { port, kept }
    }
}

/// Waits until the other side has gone.
fn wait_for_the_end(stream: &mut TcpStream) {
    let _gone = stream.read_to_end(&mut Vec::new());
}

/// Serves HTTP: one request a connection.
pub(crate) fn http(mut stream: TcpStream, manner: Manner, kept: &Mutex<Kept>) {
    if manner == Manner::Drops {
        return;
    }
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let (mut head, mut length, mut key) = (String::new(), 0, String::new());
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 || line == "\r\n" {
            break;
        }
        let (name, value) = line.split_once(':').unwrap_or((&line, ""));
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse().unwrap(),
            "idempotency-key" => value.trim().clone_into(&mut key),
            _ => {}
        }
        head.push_str(&line);
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let body = String::from_utf8(body).unwrap();
    kept.lock().unwrap().heard.push(format!("{head}\n{body}"));
    if matches!(manner, Manner::Good | Manner::TakesAndDrops | Manner::Twice) {
        kept.lock().unwrap().take(&key);
    }
    let answer =
        |status: &str, body: &str| format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    let said = match manner {
        Manner::Good => answer("201 Created", "{}"),
        Manner::Twice => answer("200 OK", "{}") + &answer("200 OK", "{}"),
        Manner::Fails => answer("503 Service Unavailable", &body),
        Manner::Quotes => answer("400 Bad Request", &body),
        Manner::TakesAndDrops | Manner::Drops => return,
        Manner::Silent => return wait_for_the_end(&mut stream),
    };
    let _gone = stream.write_all(said.as_bytes());
}

/// Serves SMTP: one conversation a connection.
pub(crate) fn smtp(mut stream: TcpStream, manner: Manner, kept: &Mutex<Kept>) {
    if manner == Manner::Drops {
        return;
    }
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut say = |words: &str| stream.write_all(words.as_bytes()).is_ok();
    let mut conversation = String::new();
    if !say("220 desk\r\n") {
        return;
    }
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 {
            return;
        }
        conversation.push_str(&line);
        let verb = line.trim().split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        let goes_on = match (verb.as_str(), manner) {
            ("EHLO" | "HELO", _) => say("250 desk\r\n"),
            ("MAIL", Manner::Fails) => say("451 not now\r\n"),
            ("MAIL", Manner::Silent) => {
                let _gone = reader.read_to_end(&mut Vec::new());
                return;
            }
            ("DATA", _) => {
                if !say("354 go on\r\n") {
                    return;
                }
                let mail = read_mail(&mut reader);
                let key =
                    mail.lines().find_map(|line| line.strip_prefix("X-Lotse-Key: ")).unwrap_or_default().to_owned();
                let mut kept = kept.lock().unwrap();
                kept.heard.push(mail.clone());
                if manner == Manner::Quotes {
                    drop(kept);
                    say(&format!("554 not this: {}\r\n", mail.replace("\r\n", " ")))
                } else {
                    kept.take(&key);
                    drop(kept);
                    match manner {
                        Manner::TakesAndDrops => return,
                        Manner::Twice => say("250 taken\r\n250 taken\r\n"),
                        _ => say("250 taken\r\n"),
                    }
                }
            }
            ("QUIT", _) => {
                say("221 bye\r\n");
                return;
            }
            _ => say("250 good\r\n"),
        };
        if !goes_on {
            return;
        }
    }
}

fn read_mail(reader: &mut BufReader<TcpStream>) -> String {
    let mut mail = String::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 || line == ".\r\n" {
            return mail;
        }
        mail.push_str(&line);
    }
}
