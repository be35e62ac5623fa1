//! What a receiver wants instead of our own form: its own form with gaps, filled strictly.
//!
//! `{{name}}` stands for a value of the message, `{{name|a=x|b=y|*=z}}` for one that the receiver calls otherwise.
//! A gap that has no value here is a fault, never an empty place in somebody's ticket.

use std::path::Path;

use serde_json::Value;

use super::{Parcel, Unfit};
use crate::base::{clean, clean_line, near};

/// A body with gaps.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    extension: String,
    body: Body,
}

#[derive(Clone, Debug, PartialEq)]
enum Body {
    /// Gaps stand in the strings of a JSON value, so that nothing can break out of them.
    Json(Value),
    /// Headers and the body of a mail.
    Mail(Vec<(String, String)>, String),
    Text(String),
}

/// Why a template cannot be filled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfilled {
    /// The message has no such value.
    #[error("there is no value `{name}`{}", near.as_ref().map(|near| format!("; did you mean `{near}`?")).unwrap_or_default())]
    Unknown {
        /// What stands in the gap.
        name: String,
        /// What it may have been meant to be.
        near: Option<String>,
    },
    /// The value is a list or a group of others.
    #[error("`{0}` is no single value")]
    NotSingle(String),
    /// The value is called otherwise there, but it is not said how.
    #[error("`{name}` has no word for `{value}`")]
    Unmapped {
        /// What stands in the gap.
        name: String,
        /// A word from a closed list, such as an urgency.
        value: String,
    },
}

/// A mail as a template writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FilledMail {
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: String,
}

impl Template {
    /// Reads a template: `.json` is JSON, `.eml` is a mail with headers, everything else is plain text.
    pub fn parse(path: &Path, text: &str) -> Result<Self, Unfit> {
        let extension = path.extension().and_then(|it| it.to_str()).unwrap_or("txt").to_owned();
        let name = path.display();
        let body = match extension.as_str() {
            "json" => Body::Json(serde_json::from_str(text).map_err(|error| {
                let place = format!("{name}:{}:{}", error.line(), error.column());
                Unfit::new(format!("{place}: this is not JSON"), "gaps stand within quotation marks")
            })?),
            "eml" => {
                let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
                let headers = head.lines().map(|line| header(&name.to_string(), line));
                Body::Mail(headers.collect::<Result<_, _>>()?, body.to_owned())
            }
            _ => Body::Text(text.to_owned()),
        };
        let template = Self { extension, body };
        for text in template.texts() {
            pieces(&text).map_err(|gap| {
                Unfit::new(format!("{name}: the gap `{{{{{gap}` has no end"), "end each gap with two braces: }}")
            })?;
        }
        Ok(template)
    }

    /// Returns what the names of such files end with.
    pub(super) fn extension(&self) -> &str {
        &self.extension
    }

    #[cfg_attr(not(feature = "webhook"), expect(dead_code, reason = "only webhooks name it"))]
    /// Returns the kind of the body, as the header `Content-Type` names it.
    pub(super) fn content_type(&self) -> &'static str {
        match self.body {
            Body::Json(_) => "application/json",
            Body::Mail(..) | Body::Text(_) => "text/plain; charset=utf-8",
        }
    }

    fn texts(&self) -> Vec<String> {
        let mut texts = Vec::new();
        match &self.body {
            Body::Json(value) => {
                let mut copy = value.clone();
                let _filled = for_each_string(&mut copy, &mut |text| {
                    texts.push(text.clone());
                    Ok(())
                });
            }
            Body::Mail(headers, body) => {
                texts.extend(headers.iter().map(|(_, value)| value.clone()));
                texts.push(body.clone());
            }
            Body::Text(text) => texts.push(text.clone()),
        }
        texts
    }

    /// Fills the gaps.
    pub fn fill(&self, parcel: Parcel<'_>) -> Result<String, Unfilled> {
        match &self.body {
            Body::Json(value) => {
                let mut value = value.clone();
                for_each_string(&mut value, &mut |text| {
                    *text = fill(text, parcel)?;
                    Ok(())
                })?;
                Ok(serde_json::to_string(&value).unwrap_or_default() + "\n")
            }
            Body::Mail(..) => self.fill_mail(parcel).map(|mail| mail.body),
            Body::Text(text) => fill(text, parcel),
        }
    }

    /// Fills the gaps of a mail; a template without headers is its body.
    pub(super) fn fill_mail(&self, parcel: Parcel<'_>) -> Result<FilledMail, Unfilled> {
        let Body::Mail(headers, body) = &self.body else {
            return Ok(FilledMail { headers: Vec::new(), body: self.fill(parcel)? });
        };
        let filled =
            headers.iter().map(|(name, value)| Ok((name.clone(), clean_line(&fill(value, parcel)?).into_owned())));
        Ok(FilledMail { headers: filled.collect::<Result<_, _>>()?, body: fill(body, parcel)? })
    }
}

/// Reads a header of a mail. Whom a mail goes to and comes from is said elsewhere.
fn header(file: &str, line: &str) -> Result<(String, String), Unfit> {
    let (name, value) = line.split_once(':').unwrap_or(("", line));
    let lower = name.to_ascii_lowercase();
    let is_word = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if is_word && (matches!(lower.as_str(), "subject" | "reply-to") || lower.starts_with("x-")) {
        return Ok((name.to_owned(), value.trim().to_owned()));
    }
    let problem = format!("{file}: `{}` is no header for a template", clean_line(line));
    Err(Unfit::new(problem, "`Subject`, `Reply-To` and headers with `X-` can be set; an empty line ends them"))
}

/// Calls `change` with every string of a value, keys excluded. JSON is nested at most 128 levels when it is read.
fn for_each_string(
    value: &mut Value,
    change: &mut dyn FnMut(&mut String) -> Result<(), Unfilled>,
) -> Result<(), Unfilled> {
    match value {
        Value::String(text) => change(text),
        Value::Array(items) => items.iter_mut().try_for_each(|item| for_each_string(item, change)),
        Value::Object(fields) => fields.iter_mut().try_for_each(|(_, field)| for_each_string(field, change)),
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

/// Cuts a text into words and gaps; fails with what stands in a gap without an end.
fn pieces(text: &str) -> Result<Vec<(&str, Option<&str>)>, &str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let (gap, behind) = after.split_once("}}").ok_or(after.lines().next().unwrap_or_default())?;
        found.push((before, Some(gap)));
        rest = behind;
    }
    found.push((rest, None));
    Ok(found)
}

fn fill(text: &str, parcel: Parcel<'_>) -> Result<String, Unfilled> {
    let mut filled = String::with_capacity(text.len());
    // A gap without an end was reported when the template was read.
    for (words, gap) in pieces(text).unwrap_or_default() {
        filled.push_str(words);
        if let Some(gap) = gap {
            filled.push_str(&clean(&value(gap, parcel)?));
        }
    }
    Ok(filled)
}

/// Finds what stands in a gap, in the receiver's words.
fn value(gap: &str, parcel: Parcel<'_>) -> Result<String, Unfilled> {
    let mut parts = gap.split('|').map(str::trim);
    let name = parts.next().unwrap_or_default();
    let plain = plain_value(name, parcel)?;
    let mut words = parts.filter_map(|part| part.split_once('=')).peekable();
    if words.peek().is_none() {
        return Ok(plain);
    }
    let all: Vec<(&str, &str)> = words.collect();
    let word = all.iter().find(|(own, _)| *own == plain).or_else(|| all.iter().find(|(own, _)| *own == "*"));
    word.map(|(_, theirs)| (*theirs).to_owned())
        .ok_or_else(|| Unfilled::Unmapped { name: name.to_owned(), value: plain })
}

fn plain_value(name: &str, parcel: Parcel<'_>) -> Result<String, Unfilled> {
    let content = parcel.content;
    match name {
        "key" => return Ok(parcel.key.to_owned()),
        "case" => return Ok(parcel.case.to_owned()),
        "subject" => return Ok(content.subject.clone()),
        "text" => return Ok(content.text.clone()),
        "markdown" => return Ok(content.markdown.clone()),
        "html" => return Ok(content.html.clone()),
        "data" => return Ok(content.data.to_string()),
        _ => {}
    }
    let mut at = &content.data;
    for part in name.split('.') {
        at = at.get(part).ok_or_else(|| unknown(name, part, at))?;
    }
    match at {
        Value::String(text) => Ok(text.clone()),
        Value::Number(number) => Ok(number.to_string()),
        Value::Bool(flag) => Ok(flag.to_string()),
        // Somebody without a name is nobody, not a fault.
        Value::Null => Ok(String::new()),
        Value::Array(_) | Value::Object(_) => Err(Unfilled::NotSingle(name.to_owned())),
    }
}

fn unknown(name: &str, part: &str, at: &Value) -> Unfilled {
    let own = ["key", "subject", "text", "markdown", "html", "data"];
    let here = at.as_object().into_iter().flat_map(|fields| fields.keys().map(String::as_str));
    let near = near(part, here.chain(own)).map(str::to_owned);
    Unfilled::Unknown { name: clean_line(name).into_owned(), near }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::Content;
    use serde_json::json;

    fn content() -> Content {
        Content {
            subject: "Hand-over 1".to_owned(),
            text: "It says \"no\".\n{{case}}\n".to_owned(),
            markdown: String::new(),
            html: String::new(),
            data: json!({ "urgency": "soon", "agent": null, "texts": { "en": { "fault": "dark", "notes": [] } } }),
        }
    }

    fn filled(file: &str, text: &str) -> Result<String, Unfilled> {
        let content = content();
        let parcel = Parcel { key: "k-1", case: "7K2-M4Q", content: &content, now: 0 };
        Template::parse(Path::new(file), text).unwrap().fill(parcel)
    }

    #[test]
    fn gaps_are_filled_once_and_break_nothing() {
        assert_eq!(
            filled("t.json", r#"{"title": "{{case}}: {{texts.en.fault}}", "body": "{{text}}", "n": 1}"#).unwrap(),
            "{\"title\":\"7K2-M4Q: dark\",\"body\":\"It says \\\"no\\\".\\n{{case}}\\n\",\"n\":1}\n"
        );
        assert_eq!(filled("t.txt", "{{urgency|normal=2|soon=3}}{{agent}}").unwrap(), "3");
        assert_eq!(filled("t.txt", "{{urgency|*=9}}").unwrap(), "9");
    }

    #[test]
    fn a_gap_without_a_value_is_a_fault() {
        let unknown = Unfilled::Unknown { name: "urgent".into(), near: Some("urgency".into()) };
        assert_eq!(filled("t.txt", "{{urgent}}"), Err(unknown));
        assert_eq!(filled("t.txt", "{{texts.en.notes}}"), Err(Unfilled::NotSingle("texts.en.notes".into())));
        let unmapped = Unfilled::Unmapped { name: "urgency".into(), value: "soon".into() };
        assert_eq!(filled("t.txt", "{{urgency|now=1}}"), Err(unmapped));
        assert!(Template::parse(Path::new("t.txt"), "a {{case").is_err());
        assert!(Template::parse(Path::new("t.json"), "{\"a\": {{case}}}").is_err());
    }

    #[test]
    fn a_mail_sets_only_harmless_headers() {
        let mail = Template::parse(Path::new("t.eml"), "Subject: {{subject}}\nX-A: {{text}}\n\n{{case}}\n").unwrap();
        let content = content();
        let filled = mail.fill_mail(Parcel { key: "k", case: "1", content: &content, now: 0 }).unwrap();
        assert_eq!(filled.headers[1], ("X-A".to_owned(), "It says \"no\". {{case}}".to_owned()));
        assert_eq!(filled.body, "1\n");
        for bad in ["Bcc: a@b\n\nx", "To: a@b\n\nx", "From x\n\nx"] {
            assert!(Template::parse(Path::new("t.eml"), bad).is_err(), "{bad}");
        }
    }
}
