//! A check does more than look: it starts a shell, changes something, or waits for long.
//!
//! Checks run on people's computers while a dialogue goes on, so they are read-only by rule. A program is run with its
//! arguments as they stand: no shell, so no pipes and no wildcards. PowerShell only gets, tests, measures, resolves,
//! selects, sorts, filters and converts. What stands in braces is filled in by the program and must be one of
//! `{gateway}`, `{name}`, `{host}`, `{port}`, `{disk}` and `{tmp}`, the one place that may be written to. A check that
//! needs an administrator asks before it runs, with `consent: true`, and none may take longer than a minute.
//!
//! ```yaml
//! format: 1
//! checks:
//!   print.queue:
//!     purpose: Jobs that wait
//!     linux: {argv: [sh, -c, "lpstat -o | wc -l"], read: a number, verified: run}
//! ```
//!
//! Instead:
//!
//! ```yaml
//! format: 1
//! checks:
//!   print.queue:
//!     purpose: Jobs that wait
//!     linux: {argv: [lpstat, -o], read: one line for each job, verified: run}
//! ```

use crate::{
    base::{Level, Place, Span},
    check::{
        rule::{Found, Rule, Run},
        survey::Survey,
    },
    tree::{Check, Command, PLACEHOLDERS, Privilege},
};

pub(super) const RULE: Rule =
    Rule { code: "E207", name: "unsafe-check", level: Level::Error, run: &[Run::Library(run)] };

/// The longest time of a check, in seconds.
const LONGEST: u32 = 60;

/// Programs that run others, with whatever these are told.
const RUNNERS: [&str; 22] = [
    "sh",
    "bash",
    "dash",
    "zsh",
    "fish",
    "ksh",
    "busybox",
    "cmd",
    "command",
    "powershell",
    "pwsh",
    "wscript",
    "cscript",
    "mshta",
    "env",
    "xargs",
    "python",
    "python3",
    "perl",
    "ruby",
    "node",
    "eval",
];

/// Programs that take on other rights.
const RAISERS: [&str; 6] = ["sudo", "su", "doas", "pkexec", "runas", "gsudo"];

/// Programs that are there to change something.
const CHANGERS: [&str; 35] = [
    "rm",
    "rmdir",
    "mv",
    "cp",
    "dd",
    "tee",
    "touch",
    "mkdir",
    "ln",
    "chmod",
    "chown",
    "truncate",
    "shred",
    "mkfs",
    "fsck",
    "kill",
    "killall",
    "pkill",
    "taskkill",
    "reboot",
    "shutdown",
    "poweroff",
    "halt",
    "format",
    "diskpart",
    "chkdsk",
    "sfc",
    "dism",
    "del",
    "reg",
    "regedit",
    "crontab",
    "schtasks",
    "launchctl",
    "modprobe",
];

/// Programs that look or change, by what they are told.
const TOLD: [(&str, &[&str]); 8] = [
    ("systemctl", &["start", "stop", "restart", "enable", "disable", "mask", "reload", "kill"]),
    ("nmcli", &["up", "down", "on", "off", "connect", "disconnect", "delete", "modify", "add", "edit"]),
    ("rfkill", &["block", "unblock", "toggle"]),
    ("gsettings", &["set", "reset", "reset-recursively"]),
    ("diskutil", &["erasedisk", "erasevolume", "repairdisk", "repairvolume", "unmount", "eject", "partitiondisk"]),
    ("networksetup", &["-setairportpower", "-setdnsservers", "-setmanual", "-setdhcp"]),
    ("bluetoothctl", &["power", "remove", "pair", "connect", "disconnect"]),
    ("powercfg", &["/hibernate", "/change", "/setactive", "/import", "/delete"]),
];

/// The verbs with which PowerShell looks without changing.
const LOOKS: [&str; 12] = [
    "get",
    "test",
    "measure",
    "resolve",
    "select",
    "sort",
    "where",
    "foreach",
    "convertto",
    "convertfrom",
    "format",
    "group",
];

/// Short names behind which PowerShell does anything.
const DETOURS: [&str; 19] = [
    "iex", "iwr", "irm", "saps", "spps", "ri", "rm", "del", "erase", "rd", "ren", "sc", "ni", "sp", "kill", "start",
    "curl", "wget", "icm",
];

/// Calls of .NET that do more than read, in lower case.
const CALLS: [&str; 8] =
    [".invoke", "::start(", "::write", "::delete", "downloadstring", ".delete(", ".kill(", "downloadfile"];

fn run(survey: &Survey<'_>, found: &mut Found) {
    for check in survey.library.vocabulary().checks.values() {
        for probe in &check.probes {
            match &probe.command {
                Command::Argv(argv) => look_at_argv(check, argv, found),
                Command::PowerShell(script, span) => look_at_script(check, script, *span, found),
            }
        }
        if check.time.is_some_and(|time| LONGEST < time.0) {
            let finding = found.at(check.place, "a check may take one minute at most");
            found.push(finding.help("look at less, or ask the person instead"));
        }
        if check.privilege == Privilege::Admin && !check.consent {
            let finding = found.at(check.place, "a check with an administrator's rights asks nobody");
            found.push(finding.help("write `consent: true`"));
        }
    }
}

fn report(check: &Check, span: Span, message: impl Into<String>, help: &str, found: &mut Found) {
    let finding = found.at(Place { span, ..check.place }, message);
    found.push(finding.help(help));
}

fn look_at_argv(check: &Check, argv: &[(String, Span)], found: &mut Found) {
    let Some((program, span)) = argv.first() else { return };
    let lower = program.to_lowercase();
    let base = lower.rsplit(['/', '\\']).next().unwrap_or_default();
    let base = base.strip_suffix(".exe").unwrap_or(base);
    let is_relative = program.contains(['/', '\\']) && !program.starts_with('/') && program.get(1..3) != Some(":\\");
    let base_name = base.split('.').next().unwrap_or_default();
    if RUNNERS.contains(&base) {
        report(
            check,
            *span,
            format!("`{base}` runs other programs"),
            "name the program itself as the first word",
            found,
        );
    } else if RAISERS.contains(&base) {
        let help = "write `privilege: admin` and `consent: true`; the program asks for the rights";
        report(check, *span, format!("`{base}` takes on other rights"), help, found);
    } else if CHANGERS.contains(&base_name) {
        report(
            check,
            *span,
            format!("`{base}` changes something"),
            "a check only looks; make it an instruction",
            found,
        );
    } else if is_relative || base.is_empty() || base.chars().any(char::is_whitespace) {
        report(
            check,
            *span,
            format!("`{program}` is no name of a program"),
            "write its name, then each argument",
            found,
        );
    }
    let changes = TOLD.iter().find(|(name, _)| *name == base).map_or(&[][..], |(_, words)| words);
    for (word, span) in argv.iter().skip(1) {
        let lower = word.to_lowercase();
        if changes.contains(&lower.as_str()) {
            let message = format!("`{base} {word}` changes something");
            report(check, *span, message, "a check only looks; make it an instruction", found);
        } else if matches!(word.as_str(), "|" | "||" | "&&" | "&" | ";" | ">" | ">>" | "<" | "2>" | "2>&1")
            || word.contains("$(")
            || word.contains('`')
        {
            report(
                check,
                *span,
                format!("`{word}` means nothing without a shell"),
                "run one program; read its output",
                found,
            );
        }
    }
    argv.iter().for_each(|(word, span)| look_at_braces(check, word, *span, found));
}

fn look_at_script(check: &Check, script: &str, span: Span, found: &mut Found) {
    let lower = script.to_lowercase();
    let is_looking = |verb: &str| LOOKS.contains(&verb.to_lowercase().as_str());
    let changing = commands(script).find(|word| word.split_once('-').is_some_and(|(verb, _)| !is_looking(verb)));
    let detour = commands(&lower).find(|word| DETOURS.contains(word));
    let call = CALLS.iter().find(|call| lower.contains(*call)).copied();
    if let Some(command) = changing {
        let message = format!("`{command}` may change something");
        report(check, span, message, "a check only looks: `Get-…`, `Test-…`, `Measure-…`, `Resolve-…`", found);
    } else if let Some(detour) = detour.or(call) {
        let message = format!("`{detour}` may change something");
        report(check, span, message, "a check only looks: write out `Get-…` or `Test-…`", found);
    } else if script.contains('>') {
        report(check, span, "`>` writes a file", "leave the result on the output", found);
    }
    look_at_braces(check, script, span, found);
}

/// The words of a script that stand where a command stands: at the beginning, behind a space or behind a sign that
/// begins a command. Values in quotes and parameters such as `-Name` are none.
fn commands(script: &str) -> impl Iterator<Item = &str> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let pieces = script.split(|c: char| c.is_whitespace() || "|;({=&".contains(c));
    pieces.filter_map(move |piece| {
        let word = piece.get(..piece.find(|c| !is_part(c)).unwrap_or(piece.len()))?;
        let is_command = word.starts_with(|c: char| c.is_ascii_alphabetic()) && !word.ends_with('-');
        is_command.then_some(word)
    })
}

fn look_at_braces(check: &Check, text: &str, span: Span, found: &mut Found) {
    for piece in text.split('{').skip(1) {
        // PowerShell's own blocks have spaces or signs in them.
        let Some((name, _)) = piece.split_once('}') else { continue };
        let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        if is_name && !PLACEHOLDERS.contains(&name) {
            let near = found.near(name, PLACEHOLDERS);
            let finding = found.at(Place { span, ..check.place }, format!("nothing fills in `{{{name}}}`"));
            let finding = finding.help("known are {gateway}, {name}, {host}, {port}, {disk} and {tmp}");
            found.push(finding.did_you_mean(near));
        }
    }
}
