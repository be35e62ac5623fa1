//! A case in one line of text.

use crate::{
    base::Lang,
    casebook::{Opened, Presence, age, brief},
    library::Shelf,
    repl::now,
    store::CaseRow,
    words::Words,
};

/// What trees are called; cases outlive trees, so that some have no title.
pub(super) struct Titles(Vec<(String, String)>);

impl Titles {
    pub(super) fn of(shelf: &Shelf, lang: Lang) -> Self {
        let (listed, _) = shelf.list();
        Self(listed.into_iter().map(|it| (it.id.to_string(), it.title.get(lang).to_owned())).collect())
    }

    pub(super) fn get<'t>(&'t self, tree: &'t str) -> &'t str {
        self.0.iter().find(|(id, _)| id == tree).map_or(tree, |(_, title)| title.as_str())
    }
}

/// Tells title, age, state, who has it, and what it waits for or what it was.
pub(super) fn tell(
    case: &CaseRow,
    opened: Option<&Opened>,
    presence: Presence,
    titles: &Titles,
    words: &Words,
) -> String {
    let head = &case.head;
    let mut parts = vec![titles.get(&head.walked).to_owned()];
    parts.retain(|title| !title.is_empty());
    parts.push(age(words, case.changed, now()));
    let state = if presence == Presence::Gone || !head.state.is_unfinished() { head.state.as_str() } else { "in-use" };
    parts.push(words.say(&format!("case-state-{state}")));
    match (&head.owner, &head.agent) {
        (Some(owner), _) => parts.push(words.tell("case-owner", &[("name", owner.into())])),
        (None, Some(agent)) => parts.push(agent.clone()),
        (None, None) => {}
    }
    if let Some(opened) = opened {
        let waiting = brief(opened, words).waiting;
        if !waiting.is_empty() {
            parts.push(words.tell("case-waits", &[("what", (&waiting).into())]));
        }
    } else if let Some(ended) = &head.ended {
        parts.extend(Some(ended.causes.join(", ")).filter(|causes| !causes.is_empty()));
        parts.extend(ended.role.clone());
    }
    parts.join(" · ")
}
