//! Reads Mermaid flowcharts as people write them.

mod arrow;
mod header;
mod node;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    chart::{Chart, Group},
    label::{tidy, tidy_line},
    scan::{Scan, shown},
};
use crate::base::{Diagnostic, SourceId};
use node::Named;

/// Words that begin a statement about looks, not about steps.
const LOOKS: [&str; 6] = ["classDef", "class", "style", "linkStyle", "direction", "accDescr"];

/// Reads a chart; what is wrong with it is told all at once.
pub(super) fn read(source: SourceId, text: &str, tell: &mut dyn FnMut(usize, usize)) -> (Chart, Vec<Diagnostic>) {
    let mut reader = Reader {
        scan: Scan::new(source, text, 0),
        chart: Chart::default(),
        open: Vec::new(),
        names: FxHashMap::default(),
        uses: FxHashSet::default(),
    };
    if reader.header() {
        reader.statements(&mut |at| tell(at, text.len()));
        reader.resolve_groups();
    }
    (reader.chart, reader.scan.into_findings())
}

/// Reads one chart.
struct Reader<'t> {
    scan: Scan<'t>,
    chart: Chart,
    /// The groups that are open, with the place where each began.
    open: Vec<(usize, usize)>,
    /// The groups by name.
    names: FxHashMap<String, usize>,
    /// Arrows that were already given an id, so that `id@{…}` is not taken for a node.
    uses: FxHashSet<String>,
}

impl<'t> Reader<'t> {
    fn group(&self) -> Option<usize> {
        self.open.last().map(|(group, _)| *group)
    }

    fn statements(&mut self, tell: &mut dyn FnMut(usize)) {
        loop {
            self.scan.take_while(|c| c.is_whitespace() || c == ';');
            if self.scan.is_over() {
                break;
            }
            let begun = self.scan.at();
            tell(begun);
            self.statement();
            if self.scan.at() == begun {
                self.scan.skip(self.scan.width());
            }
        }
        for (group, at) in std::mem::take(&mut self.open) {
            let title = self.chart.groups.get(group).map_or(String::new(), |it| shown(&it.title));
            self.scan.go(at + "subgraph".len());
            self.scan.report(
                at,
                format!("the subgraph `{title}` is not closed"),
                "write `end` on a line below its nodes",
            );
        }
    }

    fn statement(&mut self) {
        let rest = self.scan.rest();
        if rest.starts_with("```") {
            // The end of a block in a document; what follows is prose.
            self.scan.skip(rest.len());
        } else if rest.starts_with("%%") {
            self.comment();
        } else if self.keyword("subgraph") {
            self.begin_group();
        } else if self.keyword("end") {
            self.end_group();
        } else if self.keyword("click") {
            self.click();
        } else if rest.starts_with("accTitle") && rest.contains(':') {
            let line = self.scan.line();
            let title = tidy_line(line.split_once(':').map_or("", |(_, title)| title));
            self.chart.title = self.chart.title.take().or(Some(title).filter(|it| !it.is_empty()));
        } else if let Some(word) = LOOKS.into_iter().find(|word| self.is_keyword(word)) {
            self.looks(word);
        } else {
            self.chain();
        }
    }

    /// Says whether a word stands here that is not the beginning of a longer one or the name of a node.
    fn is_keyword(&self, word: &str) -> bool {
        let Some(after) = self.scan.rest().strip_prefix(word) else { return false };
        if !after.starts_with(|c: char| c.is_whitespace() || c == ';' || c == ':') && !after.is_empty() {
            return false;
        }
        // `class --> other` is an arrow between nodes.
        !arrow::begins(after.trim_start_matches([' ', '\t']))
    }

    fn keyword(&mut self, word: &str) -> bool {
        let is_here = self.is_keyword(word);
        if is_here {
            self.scan.skip(word.len());
        }
        is_here
    }

    fn comment(&mut self) {
        let rest = self.scan.rest();
        match rest.starts_with("%%{").then(|| rest.find("}%%")).flatten() {
            Some(end) => self.scan.skip(end + "}%%".len()),
            None => drop(self.scan.line()),
        }
    }

    /// Passes over a statement about looks.
    fn looks(&mut self, word: &str) {
        let begun = self.scan.at();
        let line = self.scan.line();
        if word == "accDescr" && line.trim_end().ends_with('{') && !line.contains(':') {
            self.scan.go(begun);
            let rest = self.scan.rest();
            self.scan.skip(rest.find('}').map_or(rest.len(), |end| end + 1));
        }
    }

    fn begin_group(&mut self) {
        let begun = self.scan.at() - "subgraph".len();
        self.scan.blanks();
        let line_begun = self.scan.at();
        let named = if matches!(self.scan.peek(), Some('\n' | ';') | None) { None } else { self.name_of_group() };
        let (key, title) = match named {
            Some((key, title)) => (key, title),
            None => {
                // A title of several words without a name of its own.
                self.scan.go(line_begun);
                let title = tidy_line(self.scan.take_while(|c| c != '\n' && c != ';'));
                (title.clone(), title)
            }
        };
        let group = self.chart.groups.len();
        let parent = self.group();
        self.names.entry(key).or_insert(group);
        self.chart.groups.push(Group { title, parent });
        self.open.push((group, begun));
    }

    /// Reads `name`, `name [title]`, `name["title"]` or `"title"`, if nothing else follows on the line.
    fn name_of_group(&mut self) -> Option<(String, String)> {
        if self.scan.peek() == Some('"') {
            let body = self.scan.rest().get(1..)?;
            let end = body.find('"')?;
            let title = tidy_line(body.get(..end)?);
            self.scan.skip(end + 2);
            self.scan.blanks();
            return matches!(self.scan.peek(), Some('\n' | ';') | None).then(|| (title.clone(), title));
        }
        let key = node::id(&mut self.scan)?.to_owned();
        self.scan.blanks();
        if matches!(self.scan.peek(), Some('\n' | ';') | None) {
            return Some((key.clone(), key));
        }
        if !self.scan.rest().starts_with(['[', '(', '{']) {
            return None;
        }
        let outline = node::outline(&mut self.scan)?;
        let title = tidy_line(outline.label);
        self.scan.blanks();
        matches!(self.scan.peek(), Some('\n' | ';') | None).then_some((key, title))
    }

    fn end_group(&mut self) {
        if self.open.pop().is_none() {
            let from = self.scan.at() - "end".len();
            self.scan.report(from, "this `end` closes nothing", "delete it, or write `subgraph` above");
        }
    }

    /// Keeps the address that a click on a node opens.
    fn click(&mut self) {
        self.scan.blanks();
        let Some(key) = node::id(&mut self.scan).map(str::to_owned) else {
            self.scan.line();
            return;
        };
        let line = self.scan.line();
        let address = line.split('"').nth(1).filter(|it| it.contains("://") && !line.contains("call "));
        let at = self.chart.node(&key);
        let group = self.group();
        self.chart.place(at, group);
        if let (Some(address), Some(node)) = (address, self.chart.node_mut(at)) {
            node.link = Some(tidy_line(address));
        }
    }

    /// Reads nodes and the arrows between them up to the end of the line.
    fn chain(&mut self) {
        let Some(mut from) = self.nodes() else { return self.skip_line() };
        loop {
            self.scan.blanks();
            if self.is_end() {
                return;
            }
            let begun = self.scan.at();
            let Some(arrow) = self.arrow() else {
                if self.is_end() {
                    return;
                }
                let line = self.scan.line();
                self.scan.report(
                    begun,
                    format!("`{}` is neither an arrow nor the end of the line", shown(line)),
                    "put labels with brackets into double quotes; write each step on a line of its own",
                );
                return;
            };
            self.scan.blanks();
            if self.is_end() {
                self.scan.report(begun, "this arrow leads nowhere", "write the name of a node behind it");
                return;
            }
            let Some(to) = self.nodes() else { return self.skip_line() };
            let label = arrow.label.map(tidy).filter(|it| !it.is_empty());
            if !arrow.is_hidden {
                let (start, end) = if arrow.is_reversed { (&to, &from) } else { (&from, &to) };
                self.chart.connect(start, end, label.as_deref(), arrow.is_both);
            }
            from = to;
        }
    }

    fn is_end(&self) -> bool {
        let rest = self.scan.rest();
        rest.is_empty() || rest.starts_with(['\n', ';']) || rest.starts_with("%%")
    }

    fn skip_line(&mut self) {
        self.scan.line();
    }

    /// Reads one node or several that are joined by `&`.
    fn nodes(&mut self) -> Option<Vec<usize>> {
        let mut found = Vec::new();
        loop {
            self.scan.blanks();
            let begun = self.scan.at();
            match node::read(&mut self.scan) {
                Some(named) => found.extend(self.take(&named)),
                None => {
                    if self.scan.at() == begun {
                        let line = self.scan.line();
                        let message = format!("`{}` does not begin with the name of a node", shown(line));
                        self.scan.report(begun, message, "write a line such as `a[Label] --> b[Label]`");
                    }
                    return None;
                }
            }
            self.scan.blanks();
            if !self.scan.eat("&") {
                return Some(found);
            }
        }
    }

    /// Takes over what was read of a node.
    fn take(&mut self, named: &Named<'_>) -> Option<usize> {
        if self.uses.contains(named.key) && named.outline.is_some() {
            return None;
        }
        let at = self.chart.node(named.key);
        let group = self.group();
        self.chart.place(at, group);
        if let (Some(outline), Some(node)) = (&named.outline, self.chart.node_mut(at)) {
            let label = tidy(outline.label);
            if !label.is_empty() {
                node.label = Some(label);
            }
            if let Some(shape) = outline.shape {
                node.shape = shape;
            }
        }
        Some(at)
    }

    fn arrow(&mut self) -> Option<arrow::Arrow<'t>> {
        let begun = self.scan.at();
        // An arrow may have a name: `e1@-->`.
        let named = node::id(&mut self.scan).map(str::to_owned);
        match named {
            Some(name) if self.scan.rest().strip_prefix('@').is_some_and(arrow::begins) => {
                self.scan.skip(1);
                self.uses.insert(name);
            }
            _ => self.scan.go(begun),
        }
        arrow::read(&mut self.scan)
    }

    /// Lets arrows that name a group lead to its first node, or begin at its last ones.
    fn resolve_groups(&mut self) {
        let of_node: FxHashMap<usize, usize> =
            (0..).zip(self.chart.nodes.keys()).filter_map(|(at, key)| Some((at, *self.names.get(key)?))).collect();
        if !of_node.is_empty() {
            super::group::resolve(&mut self.chart, &of_node);
        }
    }
}
