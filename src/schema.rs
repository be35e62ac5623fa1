//! The format as JSON Schema, draft 2020-12, for editors and validators that know nothing of lotse.
//!
//! It is made from the table of the format and says the shape only: which keys stand where and what stands behind
//! them. Whether a step exists and every answer leads on is for the checker.
//!
//! Wherever a plain value or a mapping may stand there is one list of types instead of alternatives, and the kinds of
//! steps are told apart by `if` and `then`: so a misspelt key is reported as such, at its place.

use serde_json::{Map, Value, json};

use crate::tree::format::{
    ANSWER, ARM, BOUNDED_WAY, CHANCE_WORDS, COMMONNESS_WORDS, CONDITION, Construct, INPUT, INPUT_KINDS, Key, MANY,
    RANGE, STEP_KEYS, STEP_KINDS, Sort, TESTS, TREE, Takes, Together, VOCABULARY, Word,
};

/// What makes an id.
const ID: &str = "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$";
/// What makes an id of a check, whose groups are parted by dots.
const CHECK_ID: &str = "^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$";
/// What makes a language tag.
const LANGUAGE: &str = "^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$";
/// What makes a time.
const TIME: &str = "^ *[0-9]+(\\.[0-9]+)? *(s|sec|sek|Sek|min|Min|h|Std)? *$";
/// What makes a day.
const DAY: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
/// What makes one end of a range.
const END: &str = "^ *(-?[0-9.]+|[0-9]{4}-[0-9]{2}-[0-9]{2}|today *([+-] *[0-9]+ (days?|weeks?|months?|years?))?) *$";

/// Returns the schema of trees and parts, with a line break at its end.
pub fn of_trees() -> String {
    whole(&TREE, "A fault tree or part of lotse")
}

/// Returns the schema of the shared vocabulary.
pub fn of_vocabulary() -> String {
    whole(&VOCABULARY, "Shared words of lotse")
}

/// Returns the schema of test files.
pub fn of_tests() -> String {
    whole(&TESTS, "Scenarios of lotse")
}

fn whole(construct: &'static Construct, title: &str) -> String {
    let mut defs = Defs::default();
    let mut root = Map::new();
    root.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
    root.insert("title".into(), json!(title));
    if let Value::Object(own) = defs.mapping(construct) {
        root.extend(own);
    }
    root.insert("$defs".into(), Value::Object(defs.finish()));
    let text = serde_json::to_string_pretty(&Value::Object(root)).unwrap_or_default();
    format!("{text}\n")
}

/// The definitions that were needed so far, by name.
#[derive(Default)]
struct Defs {
    done: Map<String, Value>,
}

impl Defs {
    /// Refers to a definition, which is made when it is first needed.
    fn refer(&mut self, name: &str, make: impl FnOnce(&mut Self) -> Value) -> Value {
        if !self.done.contains_key(name) {
            // The name is taken first: a condition contains conditions.
            self.done.insert(name.to_owned(), Value::Null);
            let made = make(self);
            self.done.insert(name.to_owned(), made);
        }
        json!({ "$ref": format!("#/$defs/{name}") })
    }

    /// All definitions, in alphabetical order.
    fn finish(mut self) -> Map<String, Value> {
        self.done.sort_keys();
        self.done
    }

    /// A closed object with the keys of a construct.
    fn mapping(&mut self, construct: &'static Construct) -> Value {
        let mut object = Map::new();
        object.insert("description".into(), json!(construct.doc));
        object.insert("type".into(), json!("object"));
        object.extend(self.closed(construct));
        Value::Object(object)
    }

    /// The keys of a construct and how they go together, without saying that it is an object.
    fn closed(&mut self, construct: &'static Construct) -> Map<String, Value> {
        let mut object = Map::new();
        let properties = construct.all_keys().map(|key| (key.name.to_owned(), self.key(key))).collect();
        object.insert("properties".into(), Value::Object(properties));
        let required: Vec<&str> = construct.all_keys().filter(|key| key.needed).map(|key| key.name).collect();
        if !required.is_empty() {
            object.insert("required".into(), json!(required));
        }
        object.insert("additionalProperties".into(), json!(false));
        together(construct, &mut object);
        object
    }

    fn key(&mut self, key: &Key) -> Value {
        let mut object = Map::new();
        object.insert("description".into(), json!(key.doc));
        if !key.example.is_empty() {
            object.insert("markdownDescription".into(), json!(format!("{}\n\n```yaml\n{}\n```", key.doc, key.example)));
        }
        if let Value::Object(own) = self.takes(key.takes) {
            object.extend(own);
        }
        Value::Object(object)
    }

    fn takes(&mut self, takes: Takes) -> Value {
        match takes {
            Takes::Version => json!({ "const": 1 }),
            Takes::Language => json!({ "type": "string", "pattern": LANGUAGE }),
            Takes::Text => self.refer("text", |_| text()),
            Takes::Phrases => self.refer("phrases", |_| phrases()),
            Takes::Plain | Takes::Pattern => plain(),
            Takes::Plains => json!({ "type": "array", "items": plain() }),
            Takes::Word(words) => one_of(words, &[]),
            Takes::Words(words) => json!({ "type": "array", "items": one_of(words, &[]) }),
            Takes::Guards(words) => {
                let exits = json!({ "type": "array", "items": self.name() });
                let names: Vec<&str> = words.iter().map(|word| word.name).collect();
                json!({ "type": "object", "propertyNames": { "enum": names }, "additionalProperties": exits })
            }
            Takes::Flag => json!({ "type": "boolean" }),
            Takes::Count(least, most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
            Takes::Time => json!({ "type": ["string", "number"], "pattern": TIME, "minimum": 0 }),
            Takes::Day => json!({ "type": "string", "pattern": DAY }),
            Takes::End => json!({ "type": ["string", "number"], "pattern": END }),
            Takes::Chance => self.refer("chance", |_| one_of(&CHANCE_WORDS, &[("minimum", 0), ("maximum", 1)])),
            Takes::HowCommon => self.refer("how-common", |_| one_of(&COMMONNESS_WORDS, &[("exclusiveMinimum", 0)])),
            Takes::Name(_) => self.name(),
            Takes::Names(_) | Takes::Declares(_) => {
                let items = self.name();
                json!({ "type": "array", "items": items })
            }
            Takes::NameOrNames(_) => {
                let items = self.name();
                json!({ "type": ["string", "number", "array"], "items": items })
            }
            Takes::Way => self.refer("way", |defs| defs.or_name(&BOUNDED_WAY)),
            Takes::Arms => {
                let items = self.refer(ARM.name, |defs| defs.mapping(&ARM));
                json!({ "type": "array", "minItems": 1, "items": items })
            }
            Takes::Condition => self.refer("condition", Self::condition),
            Takes::Input => self.refer("input", Self::input),
            Takes::Reply => self.refer("reply", Self::reply),
            Takes::Replies(_) => {
                let inner = self.takes(Takes::Reply);
                json!({ "type": "object", "additionalProperties": inner })
            }
            Takes::One(inner) => self.refer(inner.name, |defs| defs.mapping(inner)),
            Takes::Each(..)
            | Takes::Steps
            | Takes::Answers
            | Takes::ExitWays
            | Takes::Chances
            | Takes::Values
            | Takes::Exceptions => self.mapping_of_ids(takes),
        }
    }

    /// A mapping whose keys are ids.
    fn mapping_of_ids(&mut self, takes: Takes) -> Value {
        match takes {
            Takes::Each(sort, inner) => {
                let inner_ref = self.refer(inner.name, |defs| defs.mapping(inner));
                each(if sort == Sort::Check { CHECK_ID } else { ID }, &inner_ref)
            }
            Takes::Steps => {
                let inner = self.refer("step", Self::step);
                some(each(ID, &inner))
            }
            Takes::Answers => {
                let inner = self.refer("answer", |defs| defs.or_name(&ANSWER));
                some(each(ID, &inner))
            }
            Takes::ExitWays => {
                let inner = self.takes(Takes::Way);
                each(ID, &inner)
            }
            Takes::Chances => {
                let inner = self.takes(Takes::Chance);
                each(ID, &inner)
            }
            Takes::Exceptions => each(ID, &json!({ "type": "string" })),
            Takes::Values => {
                let (label, id) = (self.takes(Takes::Text), self.name());
                json!({
                    "type": ["object", "array"], "propertyNames": { "pattern": ID }, "additionalProperties": label,
                    "items": id,
                })
            }
            _ => Value::Bool(true),
        }
    }

    /// What is replied: a word, a list with one for each visit, or `{many: [...]}`.
    fn reply(&mut self) -> Value {
        let one =
            self.refer("one-reply", |defs| defs.or_plain(&MANY, &[("type", json!(["string", "number", "object"]))]));
        self.or_plain(&MANY, &[("type", json!(["string", "number", "array", "object"])), ("items", one)])
    }

    /// A construct for which something plain may stand.
    fn or_plain(&mut self, construct: &'static Construct, more: &[(&str, Value)]) -> Value {
        let mut mapping = self.mapping(construct);
        if let Value::Object(own) = &mut mapping {
            own.extend(more.iter().map(|(key, value)| ((*key).to_owned(), value.clone())));
        }
        mapping
    }

    /// The id of something that is declared elsewhere.
    fn name(&mut self) -> Value {
        self.refer("name", |_| json!({ "type": ["string", "number"] }))
    }

    /// A construct, for which an id may stand.
    fn or_name(&mut self, construct: &'static Construct) -> Value {
        let mut object = Map::new();
        object.insert("description".into(), json!(construct.doc));
        object.insert("type".into(), json!(["string", "number", "object"]));
        object.extend(self.closed(construct));
        Value::Object(object)
    }

    /// A step: its telling key says which other keys may stand there.
    fn step(&mut self) -> Value {
        let telling: Vec<&str> = STEP_KINDS.iter().map(|kind| kind.telling()).collect();
        let hints = STEP_KINDS.iter().filter_map(|kind| kind.keys.first()).chain(&STEP_KEYS);
        let properties: Map<String, Value> = hints.map(|key| (key.name.to_owned(), self.key(key))).collect();
        let any: Vec<Value> = telling.iter().map(|key| json!({ "required": [key] })).collect();
        let mut chain = json!({ "properties": properties, "additionalProperties": false, "anyOf": any });
        for kind in STEP_KINDS.into_iter().rev() {
            let inner = self.refer(kind.name, |defs| defs.mapping(kind));
            chain = json!({ "if": { "required": [kind.telling()] }, "then": inner, "else": chain });
        }
        let mut object = Map::new();
        object.insert("description".into(), json!("One node of a tree."));
        object.insert("type".into(), json!("object"));
        if let Value::Object(chain) = chain {
            object.extend(chain);
        }
        Value::Object(object)
    }

    /// A condition: the keys that are no facts, and any fact.
    fn condition(&mut self) -> Value {
        let inner = json!({ "$ref": "#/$defs/condition" });
        let list = json!({ "type": "array", "minItems": 1, "items": inner });
        let described = |name: &str, value: &Value| {
            let mut object = Map::new();
            object.insert("description".into(), json!(CONDITION.key(name).map(|key| key.doc)));
            if let Value::Object(value) = value {
                object.extend(value.clone());
            }
            Value::Object(object)
        };
        let fact = self.name();
        let mut range = self.closed(&RANGE);
        range.insert("items".into(), fact.clone());
        range.insert("minItems".into(), json!(1));
        let mut test = Map::new();
        test.insert("description".into(), json!("A value, a list of values, or a range of the fact."));
        test.insert("type".into(), json!(["string", "number", "boolean", "array", "object"]));
        if let Some(any) = range.remove("anyOf") {
            // Only a mapping needs one of its ends.
            range.insert("if".into(), json!({ "type": "object" }));
            range.insert("then".into(), json!({ "anyOf": any }));
        }
        test.extend(range);
        json!({
            "description": CONDITION.doc, "type": "object", "minProperties": 1,
            "properties": {
                "all": described("all", &list), "any": described("any", &list), "not": described("not", &inner),
                "known": described("known", &fact),
            },
            "additionalProperties": test,
        })
    }

    /// The input: its kind says which other keys may stand there.
    fn input(&mut self) -> Value {
        let all = self.mapping(&INPUT);
        let Value::Object(mut object) = all else { return all };
        let mut chain = Value::Bool(true);
        for kind in INPUT_KINDS.iter().rev() {
            let names: Vec<&str> = std::iter::once("kind").chain(kind.keys.iter().copied()).collect();
            chain = json!({
                "if": { "properties": { "kind": { "const": kind.kind } } },
                "then": { "propertyNames": { "enum": names } },
                "else": chain,
            });
        }
        if let Value::Object(chain) = chain {
            object.extend(chain);
        }
        Value::Object(object)
    }
}

/// Words for people: plain, or one per language.
fn text() -> Value {
    json!({
        "description": "A text: plain, or one per language.",
        "type": ["string", "number", "boolean", "object"],
        "minProperties": 1, "minLength": 1,
        "propertyNames": { "pattern": LANGUAGE },
        "additionalProperties": { "type": ["string", "number", "boolean"], "minLength": 1 },
    })
}

fn phrases() -> Value {
    json!({
        "description": "A list of phrases per language.",
        "type": "object",
        "propertyNames": { "pattern": LANGUAGE },
        "additionalProperties": { "type": "array", "items": plain() },
    })
}

fn plain() -> Value {
    json!({ "type": ["string", "number", "boolean"] })
}

/// A mapping of ids.
fn each(id: &str, inner: &Value) -> Value {
    json!({ "type": "object", "propertyNames": { "pattern": id }, "additionalProperties": inner })
}

/// The same, but not empty.
fn some(mut mapping: Value) -> Value {
    if let Value::Object(mapping) = &mut mapping {
        mapping.insert("minProperties".into(), json!(1));
    }
    mapping
}

/// One of some words, each with what it means, or a number within limits.
fn one_of(words: &[Word], limits: &[(&str, u32)]) -> Value {
    let names: Vec<&str> = words.iter().map(|word| word.name).collect();
    let docs: Vec<&str> = words.iter().map(|word| word.doc).collect();
    if limits.is_empty() {
        return json!({ "enum": names, "markdownEnumDescriptions": docs });
    }
    // Numbers may be written instead of words, and the words exist in German as well.
    let mut number = Map::new();
    number.insert("type".into(), json!("number"));
    number.extend(limits.iter().map(|(limit, value)| ((*limit).to_owned(), json!(value))));
    json!({ "anyOf": [{ "enum": names, "markdownEnumDescriptions": docs }, { "enum": german(words) }, number] })
}

/// The German words beside the English ones.
fn german(words: &[Word]) -> Vec<&'static str> {
    words.iter().filter_map(|word| crate::tree::german_word(word.name)).collect()
}

/// Adds which keys need or exclude each other.
fn together(construct: &Construct, object: &mut Map<String, Value>) {
    let (mut all, mut needs) = (Vec::new(), Map::new());
    for together in construct.together {
        match together {
            Together::Any(keys) => {
                let any: Vec<Value> = keys.iter().map(|key| json!({ "required": [key] })).collect();
                object.insert("anyOf".into(), json!(any));
            }
            Together::Needs(key, other) => {
                needs.insert((*key).to_owned(), json!([other]));
            }
            Together::Excludes(key, others) => {
                all.extend(others.iter().map(|other| json!({ "not": { "required": [key, other] } })));
            }
        }
    }
    if !needs.is_empty() {
        object.insert("dependentRequired".into(), Value::Object(needs));
    }
    if !all.is_empty() {
        object.insert("allOf".into(), json!(all));
    }
}
