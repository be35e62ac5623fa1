//! Hostile and odd YAML: each case is read rightly or refused at a place, quickly and without a panic.

use std::time::{Duration, Instant};

use lotse::{
    base::{Diagnostic, SourceId, Span},
    tree,
    yaml::{self, Kind, Node},
};
use serde_json::Value;

/// What becomes of a file.
#[derive(Clone, Copy)]
enum Outcome {
    /// It is read as these nodes; of long ones, the beginning.
    Reads(&'static str),
    /// It is refused with this code, and this is marked.
    Refused(&'static str, &'static str),
    /// Its bytes are no text.
    NoText,
}

use Outcome::{NoText, Reads, Refused};

/// The outcome of every case, and the findings that a reader of trees adds to what was read.
const CASES: &[(&str, Outcome, &[&str])] = &[
    ("dup-key", Reads(r#"{"a":"1","a":"2"}"#), &["E025"]),
    ("dup-step", Reads(r#"{"steps":{"start":{"ask":"one"},"start":{"ask":"two"}}}"#), &["E025"]),
    // A step says what it is without looking elsewhere, so merge keys are refused with a hint.
    ("dup-merge", Refused("E005", "<<"), &[]),
    ("merge-loop", Refused("E001", "*a"), &[]),
    ("alias-unknown", Refused("E001", "*"), &[]),
    // The anchor above counts, as YAML says.
    ("anchor-redefined", Reads(r#"{"a":"1","b":"2","c":"2"}"#), &[]),
    ("laughs-small", Refused("E003", "*d"), &[]),
    ("norway", Reads(r#"{"lang":"no","answers":{"yes":"go","no":"stop","on":"x","off":"y"}}"#), &[]),
    ("octal", Reads(r#"{"code":"0777","zip":"01234","ver":"1.10"}"#), &[]),
    ("sexagesimal", Reads(r#"{"time":"12:30:45"}"#), &[]),
    ("null-forms", Reads(r#"{"a":null,"b":null,"c":null,"d":null,"e":""}"#), &[]),
    // Words here; where a number is needed they are E023, see below.
    ("nan-inf", Reads(r#"{"weight":".nan","cost":".inf","neg":"-.inf"}"#), &[]),
    // As the two before: words until a number is needed.
    ("huge-int", Reads(r#"{"weight":"99999999999999999999999999999999"}"#), &[]),
    ("neg-weight", Reads(r#"{"weight":"-1"}"#), &[]),
    ("float-label", Reads(r#"{"answers":[{"label":"1e3","next":"a"}]}"#), &[]),
    ("date-label", Reads(r#"{"label":"2024-01-01"}"#), &[]),
    ("tab-indent", Refused("E001", "\t"), &[]),
    ("tab-after", Reads(r#"{"a":"b"}"#), &[]),
    ("mixed-indent", Refused("E001", "c"), &[]),
    ("crlf", Reads(r#"{"a":"1","b":"x\ny\n"}"#), &[]),
    // A lone carriage return ends a line, as YAML says.
    ("cr-only", Reads(r#"{"a":"1","b":"2"}"#), &[]),
    ("no-final-newline", Reads(r#"{"a":"1"}"#), &[]),
    // No line ends in YAML 1.2; readers of texts report U+0085, the screen turns all three into blanks.
    ("nel-ls-ps", Reads(r#"{"a":"x\u{85}y\u{2028}z\u{2029}w"}"#), &[]),
    ("bom", Reads(r#"{"a":"1"}"#), &[]),
    ("empty", Refused("E004", ""), &[]),
    ("only-comment", Refused("E004", ""), &[]),
    ("only-dashes", Refused("E004", ""), &[]),
    ("scalar-root", Reads(r#""just text""#), &["E022"]),
    ("list-root", Reads(r#"["a","b"]"#), &["E022"]),
    // One file is one tree; the mark is the first word of the second document.
    ("multi-doc", Refused("E005", "b"), &[]),
    // What follows `...` is a second document, and that is said.
    ("trailing-garbage", Refused("E005", "xyz"), &[]),
    ("unknown-key", Reads(r#"{"stepz":{},"title":"x"}"#), &["E020"]),
    ("case-key", Reads(r#"{"Steps":{}}"#), &["E020"]),
    ("wrong-type-steps", Reads(r#"{"steps":"5"}"#), &["E022"]),
    ("wrong-type-answers", Reads(r#"{"steps":{"s":{"ask":"x","answers":"yes"}}}"#), &["E022"]),
    ("answers-empty-map", Reads(r#"{"steps":{"s":{"ask":"x","answers":{}}}}"#), &["E021"]),
    ("null-next", Reads(r#"{"steps":{"s":{"ask":"x","answers":[{"label":"a","next":null}]}}}"#), &["E022"]),
    // A key that is no word would have no id.
    ("key-list", Refused("E005", "["), &[]),
    ("key-map", Refused("E005", "{"), &[]),
    // An empty key is mostly a slip, and none has a meaning in a tree.
    ("key-null", Refused("E005", "~"), &[]),
    // A step may be called 1, as text.
    ("key-int", Reads(r#"{"steps":{"1":{"ask":"x"},"2":{"ask":"y"}}}"#), &[]),
    ("key-bool-step", Reads(r#"{"steps":{"yes":{"ask":"x"}}}"#), &[]),
    // Read as YAML; no id is that long.
    ("key-long", Reads(r#"{"kkkkkkkkkkkkkkkkkkkk"#), &[]),
    ("key-emoji", Reads(r#"{"steps":{"🖨":{"ask":"x"}}}"#), &["E024"]),
    ("key-space", Reads(r#"{"steps":{"my step ":{"ask":"x"}}}"#), &["E024"]),
    ("key-nfc-nfd", Reads(r#"{"steps":{"café":{"ask":"x"},"cafe\u{301}":{"ask":"y"}}}"#), &["E024"]),
    ("key-confusable", Reads(r#"{"steps":{"pаper":{"ask":"x"},"paper":{"ask":"y"}}}"#), &["E024"]),
    ("tag-python", Refused("E005", "!!python/object/apply:os.system"), &[]),
    ("tag-ruby", Refused("E005", "!ruby/object:Gem::Installer"), &[]),
    ("tag-custom", Refused("E005", "!foo"), &[]),
    // Kept as text, never decoded.
    ("tag-binary", Reads(r#"{"a":"aGVsbG8="}"#), &[]),
    // Read, and `yes` stays a word all the same.
    ("directive", Reads(r#"{"a":"yes"}"#), &[]),
    ("directive-3", Refused("E001", "%"), &[]),
    ("block-chomp", Reads(r#"{"a":"x\n\n\n","b":"y z"}"#), &[]),
    ("block-indent", Reads(r#"{"a":" x\n"}"#), &[]),
    ("quote-open", Refused("E001", r#"""#), &[]),
    ("escape-bad", Refused("E001", r#"""#), &[]),
    ("escape-surrogate", Refused("E001", r#"""#), &[]),
    // Read as YAML; in a text it is E006, see below.
    ("escape-nul", Reads(r#"{"a":"x\0y"}"#), &[]),
    ("colon-text", Refused("E001", ":"), &[]),
    // Read as YAML; in a text it is W028, see below.
    ("hash-text", Reads(r#"{"ask":"Press","b":"Press"}"#), &[]),
    ("percent", Refused("E001", "%"), &[]),
    ("braces", Reads(r#"{"ask":"{{user}} ${HOME} $(id) `id`"}"#), &[]),
    ("backslash", Reads(r#"{"ask":"C:\\temp\\new"}"#), &[]),
    ("long-line", Reads(r#"{"ask":"xxxxxxxxxxxxxxxxxxxx"#), &[]),
    ("deep-flow-500", Refused("E003", "["), &[]),
    ("deep-map-500", Refused("E003", "a"), &[]),
    ("comment-flood", Reads(r#"{"a":"1"}"#), &[]),
    // Raw bidirectional controls are refused everywhere, comments included.
    ("rtl", Refused("E006", "\u{202e}"), &[]),
    ("zero-width", Refused("E006", "\u{200b}"), &[]),
    // The letters differ; that no such step exists is for the checker.
    ("homoglyph-next", Reads(r#"{"steps":{"start":{"ask":"x","answers":[{"label":"a","next":"stаrt"}]}}}"#), &["E022"]),
    // At most three marks on a letter reach the screen.
    ("combining", Reads(r#"{"ask":"Z\u{351}\u{36b}\u{343}\u{36a}\u{302}a\u{334}lgo"}"#), &[]),
    // The joiner of emoji is the one invisible character that is allowed.
    ("wide", Reads(r#"{"ask":"漢字！ 👨\u{200d}👩\u{200d}👧 ok"}"#), &[]),
    // Private characters are allowed, noncharacters are not.
    ("private-use", Refused("E006", "\u{fffe}"), &[]),
    ("utf16le", NoText, &[]),
    ("utf16be", NoText, &[]),
    ("latin1", NoText, &[]),
    ("cp1252-quotes", NoText, &[]),
    ("overlong", NoText, &[]),
    ("surrogate-bytes", NoText, &[]),
    ("nul-byte", Refused("E006", "\0"), &[]),
    ("control-c0", Refused("E006", "\u{7}"), &[]),
    ("control-c1", Refused("E006", "\u{9b}"), &[]),
    ("del", Refused("E006", "\u{7f}"), &[]),
    ("truncated-utf8", NoText, &[]),
];

/// Cases that the suite calls errors and that we read.
const LENIENT: &[(&str, &str)] = &[
    ("9C9N", "a flow list may stand as far left as its key; nothing else can be meant"),
    ("DK95/01", "a tab begins the second line of a quoted text, where it is folded into one blank"),
    ("QB6E", "the lines of a quoted text may stand as far left as its key; nothing else can be meant"),
];

/// Cases that the suite reads without saying what as JSON, with our reading.
const NO_JSON: &[(&str, &str)] =
    &[("4ABK", r#"{"unquoted":"separate","http://foo.com":null,"omitted value":null}"#), ("UKK6/02", r#""""#)];

/// How many sound documents of the suite are refused, by the reason. Each is a rule of the format, not a gap:
/// one file is one tree, a key is a word, a value has no hidden type, and nothing is not a tree.
const REFUSED: &[(&str, &str, usize)] = &[
    ("E004", "this file is empty", 12),
    ("E005", "a list cannot be a key", 11),
    ("E005", "a mapping cannot be a key", 3),
    ("E005", "a second document begins here", 15),
    ("E005", "nothing cannot be a key", 12),
    ("E005", "tags such as `!name` are not read", 15),
];

/// A case that takes longer does not end; how fast the reader is, the benchmark shows.
const AT_MOST: Duration = Duration::from_mins(1);

fn source() -> SourceId {
    SourceId(0)
}

fn each_case(lines: &str, mut check: impl FnMut(&str, &Value)) {
    for line in lines.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        check(case["id"].as_str().unwrap(), &case);
    }
}

/// Decodes base64.
fn bytes_of(text: &str) -> Vec<u8> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bits, mut held, mut bytes) = (0_u32, 0, Vec::new());
    for letter in text.bytes().filter(|&letter| letter != b'=') {
        let value = LETTERS.iter().position(|&it| it == letter).unwrap();
        bits = bits << 6 | u32::try_from(value).unwrap();
        held += 6;
        if 8 <= held {
            held -= 8;
            bytes.push((bits >> held & 0xff) as u8);
        }
    }
    bytes
}

/// Writes nodes on one line; every scalar as a string, so that its spelling shows.
fn shown(node: &Node<'_>) -> String {
    let list = |parts: Vec<String>| parts.join(",");
    match &node.kind {
        Kind::Null => "null".to_owned(),
        Kind::Scalar(text) => format!("{text:?}"),
        Kind::List(items) => format!("[{}]", list(items.iter().map(shown).collect())),
        Kind::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| format!("{}:{}", shown(key), shown(value)));
            format!("{{{}}}", list(entries.collect()))
        }
    }
}

fn marked(text: &str, span: Span) -> &str {
    text.get(span.start as usize..span.end as usize).unwrap_or("(a span outside the text)")
}

/// Demands that a finding and its notes point into the text, and that it is said as the house does.
fn assert_finding(id: &str, text: &str, finding: &Diagnostic) {
    let message = &finding.message;
    let without_names: String = message.split('`').step_by(2).collect();
    let is_short = without_names.split_whitespace().count() <= 12 && !message.contains('\n');
    let is_lower = !message.starts_with(char::is_uppercase) && !message.ends_with('.');
    assert!(is_short && is_lower, "{id}: {message:?}");
    let places = finding.notes.iter().filter_map(|note| note.place).chain([finding.place]);
    for place in places {
        let span = place.span;
        assert!(
            text.get(span.start as usize..span.end as usize).is_some(),
            "{id}: {span:?} lies outside {}",
            finding.message
        );
    }
}

/// Both ways of reading must come to the same.
fn assert_same_both_ways(id: &str, text: &str) {
    let (plain, careful) = (yaml::parse(source(), text), yaml::parse_carefully(source(), text));
    assert_eq!(format!("{plain:?}"), format!("{careful:?}"), "{id}");
}

#[test]
fn every_hostile_case_is_read_rightly_or_refused_at_its_place() {
    let mut seen = Vec::new();
    each_case(include_str!("hostile/yaml-cases.jsonl"), |id, case| {
        let (_, outcome, wanted) = *CASES.iter().find(|(own, ..)| *own == id).unwrap_or_else(|| panic!("{id} is new"));
        seen.push(id.to_owned());
        let bytes = case["text"]
            .as_str()
            .map_or_else(|| bytes_of(case["base64"].as_str().unwrap()), |text| text.as_bytes().to_vec());
        let begun = Instant::now();
        let text = match yaml::decode(source(), bytes) {
            Ok(text) => text,
            Err((text, finding)) => {
                assert!(matches!(outcome, NoText), "{id}: {}", finding.message);
                assert_eq!(finding.code.id, "E002", "{id}");
                assert_finding(id, &text, &finding);
                return;
            }
        };
        assert_same_both_ways(id, &text);
        match (yaml::parse(source(), &text), outcome) {
            (Ok(node), Reads(expected)) => {
                let shown = shown(&node);
                let is_long = 200 < shown.len();
                assert!(shown == expected || is_long && shown.starts_with(expected), "{id}: {shown}");
            }
            (Err(finding), Refused(code, place)) => {
                assert_eq!((finding.code.id, marked(&text, finding.place.span)), (code, place), "{id}");
                assert!(finding.help.is_some(), "{id}: no help");
            }
            (Ok(node), _) => panic!("{id}: read as {}", shown(&node)),
            (Err(finding), _) => panic!("{id}: {} {}", finding.code.id, finding.message),
        }
        let (_, findings) = tree::read(source(), "tree", &text);
        assert!(!findings.is_empty(), "{id}: no case is a whole tree");
        findings.iter().for_each(|finding| assert_finding(id, &text, finding));
        let twice = findings.iter().filter(|finding| finding.code.id == "E025");
        assert!(twice.clone().all(|finding| finding.notes.iter().any(|note| note.place.is_some())), "{id}: one place");
        for code in wanted {
            assert!(findings.iter().any(|finding| finding.code.id == *code), "{id}: {findings:?}");
        }
        assert!(begun.elapsed() < AT_MOST, "{id}: took {:?}", begun.elapsed());
    });
    assert_eq!(seen.len(), CASES.len(), "a case of the table is gone");
}

/// Says whether a node is what the suite's JSON says. Scalars keep their spelling, so a number is compared by value.
fn same(node: &Node<'_>, json: &Value) -> bool {
    let number = |text: &str, wanted: &serde_json::Number| {
        let radix = [("0x", 16), ("0o", 8)]
            .into_iter()
            .find_map(|(prefix, radix)| i64::from_str_radix(text.strip_prefix(prefix)?, radix).ok());
        text == wanted.to_string()
            || radix.is_some() && radix == wanted.as_i64()
            || text.parse().ok() == wanted.as_f64()
    };
    match (&node.kind, json) {
        (Kind::Null, Value::Null) => true,
        (Kind::Scalar(text), Value::String(wanted)) => text == wanted,
        (Kind::Scalar(text), Value::Bool(wanted)) => *text == wanted.to_string(),
        (Kind::Scalar(text), Value::Number(wanted)) => number(text, wanted),
        (Kind::List(items), Value::Array(wanted)) => {
            items.len() == wanted.len() && items.iter().zip(wanted).all(|(item, wanted)| same(item, wanted))
        }
        (Kind::Map(entries), Value::Object(wanted)) => {
            let holds = |(key, value): &(Node<'_>, Node<'_>)| {
                key.as_str().and_then(|key| wanted.get(key)).is_some_and(|wanted| same(value, wanted))
            };
            entries.len() == wanted.len() && entries.iter().all(holds)
        }
        _ => false,
    }
}

#[test]
fn the_test_suite_of_yaml_is_read_as_it_says() {
    let mut refused: Vec<(String, String, usize)> = Vec::new();
    let (mut right, mut faults, mut lenient) = (0, 0, Vec::new());
    each_case(include_str!("hostile/yaml-test-suite.jsonl"), |id, case| {
        let text = case["yaml"].as_str().unwrap();
        assert_same_both_ways(id, text);
        let parsed = yaml::parse(source(), text);
        let (_, findings) = tree::read(source(), "tree", text);
        findings.iter().for_each(|finding| assert_finding(id, text, finding));
        match (case["error"].as_bool().unwrap(), parsed) {
            (true, Err(finding)) => {
                faults += 1;
                assert_ne!(finding.message, "this is not YAML", "{id}: a fault without words of its own");
            }
            (true, Ok(_)) => lenient.push(id.to_owned()),
            (false, Ok(node)) => {
                right += 1;
                match (case["json"].as_str(), NO_JSON.iter().find(|(own, _)| *own == id)) {
                    (_, Some((_, wanted))) => assert_eq!(shown(&node), *wanted, "{id}"),
                    (Some(json), None) => {
                        let wanted = serde_json::from_str(json).unwrap();
                        assert!(same(&node, &wanted), "{id}: {text:?}\nours {}\nsuite {wanted}", shown(&node));
                    }
                    (None, None) => panic!("{id}: nothing to compare {} with", shown(&node)),
                }
            }
            (false, Err(finding)) => match refused.iter_mut().find(|(_, message, _)| *message == finding.message) {
                Some((_, _, count)) => *count += 1,
                None => refused.push((finding.code.id.to_owned(), finding.message, 1)),
            },
        }
    });
    let by_suite: Vec<&str> = LENIENT.iter().map(|(id, _)| *id).collect();
    assert_eq!(lenient, by_suite, "read though the suite calls them errors");
    refused.sort();
    let refused: Vec<_> = refused.iter().map(|(code, message, count)| (&**code, &**message, *count)).collect();
    assert_eq!(refused, REFUSED);
    println!("{right} read as the suite says, {faults} faults refused, {} read leniently", lenient.len());
    assert_eq!((right, faults), (240, 91));
}

/// Runs `work` on a stack as small as that of a thread of the standard library.
fn on_a_small_stack(work: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new().stack_size(2 << 20).spawn(work).unwrap().join().unwrap();
}

#[test]
fn depth_is_refused_before_the_stack_ends() {
    on_a_small_stack(|| {
        for depth in (1..40).chain([500, 20_000]) {
            let block: Vec<String> = (0..depth.min(500)).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
            let chain: Vec<String> = (1..depth).map(|n| format!("a{n}: &a{n} [*a{}]\n", n - 1)).collect();
            let files = [
                block.concat() + &" ".repeat(depth.min(500)) + "x\n",
                "- ".repeat(depth) + "x\n",
                "[".repeat(depth) + &"]".repeat(depth) + "\n",
                "{a: ".repeat(depth) + "x" + &"}".repeat(depth) + "\n",
                format!("a0: &a0 [x]\n{}", chain.concat()),
            ];
            for text in files {
                match yaml::parse(source(), &text) {
                    Ok(_) => assert!(depth <= 32, "{depth} levels were read"),
                    Err(finding) => {
                        assert!(30 <= depth, "{depth} levels: {}", finding.message);
                        assert_eq!(finding.code.id, "E003", "{depth}");
                        assert_finding("depth", &text, &finding);
                    }
                }
            }
        }
    });
}

#[test]
fn texts_of_a_tree_keep_what_the_author_typed() {
    let tree = |title: &str, extra: &str| {
        format!("format: 1\ntitle: {title}\nstart: end\n{extra}steps:\n  end:\n    escalate: technician\n")
    };
    for (title, wanted) in [
        ("1.10", "1.10"),
        ("0777", "0777"),
        ("no", "no"),
        ("2024-01-01", "2024-01-01"),
        ("12:30:45", "12:30:45"),
        ("1e3", "1e3"),
        (r"C:\temp\new", r"C:\temp\new"),
        ("'{{user}} ${HOME} $(id) `id`'", "{{user}} ${HOME} $(id) `id`"),
    ] {
        let (file, findings) = tree::read(source(), "tree", &tree(title, ""));
        assert_eq!(findings, [], "{title}");
        let Some(tree::File::Tree(tree)) = file else { panic!("{title}: no tree") };
        assert_eq!(tree.title.get(lotse::base::Lang::EN), wanted);
    }
    for (title, extra, code) in [
        ("Press # now", "", "W028"),
        (r#""x\0y""#, "", "E006"),
        (r#""a\u202eb""#, "", "E006"),
        ("''", "", "E029"),
        ("~", "", "E029"),
        ("x", "causes: {a: {name: x, how-common: .nan}}\n", "E023"),
        ("x", "causes: {a: {name: x, how-common: .inf}}\n", "E023"),
        ("x", "causes: {a: {name: x, how-common: -1}}\n", "E023"),
        ("x", "causes: {a: {name: x, how-common: 1}, a: {name: y}}\n", "E025"),
    ] {
        let (_, findings) = tree::read(source(), "tree", &tree(title, extra));
        let codes: Vec<&str> = findings.iter().map(|finding| finding.code.id).collect();
        assert_eq!(codes, [code], "{title} {extra}");
    }
}
