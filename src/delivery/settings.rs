//! Where messages go, from a file of settings and from the environment.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use super::{Address, Secret, Target, Template, USUAL_PATIENCE, target::MailServer};
use crate::{
    base::{SourceId, Sources, clean_line, near},
    document::Form,
    tree, yaml,
    yaml::Node,
};

/// The most bytes of a file of settings, or of a template.
const MOST_BYTES: u64 = 1 << 20;

/// Why a target or a setting cannot be used, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem}")]
pub struct Unfit {
    problem: String,
    /// What to do.
    pub help: &'static str,
}

impl Unfit {
    pub(super) fn new(problem: impl Into<String>, help: &'static str) -> Self {
        Self { problem: clean_line(&problem.into()).into_owned(), help }
    }
}

/// Named targets and the mail server.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    mail: Option<MailServer>,
    targets: Vec<Target>,
}

impl Settings {
    /// Takes what the environment says, without a file.
    ///
    /// `LOTSE_SMTP` is the address of the mail server, `LOTSE_MAIL_FROM` the sender, `LOTSE_SMTP_USER` and
    /// `LOTSE_SMTP_PASSWORD` log in.
    pub fn of_environment() -> Self {
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let mail = variable("LOTSE_SMTP").zip(variable("LOTSE_MAIL_FROM")).map(|(url, from)| MailServer {
            url,
            from,
            user: variable("LOTSE_SMTP_USER"),
            password: secret_of("LOTSE_SMTP_PASSWORD"),
        });
        Self { mail, targets: Vec::new() }
    }

    /// Reads a file of settings; what it does not say about mail, the environment may.
    pub fn open(path: &Path) -> Result<Self, Unfit> {
        let text = read(path)?;
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let mut sources = Sources::default();
        let id = sources.add(path.display().to_string(), text.clone());
        let reader = Reader { name: path.display().to_string(), sources: &sources, id, folder };
        let node = yaml::parse(id, &text).map_err(|finding| {
            let at = reader.place(finding.place.span.start);
            Unfit::new(format!("{at}: {}", finding.message), "mend the file; it is YAML")
        })?;
        let read = reader.settings(&node)?;
        let mail = read.mail.or(Self::of_environment().mail);
        Ok(Self { mail, ..read })
    }

    /// Finds a target by its name in the settings, or reads it as an address.
    pub fn target(&self, text: &str) -> Result<Target, Unfit> {
        let mut target = match self.targets.iter().find(|target| target.name == text) {
            Some(target) => target.clone(),
            None => self.plain(text)?,
        };
        if let Address::Mail(_) = target.address {
            target.mail.clone_from(&self.mail);
        }
        match target.missing_feature() {
            Some(unfit) => return Err(unfit),
            None => check(&target)?,
        }
        Ok(target)
    }

    fn plain(&self, text: &str) -> Result<Target, Unfit> {
        let address = Address::parse(text).map_err(|unfit| {
            match near(text, self.targets.iter().map(|target| target.name.as_str())) {
                Some(near) => Unfit::new(format!("{unfit}; did you mean `{near}`?"), unfit.help),
                None => unfit,
            }
        })?;
        let mut target = Target::plain(address);
        // An address may hold a key as its query, which its name does not show; to be sent later, it must be known.
        if let Address::Web(url) = &target.address
            && target.name != *url
        {
            return Err(Unfit::new("a web address with a query needs a name", "give it a name in the settings"));
        }
        if let Address::Web(_) = target.address {
            target.secret = secret_of("LOTSE_WEBHOOK_SECRET");
            target.authorization = secret_of("LOTSE_WEBHOOK_AUTHORIZATION");
        }
        Ok(target)
    }
}

/// Looks whether everything is there that sending needs.
fn check(target: &Target) -> Result<(), Unfit> {
    match &target.address {
        Address::Mail(_) if target.mail.is_none() => {
            Err(Unfit::new("no mail server is set", "set LOTSE_SMTP and LOTSE_MAIL_FROM, or `mail` in the settings"))
        }
        Address::Web(url) if target.authorization.is_some() && !is_guarded(url) => Err(Unfit::new(
            format!("`{}` would get the authorization unencrypted", target.address),
            "use https, or leave the authorization out",
        )),
        _ => Ok(()),
    }
}

/// Says whether nobody on the way can read along: it is encrypted, or never leaves this machine.
fn is_guarded(url: &str) -> bool {
    let host = url.strip_prefix("http://").unwrap_or_default();
    let host = host.split(['/', '?', '#']).next().unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    url.starts_with("https://") || matches!(name, "localhost" | "127.0.0.1" | "[::1]")
}

/// Finds a secret in a variable, or in the file that the variable with `_FILE` names.
fn secret_of(name: &str) -> Option<Secret> {
    let file = format!("{name}_FILE");
    let file = std::env::var_os(file).filter(|path| !path.is_empty()).map(|path| Secret::File(PathBuf::from(path)));
    file.or_else(|| std::env::var_os(name).filter(|it| !it.is_empty()).map(|_| Secret::Variable(name.to_owned())))
}

fn read(path: &Path) -> Result<String, Unfit> {
    let name = path.display();
    let length = fs::metadata(path).map_err(|error| {
        Unfit::new(format!("`{name}` cannot be read: {}", error.kind()), "look at the spelling of the path")
    })?;
    if MOST_BYTES < length.len() {
        return Err(Unfit::new(format!("`{name}` has more than 1 MB"), "name a file of settings"));
    }
    fs::read_to_string(path)
        .map_err(|error| Unfit::new(format!("`{name}` cannot be read: {}", error.kind()), "save it as UTF-8 text"))
}

/// What may stand in the file, for the message about everything else.
const TOP: [&str; 3] = ["format", "mail", "targets"];
const MAIL: [&str; 4] = ["server", "from", "user", "password"];
const TARGET: [&str; 6] = ["to", "as", "template", "secret", "authorization", "timeout"];

/// Reads one file of settings.
struct Reader<'s> {
    name: String,
    sources: &'s Sources,
    id: SourceId,
    folder: PathBuf,
}

impl Reader<'_> {
    fn place(&self, offset: u32) -> String {
        let position = self.sources.get(self.id).map(|source| source.position(offset));
        position.map_or_else(|| self.name.clone(), |at| format!("{}:{}:{}", self.name, at.line, at.column))
    }

    fn unfit(&self, node: &Node<'_>, problem: &str, help: &'static str) -> Unfit {
        Unfit::new(format!("{}: {problem}", self.place(node.span.start)), help)
    }

    /// Returns the entries of a mapping in which only these keys may stand, each once.
    fn entries<'n, 's>(&self, node: &'n Node<'s>, known: &[&str]) -> Result<Vec<(&'n str, &'n Node<'s>)>, Unfit> {
        let entries =
            node.as_map().ok_or_else(|| self.unfit(node, "a mapping is needed here", "write `key: value`"))?;
        let mut found: Vec<(&str, &Node<'_>)> = Vec::new();
        for (key, value) in entries {
            let name = key.as_str().unwrap_or_default();
            if !known.is_empty() && !known.contains(&name) {
                let near = near(name, known.iter().copied()).map(|near| format!("; did you mean `{near}`?"));
                let problem = format!("there is no setting `{name}`{}", near.unwrap_or_default());
                return Err(self.unfit(key, &problem, "look at examples/helpdesk for all of them"));
            }
            if found.iter().any(|(other, _)| *other == name) {
                return Err(self.unfit(key, &format!("`{name}` stands here twice"), "delete one of the two"));
            }
            found.push((name, value));
        }
        Ok(found)
    }

    fn settings(&self, node: &Node<'_>) -> Result<Settings, Unfit> {
        let mut settings = Settings::default();
        let entries = self.entries(node, &TOP)?;
        if !entries.iter().any(|(key, value)| *key == "format" && value.as_str() == Some("1")) {
            return Err(self.unfit(node, "settings begin with `format: 1`", "write it as the first line"));
        }
        for (key, value) in entries {
            match key {
                "mail" => settings.mail = Some(self.mail(value)?),
                "targets" => {
                    for (name, target) in self.entries(value, &[])? {
                        if name.is_empty() || name.contains(|c: char| !c.is_alphanumeric() && !"-_.".contains(c)) {
                            let help = "letters, digits and - _ . are possible";
                            return Err(self.unfit(target, &format!("`{name}` cannot be a target's name"), help));
                        }
                        settings.targets.push(self.target(name, target)?);
                    }
                }
                _ => {}
            }
        }
        Ok(settings)
    }

    fn words(&self, node: &Node<'_>) -> Result<String, Unfit> {
        let text = node.as_str().filter(|text| !text.is_empty() && !text.contains(char::is_control));
        text.map(str::to_owned).ok_or_else(|| self.unfit(node, "a text of one line is needed here", "write one"))
    }

    fn mail(&self, node: &Node<'_>) -> Result<MailServer, Unfit> {
        let (mut url, mut from, mut user, mut password) = (None, None, None, None);
        for (key, value) in self.entries(node, &MAIL)? {
            match key {
                "server" => url = Some(self.words(value)?),
                "from" => from = Some(self.words(value)?),
                "user" => user = Some(self.words(value)?),
                _ => password = Some(self.secret(value)?),
            }
        }
        let help = "`server` is smtp://HOST:PORT or smtps://HOST:PORT, `from` is the sender";
        let missing = || self.unfit(node, "`mail` needs `server` and `from`", help);
        let url = url.ok_or_else(missing)?;
        if !["smtp://", "smtps://", "smtp-plain://"].iter().any(|it| url.starts_with(it)) || url.contains('@') {
            return Err(self.unfit(node, "this is no address of a mail server", help));
        }
        Ok(MailServer { url, from: from.ok_or_else(missing)?, user, password })
    }

    fn target(&self, name: &str, node: &Node<'_>) -> Result<Target, Unfit> {
        let entries = self.entries(node, &TARGET)?;
        let to = entries.iter().find(|(key, _)| *key == "to").map(|(_, value)| *value);
        let to = to.ok_or_else(|| self.unfit(node, "a target needs `to`", "write `to: ADDRESS`"))?;
        let address =
            Address::parse(&self.words(to)?).map_err(|unfit| self.unfit(to, &unfit.to_string(), unfit.help))?;
        let mut target = Target { name: name.to_owned(), ..Target::plain(self.rooted(address)) };
        for (key, value) in entries {
            match key {
                "as" => {
                    let form = Form::parse(&self.words(value)?);
                    let help = "the forms are: text, markdown, html, json";
                    target.form = Some(form.ok_or_else(|| self.unfit(value, "there is no such form", help))?);
                }
                "template" => {
                    let path = self.folder.join(self.words(value)?);
                    target.template = Some(Template::parse(&path, &read(&path)?)?);
                }
                "secret" => target.secret = Some(self.secret(value)?),
                "authorization" => target.authorization = Some(self.secret(value)?),
                "timeout" => {
                    let time = tree::Duration::parse(&self.words(value)?).filter(|time| 0 < time.0);
                    let help = "write it as 20 s or 2 min";
                    let time = time.ok_or_else(|| self.unfit(value, "this is no length of time", help))?;
                    target.patience = Duration::from_secs(time.0.into()).min(10 * USUAL_PATIENCE);
                }
                _ => {}
            }
        }
        Ok(target)
    }

    /// Folders are named from where the settings lie.
    fn rooted(&self, address: Address) -> Address {
        match address {
            Address::Folder(path) => Address::Folder(self.folder.join(path)),
            other => other,
        }
    }

    fn secret(&self, node: &Node<'_>) -> Result<Secret, Unfit> {
        let help = "write {env: NAME} or {file: PATH}; the secret itself does not belong into the settings";
        let unfit = || self.unfit(node, "here belongs where the secret is found", help);
        match node.as_map().ok_or_else(unfit)? {
            [(key, value)] => match key.as_str() {
                Some("env") => Ok(Secret::Variable(self.words(value)?)),
                Some("file") => Ok(Secret::File(self.folder.join(self.words(value)?))),
                _ => Err(unfit()),
            },
            _ => Err(unfit()),
        }
    }
}
