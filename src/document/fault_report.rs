//! The fault report for a vendor as a document.

use serde_json::{Map, Value, json};

use super::{
    Document,
    sheet::{Block, Sheet},
};
use crate::{
    case::{Attempts, Counted, FaultReport},
    words::Words,
};

/// The version of the JSON form.
const FORMAT: u32 = 1;

/// Writes the report in the languages in which it is given.
pub fn fault_report(written: &[(&Words, FaultReport)]) -> Document {
    let sheets: Vec<Sheet> = written.iter().map(|(words, report)| sheet(words, report)).collect();
    let subject = sheets.first().map(|sheet| sheet.title.clone()).unwrap_or_default();
    let texts: Map<String, Value> =
        written.iter().map(|(words, report)| (words.lang().to_string(), texts(report))).collect();
    let first = written.first().map(|(_, report)| report);
    let json = json!({
        "format": FORMAT,
        "document": "fault-report",
        "product": first.map(|it| &it.product),
        "cases": first.map_or(0, |it| it.cases),
        "from": first.and_then(|it| it.days).map(|(from, _)| from.to_string()),
        "until": first.and_then(|it| it.days).map(|(_, until)| until.to_string()),
        "fixed": first.map_or(0, |it| it.fixed),
        "escalated": first.map_or(0, |it| it.escalated),
        "texts": texts,
    });
    Document { sheets, subject, json }
}

fn counted(all: &[Counted]) -> Value {
    all.iter().map(|it| json!({ "id": it.id, "name": it.name, "cases": it.count })).collect()
}

fn texts(report: &FaultReport) -> Value {
    let attempt = |it: &Attempts| {
        json!({
            "step": it.id, "what": it.what, "helped": it.helped, "not-helped": it.not_helped,
            "not-done": it.not_done, "done": it.done,
        })
    };
    let facts = report.facts.iter().map(|it| json!({ "fact": it.id, "name": it.name, "values": counted(&it.values) }));
    let messages = report.messages.iter().map(|it| json!({ "text": it.name, "cases": it.count }));
    json!({
        "faults": counted(&report.trees),
        "causes": counted(&report.causes),
        "observed": counted(&report.observed),
        "tried": report.tried.iter().map(attempt).collect::<Value>(),
        "facts": facts.collect::<Value>(),
        "messages": messages.collect::<Value>(),
    })
}

fn sheet(words: &Words, report: &FaultReport) -> Sheet {
    let title = words.tell("report-title", &[("product", (&report.product).into())]);
    let cases = words.tell("report-cases", &[("count", report.cases.into())]);
    let day = |day: crate::tree::Date| words.day(day.year(), day.month(), day.day());
    let about = report.days.map_or(cases.clone(), |(from, until)| {
        let (from, until) = (day(from), day(until));
        let days = words.tell("report-days", &[("from", (&from).into()), ("until", (&until).into())]);
        format!("{cases}, {}", if from == until { from } else { days })
    });
    let mut sheet = Sheet::new(words, &title, &about);
    if report.cases == 0 {
        sheet.paragraph(&words.say("report-nothing"));
        return sheet;
    }
    let open = report.cases.saturating_sub(report.fixed + report.escalated);
    for (label, count) in
        [("report-fixed", report.fixed), ("report-escalated", report.escalated), ("report-open", open)]
    {
        sheet.head(words, label, Some(&count.to_string()));
    }
    table(&mut sheet, words, words.say("report-faults"), &report.trees);
    table(&mut sheet, words, words.say("report-causes"), &report.causes);
    table(&mut sheet, words, words.say("report-messages"), &report.messages);
    tried(&mut sheet, words, &report.tried);
    table(&mut sheet, words, words.say("report-observed"), &report.observed);
    let facts = report.facts.iter().flat_map(|fact| {
        fact.values.iter().map(|it| Counted { name: format!("{}: {}", fact.name, it.name), ..it.clone() })
    });
    table(&mut sheet, words, words.say("report-facts"), &facts.collect::<Vec<_>>());
    sheet.foot = words.say("report-foot");
    sheet
}

fn table(sheet: &mut Sheet, words: &Words, heading: String, counted: &[Counted]) {
    if !counted.is_empty() {
        let columns = vec![words.say("report-what"), words.say("report-count")];
        let rows = counted.iter().map(|it| (clean(&it.name), vec![it.count])).collect();
        sheet.blocks.push(Block::Table { heading, columns, rows });
    }
}

fn tried(sheet: &mut Sheet, words: &Words, tried: &[Attempts]) {
    if !tried.is_empty() {
        let columns = ["report-what", "report-helped", "report-not-helped", "report-not-done", "report-done"];
        let columns = columns.map(|id| words.say(id)).to_vec();
        let row = |it: &Attempts| (clean(&it.what), vec![it.helped, it.not_helped, it.not_done, it.done]);
        let rows = tried.iter().map(row).collect();
        sheet.blocks.push(Block::Table { heading: words.say("report-tried"), columns, rows });
    }
}

fn clean(text: &str) -> String {
    crate::base::clean_line(text).into_owned()
}
