//! Reads charts in DOT, the notation of Graphviz.

mod token;

use rustc_hash::FxHashMap;

use super::{
    chart::{Chart, Group, Shape},
    codes,
    label::{tidy, tidy_line},
    scan::{Scan, shown},
};
use crate::base::{Diagnostic, SourceId, Span, near};
use token::{Token, next};

/// How deep braces may stand within braces.
const DEEPEST: usize = 32;

/// Reads a chart; what is wrong with it is told all at once.
pub(super) fn read(source: SourceId, text: &str, tell: &mut dyn FnMut(usize, usize)) -> (Chart, Vec<Diagnostic>) {
    let mut scan = Scan::new(source, text, 0);
    scan.eat("\u{feff}");
    let ahead = next(&mut scan);
    let mut reader = Reader { scan, ahead, chart: Chart::default(), is_directed: true, titles: FxHashMap::default() };
    if reader.header() {
        let mut scope = Scope::default();
        reader.statements(&mut scope, 0, &mut |at| tell(at, text.len()));
        reader.after_the_end();
    }
    (reader.chart, reader.scan.into_findings())
}

/// What holds for all nodes and arrows that follow in the same braces.
#[derive(Clone, Default)]
struct Scope {
    node: Attributes,
    edge: Attributes,
    group: Option<usize>,
}

/// The attributes that matter.
#[derive(Clone, Default)]
struct Attributes {
    label: Option<String>,
    shape: Option<String>,
    link: Option<String>,
    is_hidden: bool,
    dir: Option<String>,
}

impl Attributes {
    fn set(&mut self, key: &str, value: &str) {
        match key.to_ascii_lowercase().as_str() {
            "label" | "xlabel" if !value.is_empty() || key == "label" => self.label = Some(value.to_owned()),
            "headlabel" | "taillabel" if self.label.is_none() => self.label = Some(value.to_owned()),
            "shape" => self.shape = Some(value.to_ascii_lowercase()),
            "url" | "href" => self.link = Some(value.to_owned()),
            "style" => self.is_hidden = value.contains("invis"),
            "dir" => self.dir = Some(value.to_ascii_lowercase()),
            _ => {}
        }
    }
}

struct Reader<'t> {
    scan: Scan<'t>,
    /// The token that comes next, with its place.
    ahead: (Token, Span),
    chart: Chart,
    is_directed: bool,
    /// The groups by the name of their subgraph.
    titles: FxHashMap<String, usize>,
}

impl Reader<'_> {
    fn advance(&mut self) -> (Token, Span) {
        let following = next(&mut self.scan);
        std::mem::replace(&mut self.ahead, following)
    }

    fn eat(&mut self, sign: char) -> bool {
        let is_here = self.ahead.0 == Token::Sign(sign);
        if is_here {
            self.advance();
        }
        is_here
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(&self.ahead.0, Token::Word(own) if own.eq_ignore_ascii_case(word))
    }

    fn report(&mut self, span: Span, message: impl Into<String>, help: &str) {
        self.scan.report_as(&codes::CHART, span, message, help);
    }

    /// Reads up to the first brace.
    fn header(&mut self) -> bool {
        if self.is_word("strict") {
            self.advance();
        }
        let (token, span) = self.advance();
        let word = match token {
            Token::Word(word) => word,
            Token::End => {
                let help = "a chart begins with `digraph {`";
                self.scan.report_as(&codes::NOTHING, span, "this file is empty", help);
                return false;
            }
            other => other.to_string(),
        };
        self.is_directed = word.eq_ignore_ascii_case("digraph");
        if !self.is_directed && !word.eq_ignore_ascii_case("graph") {
            let help = match near(&word.to_ascii_lowercase(), ["digraph", "graph"]) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "a chart begins with `digraph {`".to_owned(),
            };
            self.scan.report_as(&codes::DIAGRAM, span, format!("`{}` is no kind of graph", shown(&word)), &help);
            return false;
        }
        if !self.is_directed {
            self.chart
                .remarks
                .push("the lines of the chart have no direction; they are read from left to right".into());
        }
        if matches!(self.ahead.0, Token::Word(_) | Token::Text(_) | Token::Html(_)) {
            self.advance();
        }
        let span = self.ahead.1;
        if !self.eat('{') {
            self.report(span, "`{` is missing", "a chart begins with `digraph {`");
            return false;
        }
        true
    }

    fn after_the_end(&mut self) {
        let (token, span) = self.advance();
        if token != Token::End {
            let help = "delete it, or put it into a file of its own";
            self.report(span, format!("`{}` stands behind the end of the chart", shown(&token.to_string())), help);
        }
    }

    /// Reads statements up to the closing brace; returns the nodes that they name. Recursion is bounded.
    fn statements(&mut self, scope: &mut Scope, depth: usize, tell: &mut dyn FnMut(usize)) -> Vec<usize> {
        let mut named = Vec::new();
        loop {
            tell(self.scan.at());
            let (token, span) = (self.ahead.0.clone(), self.ahead.1);
            match token {
                Token::Sign('}') => {
                    self.advance();
                    return named;
                }
                Token::Sign(';' | ',') => {
                    self.advance();
                }
                Token::End => {
                    self.report(span, "the chart ends before its braces are closed", "write `}` for each `{`");
                    return named;
                }
                Token::Fault(message) => {
                    self.advance();
                    self.report(span, message, "close it where it ends");
                }
                _ => named.extend(self.statement(scope, depth)),
            }
        }
    }

    fn statement(&mut self, scope: &mut Scope, depth: usize) -> Vec<usize> {
        for word in ["graph", "node", "edge"] {
            if self.is_word(word) {
                self.advance();
                let mut found = Attributes::default();
                match word {
                    "node" => self.attributes(&mut scope.node),
                    "edge" => self.attributes(&mut scope.edge),
                    _ => self.attributes(&mut found),
                }
                self.entitle(scope, found.label);
                return Vec::new();
            }
        }
        let Some(mut from) = self.operand(scope, depth) else { return Vec::new() };
        if let Operand::Name(name) = &from
            && self.eat('=')
        {
            let value = self.value();
            if name == "label" {
                self.entitle(scope, Some(value));
            }
            return Vec::new();
        }
        let mut chain = vec![self.nodes_of(&from, scope)];
        while self.ahead.0 == Token::Arrow {
            let (_, span) = self.advance();
            match self.operand(scope, depth) {
                Some(to) => {
                    chain.push(self.nodes_of(&to, scope));
                    from = to;
                }
                None => {
                    self.report(span, "this arrow leads nowhere", "write the name of a node behind it");
                    return chain.concat();
                }
            }
        }
        if chain.len() == 1 {
            if let Operand::Name(_) = from {
                let mut own = Attributes::default();
                self.attributes(&mut own);
                chain.iter().flatten().for_each(|at| self.dress(*at, &own));
            }
        } else {
            let mut own = scope.edge.clone();
            self.attributes(&mut own);
            self.connect(&chain, &own);
        }
        chain.concat()
    }

    /// Draws the arrows of a chain.
    fn connect(&mut self, chain: &[Vec<usize>], own: &Attributes) {
        if own.is_hidden {
            return;
        }
        let label = own.label.as_deref().map(tidy).filter(|it| !it.is_empty());
        let is_both = own.dir.as_deref() == Some("both");
        for (from, to) in chain.iter().zip(chain.iter().skip(1)) {
            let (from, to) = if own.dir.as_deref() == Some("back") { (to, from) } else { (from, to) };
            self.chart.connect(from, to, label.as_deref(), is_both);
        }
    }

    /// Reads a node's name or a subgraph; reports what is neither.
    fn operand(&mut self, scope: &Scope, depth: usize) -> Option<Operand> {
        let (token, span) = self.advance();
        match token {
            Token::Word(word) if word.eq_ignore_ascii_case("subgraph") => {
                let name = match &self.ahead.0 {
                    Token::Word(_) | Token::Text(_) => Some(self.advance().0.to_string()),
                    _ => None,
                };
                if self.eat('{') {
                    return self.braces(scope, name.as_deref(), depth, span);
                }
                self.report(span, "this subgraph has no braces", "write `{` behind its name and `}` behind its nodes");
                None
            }
            Token::Sign('{') => self.braces(scope, None, depth, span),
            Token::Word(name) | Token::Text(name) | Token::Html(name) => {
                // A port says where at the outline an arrow ends.
                while self.eat(':') {
                    self.advance();
                }
                Some(Operand::Name(name))
            }
            Token::Fault(message) => {
                self.report(span, message, "close it where it ends");
                None
            }
            other => {
                let message = format!("`{}` does not begin a statement", shown(&other.to_string()));
                self.report(span, message, "write a line such as `a -> b [label=\"yes\"]`");
                None
            }
        }
    }

    fn braces(&mut self, scope: &Scope, name: Option<&str>, depth: usize, span: Span) -> Option<Operand> {
        if DEEPEST <= depth {
            self.report(span, "braces are nested too deeply", "at most 32 levels are read");
            while !matches!(self.ahead.0, Token::End) {
                self.advance();
            }
            return None;
        }
        let mut inner = scope.clone();
        if let Some(name) = name.filter(|name| name.starts_with("cluster")) {
            let group = *self.titles.entry(name.to_owned()).or_insert(self.chart.groups.len());
            if group == self.chart.groups.len() {
                self.chart.groups.push(Group { title: String::new(), parent: scope.group });
            }
            inner.group = Some(group);
        }
        Some(Operand::Nodes(self.statements(&mut inner, depth + 1, &mut |_| {})))
    }

    fn nodes_of(&mut self, operand: &Operand, scope: &Scope) -> Vec<usize> {
        match operand {
            Operand::Nodes(nodes) => nodes.clone(),
            Operand::Name(name) => {
                let is_new = !self.chart.nodes.contains_key(name);
                let at = self.chart.node(name);
                self.chart.place(at, scope.group);
                if is_new {
                    self.dress(at, &scope.node.clone());
                }
                vec![at]
            }
        }
    }

    /// Gives the title of the chart or of a group.
    fn entitle(&mut self, scope: &Scope, label: Option<String>) {
        let Some(title) = label.map(|it| tidy_line(&it)).filter(|it| !it.is_empty()) else { return };
        match scope.group {
            Some(group) => {
                if let Some(group) = self.chart.groups.get_mut(group) {
                    group.title = title;
                }
            }
            None => self.chart.title = self.chart.title.take().or(Some(title)),
        }
    }

    /// Gives a node its attributes.
    fn dress(&mut self, at: usize, own: &Attributes) {
        let Some((key, node)) = self.chart.nodes.get_index_mut(at) else { return };
        if let Some(shape) = own.shape.as_deref() {
            node.shape = match shape {
                "diamond" | "mdiamond" => Shape::Decision,
                "circle" | "doublecircle" | "oval" | "ellipse" | "point" | "msquare" | "mcircle" => Shape::Terminal,
                _ => Shape::Plain,
            };
        }
        if let Some(label) = &own.label {
            let is_record = own.shape.as_deref().is_some_and(|shape| shape.ends_with("record"));
            let label = label.replace("\\N", key);
            let label = tidy(&if is_record { without_ports(&label) } else { label });
            node.label = Some(label).filter(|it| !it.is_empty()).or(node.label.take());
        }
        if let Some(link) = own.link.as_deref().filter(|it| it.contains("://")) {
            node.link = Some(tidy_line(link));
        }
    }

    fn value(&mut self) -> String {
        let (token, span) = self.advance();
        if let Token::Fault(message) = token {
            self.report(span, message, "close it where it ends");
        }
        token.to_string()
    }

    /// Reads `[key=value, …]`, as often as it stands here.
    fn attributes(&mut self, into: &mut Attributes) {
        let mut begun = self.ahead.1;
        while self.eat('[') {
            loop {
                let (token, span) = self.advance();
                match token {
                    Token::Sign(']') => break,
                    Token::Sign(',' | ';') => {}
                    Token::Word(key) | Token::Text(key) => {
                        let value = if self.eat('=') { self.value() } else { "true".to_owned() };
                        into.set(&key, &value);
                    }
                    Token::Fault(message) => self.report(span, message, "close it where it ends"),
                    Token::End => {
                        self.report(begun, "these attributes are not closed", "write `]` behind them");
                        return;
                    }
                    other => {
                        let message = format!("`{}` is no attribute", shown(&other.to_string()));
                        self.report(span, message, "write them such as `[label=\"yes\", shape=box]`");
                        if matches!(other, Token::Sign('}' | '{') | Token::Arrow) {
                            return;
                        }
                    }
                }
            }
            begun = self.ahead.1;
        }
    }
}

/// What stands at an end of an arrow.
enum Operand {
    Name(String),
    Nodes(Vec<usize>),
}

/// The fields of a record, one line each.
fn without_ports(label: &str) -> String {
    let mut out = String::with_capacity(label.len());
    let mut chars = label.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some(next @ ('{' | '}' | '|' | '<' | '>' | ' ')) => out.push(next),
                Some(next) => out.extend(['\\', next]),
                None => {}
            },
            '{' | '}' => {}
            '|' => out.push('\n'),
            '<' => chars.by_ref().take_while(|c| *c != '>').for_each(drop),
            c => out.push(c),
        }
    }
    out
}
