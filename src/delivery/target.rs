//! Where a message goes, as people write it.

use std::{fmt, path::PathBuf, time::Duration};

use super::{Secret, Template, USUAL_PATIENCE, Unfit};
use crate::document::Form;

/// Where a message goes.
#[derive(Clone, Debug, PartialEq)]
pub enum Address {
    /// A folder, in which each message is a file.
    Folder(PathBuf),
    /// A program and its arguments; it reads the message from its standard input.
    Command(Vec<String>),
    /// An address of the web, to which the message is posted.
    Web(String),
    /// A mailbox.
    Mail(String),
}

/// An address with everything that is needed to send there.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// As people wrote it: its name in the settings, or the address itself. Stands in lists; has no secrets.
    pub name: String,
    /// Where it goes.
    pub address: Address,
    /// In which form, if not as usual there.
    pub form: Option<Form>,
    /// What is sent instead of a form.
    pub template: Option<Template>,
    /// With what it is signed.
    pub secret: Option<Secret>,
    /// What the receiver wants to see in the header `Authorization`.
    pub authorization: Option<Secret>,
    /// How mail is sent.
    pub mail: Option<MailServer>,
    /// How long one attempt may take.
    pub patience: Duration,
}

/// The server that takes mail on.
#[derive(Clone, Debug, PartialEq)]
pub struct MailServer {
    /// `smtp://HOST:PORT`, encrypted as soon as the connection stands, `smtps://HOST:PORT`, encrypted from the first
    /// byte, or `smtp-plain://HOST:PORT`, not at all.
    pub url: String,
    /// The name to log in with.
    pub user: Option<String>,
    /// The password to log in with.
    pub password: Option<Secret>,
    /// The address that mail comes from.
    pub from: String,
}

impl Address {
    /// Reads `file:FOLDER`, `command:PROGRAM ARG…`, `https://…`, `http://…` or `mailto:ADDRESS`.
    pub fn parse(text: &str) -> Result<Self, Unfit> {
        let unfit = |problem: &str, help: &'static str| Unfit::new(format!("`{text}` {problem}"), help);
        if text.chars().any(char::is_control) {
            return Err(Unfit::new("a target has a control character in it", "write the target on one line"));
        }
        let (kind, rest) = text.split_once(':').ok_or_else(|| unfit("is no target", FORMS))?;
        match kind {
            "file" if rest.is_empty() => Err(unfit("names no folder", "write it as file:FOLDER")),
            "file" => Ok(Self::Folder(PathBuf::from(rest))),
            "command" => match shlex::split(rest) {
                None => Err(unfit("has a quotation mark without its other half", "quote as in a shell")),
                Some(argv) if argv.is_empty() => Err(unfit("names no program", "write it as command:PROGRAM ARG…")),
                Some(argv) => Ok(Self::Command(argv)),
            },
            "http" | "https" => {
                let host = rest.strip_prefix("//").unwrap_or_default().split(['/', '?', '#']).next();
                match host.unwrap_or_default() {
                    "" => Err(unfit("names no host", "write it as https://HOST/PATH")),
                    // What stands on a command line stands in lists of processes and in histories.
                    host if host.contains('@') => Err(Unfit::new(
                        "a web address has a name or password in it",
                        "put it into the settings as `authorization`, from the environment or a file",
                    )),
                    _ => Ok(Self::Web(text.to_owned())),
                }
            }
            "mailto" if is_mailbox(rest) => Ok(Self::Mail(rest.to_owned())),
            "mailto" => Err(unfit("names no mailbox", "write it as mailto:NAME@HOST")),
            _ => Err(unfit("is no target", FORMS)),
        }
    }
}

/// What targets look like.
const FORMS: &str = "write file:FOLDER, command:PROGRAM ARG…, https://…, mailto:ADDRESS, or a name from the settings";

/// Says whether a mailbox can be written to: one name at one host, nothing that a header would obey.
fn is_mailbox(text: &str) -> bool {
    let plain =
        |part: &str| !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || "<>()[],;:\\\"@?".contains(c));
    text.split_once('@').is_some_and(|(name, host)| plain(name) && plain(host))
}

impl Target {
    /// Makes a target of an address alone, everything else as usual.
    pub fn plain(address: Address) -> Self {
        let name = address.to_string();
        let (secret, authorization, mail) = (None, None, None);
        Self { name, address, form: None, template: None, secret, authorization, mail, patience: USUAL_PATIENCE }
    }

    /// Returns the form in which it is sent: text for people in a folder, JSON for programs.
    pub fn form(&self) -> Form {
        let usual = match self.address {
            Address::Folder(_) | Address::Mail(_) => Form::Text,
            Address::Command(_) | Address::Web(_) => Form::Json,
        };
        self.form.unwrap_or(usual)
    }

    /// Says why this program cannot send there, if it was built without what that needs.
    pub fn missing_feature(&self) -> Option<Unfit> {
        let without = |what: &str, help| Unfit::new(format!("this lotse was built without {what}"), help);
        match self.address {
            Address::Web(_) if !cfg!(feature = "webhook") => {
                Some(without("webhooks", "build it with the feature webhook, or use command:curl …"))
            }
            Address::Mail(_) if !cfg!(feature = "mail") => {
                Some(without("mail", "build it with the feature mail, or use command:sendmail …"))
            }
            _ => None,
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(path) => write!(f, "file:{}", path.display()),
            Self::Command(argv) => {
                let joined = shlex::try_join(argv.iter().map(String::as_str));
                write!(f, "command:{}", joined.unwrap_or_else(|_| argv.join(" ")))
            }
            // Keys are often handed out as a query.
            Self::Web(url) => f.write_str(url.split(['?', '#']).next().unwrap_or_default()),
            Self::Mail(mailbox) => write!(f, "mailto:{mailbox}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_read_as_people_write_them() {
        assert_eq!(Address::parse("file:out/box").unwrap(), Address::Folder("out/box".into()));
        let argv = ["mail", "-s", "a b", "desk"].map(str::to_owned).to_vec();
        assert_eq!(Address::parse("command:mail -s 'a b' desk").unwrap(), Address::Command(argv));
        let web = Address::parse("https://desk.example/in?key=k").unwrap();
        assert_eq!(
            (web.to_string().as_str(), &web),
            ("https://desk.example/in", &Address::Web("https://desk.example/in?key=k".into()))
        );
        assert_eq!(Address::parse("mailto:desk@h.example").unwrap(), Address::Mail("desk@h.example".into()));
        for bad in [
            "desk",
            "file:",
            "command:",
            "command:a 'b",
            "https:",
            "https:///x",
            "https://a:b@h/",
            "mailto:desk",
            "mailto:a@b,c@d",
            "mailto:a@b\r\nBcc: c@d",
            "ftp://h/x",
            "",
        ] {
            assert!(Address::parse(bad).is_err(), "{bad}");
        }
    }
}
