//! What the words of a chart tell, in English and German: a question, something to do, a fix, somebody who takes over.

use crate::base::Lang;

/// A text in lower case, its words between single blanks, with a blank at both ends.
pub(super) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push(' ');
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            '\'' | '’' => {}
            c if c.is_alphanumeric() => out.push(c),
            _ if out.ends_with(' ') => {}
            _ => out.push(' '),
        }
    }
    if !out.ends_with(' ') {
        out.push(' ');
    }
    out
}

/// Words that tell nothing in an id.
const FILLERS: &str = "\
    is|are|the|a|an|does|do|did|has|have|your|you|it|its|of|to|please|there|that|this|ist|sind|der|die|das|\
    den|dem|des|ein|eine|einen|einer|hat|haben|sie|ihr|ihre|ihren|es|bitte|wird|can|be|and|und|any|gibt";

/// Says whether a word tells nothing in an id.
pub(super) fn is_filler(word: &str) -> bool {
    is_in(FILLERS, word)
}

/// Says whether a list holds exactly this; its entries stand between strokes.
fn is_in(list: &str, wanted: &str) -> bool {
    list.split('|').any(|it| it == wanted)
}

/// Says whether one of the phrases, each of whole words, stands in a folded text.
fn has(folded: &str, phrases: &str) -> bool {
    phrases.split('|').any(|phrase| find(folded, phrase).is_some())
}

fn find(folded: &str, phrase: &str) -> Option<usize> {
    let is_edge = |at: usize| folded.as_bytes().get(at) == Some(&b' ');
    folded.match_indices(phrase).map(|(at, _)| at).find(|at| is_edge(at.wrapping_sub(1)) && is_edge(at + phrase.len()))
}

/// Counts the words of a folded text.
fn count(folded: &str) -> usize {
    folded.split_whitespace().count()
}

const YES: &str = "yes|y|yep|yeah|true|ja|j|jawohl|stimmt|wahr|oui|✓|✔";
const NO: &str = "no|n|nope|false|nein|falsch|non|✗|✘";
const UNSURE: &str = "\
    unsure|not sure|dont know|i dont know|do not know|unclear|i am not sure|im not sure|maybe|weiß nicht|\
    weiss nicht|unsicher|keine ahnung|ich weiß nicht|ich weiss nicht|unklar|nicht sicher|ich bin nicht sicher|\
    vielleicht|weiß ich nicht";
const WORKED: &str = "\
    works|worked|it works|it worked|works now|fixed|solved|resolved|success|successful|ok|pass|passed|helped|\
    funktioniert|geht|geht wieder|behoben|gelöst|erfolg|erfolgreich|hilft|hat geholfen|in ordnung|io|läuft";
const FAILED: &str = "\
    does not work|doesnt work|did not work|didnt work|not fixed|not solved|not resolved|still broken|\
    still not working|not working|fail|failed|failure|unsuccessful|no success|didnt help|did not help|\
    no change|not ok|nok|funktioniert nicht|geht nicht|nicht behoben|nicht gelöst|kein erfolg|erfolglos|\
    hilft nicht|hat nicht geholfen|nicht in ordnung|nio|läuft nicht|immer noch|keine änderung";

/// What the label of an arrow says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// Yes and nothing more, or with more words behind it.
    Yes,
    /// No and nothing more, or with more words behind it.
    No,
    /// Nobody knows.
    Unsure,
    /// Something else.
    Other,
}

/// Understands the label of an arrow; also says whether there is nothing else in it.
pub fn said(label: &str) -> (Said, bool) {
    let folded = fold(label);
    let all = folded.trim();
    let first = folded.split_whitespace().next().unwrap_or_default();
    if is_in(UNSURE, all) || label.trim() == "?" {
        (Said::Unsure, true)
    } else if is_in(YES, all) || matches!(label.trim(), "✓" | "✔" | "✅" | "👍" | "+") {
        (Said::Yes, true)
    } else if is_in(NO, all) || matches!(label.trim(), "✗" | "✘" | "❌" | "👎" | "✖") {
        (Said::No, true)
    } else if matches!(first, "yes" | "ja") {
        (Said::Yes, false)
    } else if matches!(first, "no" | "nein") && label.contains([',', '-', '–', '—', '(', ':']) {
        (Said::No, false)
    } else {
        (Said::Other, false)
    }
}

/// Says whether an instruction helped, as the label of an arrow behind it tells.
pub(super) fn helped(label: &str) -> Option<bool> {
    let folded = fold(label);
    match said(label).0 {
        Said::Yes => Some(true),
        Said::No => Some(false),
        Said::Other if is_in(FAILED, folded.trim()) => Some(false),
        Said::Other if is_in(WORKED, folded.trim()) => Some(true),
        Said::Unsure | Said::Other => None,
    }
}

/// How the text of a node speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// It asks.
    Question,
    /// It tells to look at something.
    Look,
    /// It tells to do something.
    Action,
    /// It states something.
    Statement,
}

const ASKING: &str = "\
    is|are|does|did|has|have|can|could|will|was|were|which|what|where|when|who|how|why|any|ist|sind|hat|haben|\
    kann|können|wird|werden|war|welche|welcher|welches|was|wo|wann|wer|wie|gibt|leuchtet|blinkt|funktioniert|\
    läuft|lässt|zeigt|erscheint|steht|liegt|brennt|startet|reagiert|tritt|besteht";
const LOOKING: &str = "\
    check|verify|look|see|inspect|test|measure|ensure|confirm|listen|examine|determine|identify|find|review|\
    diagnose|prüfe|prüfen|überprüfe|überprüfen|kontrolliere|kontrollieren|schaue|schauen|sehen|achten|messen|\
    miss|teste|testen|feststellen|untersuchen|ansehen|nachsehen|ablesen|kontrolle|prüfung";
const DOING: &str = "\
    restart|reboot|reset|replace|plug|unplug|connect|disconnect|reconnect|turn|switch|press|push|pull|open|\
    close|clean|remove|insert|install|reinstall|uninstall|update|upgrade|download|run|enable|disable|change|\
    charge|try|move|put|set|select|click|enter|type|log|sign|reload|refresh|clear|delete|wait|tighten|loosen|\
    refill|fill|add|swap|use|power|rotate|adjust|configure|restore|rollback|roll|scale|kill|stop|start|\
    increase|free|failover|redeploy|deploy|unblock|renew|flush|release|tap|hold|drain|bleed|top|fix|repair|\
    correct|forget|pair|unlock|reseat|jump|crank|shut|go|make|take|give|ask|follow|apply|reduce|lower|raise|\
    resize|reprovision|revert|drop|purge|vacuum|defrost|descale|lubricate|align|empty|dry|let|allow|starte|\
    stecke|schalte|drücke|ziehe|tausche|ersetze|öffne|schließe|entferne|installiere|aktualisiere|warte|lade|\
    melde|setze|reinige|fülle|stelle|verbinde|trenne|do|bring|buy|order|recover|reimage|notify";

/// Says how a text speaks.
pub(super) fn manner(text: &str) -> Manner {
    let folded = fold(text);
    let mut words = folded
        .split_whitespace()
        .filter(|word| !matches!(*word, "please" | "bitte" | "now" | "then" | "dann" | "zuerst" | "first"));
    let words: Vec<&str> = words.by_ref().collect();
    let first = words.first().copied().unwrap_or_default();
    let (last, last_as_written) = (
        words.last().copied().unwrap_or_default(),
        text.trim_end_matches(|c: char| !c.is_alphanumeric())
            .rsplit(|c: char| !c.is_alphanumeric())
            .next()
            .unwrap_or_default(),
    );
    let trimmed = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ')' | '“' | '”' | '.'));
    // Infinitives close German instructions; nouns are written large.
    let is_infinitive = last_as_written.starts_with(char::is_lowercase)
        && ["en", "ern", "eln"].iter().any(|ending| last.ends_with(ending))
        && 1 < words.len();
    if trimmed.ends_with(['?', '？']) {
        Manner::Question
    } else if is_in(LOOKING, first) || (is_infinitive && is_in(LOOKING, last)) {
        Manner::Look
    } else if is_in(DOING, first) || words.get(1) == Some(&"sie") && !is_in(ASKING, first) {
        Manner::Action
    } else if is_in(ASKING, first) && 2 < words.len() {
        Manner::Question
    } else if is_infinitive && is_german(&folded) {
        Manner::Action
    } else {
        Manner::Statement
    }
}

/// Says whether a sentence may begin with this word: an action after which a line was broken.
pub(super) fn begins_sentence(line: &str) -> bool {
    let first = fold(line).split_whitespace().next().unwrap_or_default().to_owned();
    let is_numbered = line.starts_with(|c: char| c.is_ascii_digit()) || line.starts_with(['-', '•', '*', '–']);
    let is_large = line.starts_with(char::is_uppercase);
    is_numbered || is_large && (is_in(DOING, first.as_str()) || is_in(LOOKING, first.as_str()))
}

const FIXED: &str = "\
    fixed|solved|resolved|repaired|done|problem gone|all good|works|working|success|successful|successfully|\
    finished|no problem|no issue|no fault|case closed|close ticket|close the ticket|close incident|\
    close the incident|ok|okay|recovered|restored|back to normal|healthy|congratulations|enjoy|great|yay|\
    hooray|gelöst|behoben|erledigt|fertig|repariert|funktioniert|läuft|läuft wieder|alles gut|alles ok|\
    in ordnung|geht wieder|erfolg|erfolgreich|abgeschlossen|ticket schließen|geschafft|beseitigt|kein problem|\
    kein fehler|problem weg|störung beendet";
const NOT_FIXED: &str = "\
    not|unresolved|unsolved|nicht|ungelöst|cannot|doesnt|isnt|still|noch|never|if|falls|wenn|no longer|\
    keine lösung|until|bis";
const TAKING_OVER: &str = "\
    call|contact|escalate|escalation|phone|ask your|speak to|speak with|report to|report it|hand over|\
    hand off|page|on call|oncall|raise a ticket|open a ticket|create a ticket|create ticket|open ticket|\
    raise ticket|technician|engineer|electrician|mechanic|plumber|professional|support|help desk|helpdesk|\
    service desk|servicedesk|hotline|repair shop|workshop|garage|isp|service provider|internet provider|\
    send for repair|send it in|take it to|return it|return to|service center|service centre|police|\
    fire department|fire service|emergency services|dealer|manufacturer|vendor|customer service|\
    customer support|customer care|notify|inform|anrufen|rufen|rufe|kontaktieren|kontaktiere|kontakt|wenden|\
    wende|eskalieren|eskalation|melden|techniker|technikerin|fachmann|fachbetrieb|fachfirma|fachperson|\
    kundendienst|werkstatt|kundenservice|service|elektriker|installateur|hersteller|händler|anbieter|provider|\
    ticket|vorgesetzte|vorgesetzten|verständigen|beauftragen|hausmeister|heizungsbauer|notruf|feuerwehr|\
    polizei|pannendienst|adac|einschicken|hinzuziehen|übergeben|übergabe|weiterleiten|informieren|\
    administrator|admin|it abteilung";

/// Says whether a text reads as if the fault were gone.
pub(super) fn is_fix(text: &str) -> bool {
    let folded = fold(text);
    has(&folded, FIXED) && !has(&folded, NOT_FIXED) && !text.trim_end().ends_with('?')
}

/// Says whether a text that reads like a fix says nothing that is worth telling.
pub(super) fn is_bare(text: &str) -> bool {
    count(&fold(text)) <= 4
}

/// Says whether a text reads as if somebody took over.
pub(super) fn is_escalation(text: &str) -> bool {
    has(&fold(text), TAKING_OVER)
}

/// Words that tell who takes over, as the shipped list of roles names them; the more particular come first.
const ROLES: &[(&str, &str)] = &[
    ("fire-service", "fire department|fire service|fire brigade|feuerwehr|notruf|112|911"),
    ("police", "police|polizei"),
    ("security", "security team|it security|soc|ciso|csirt|it sicherheit|informationssicherheit"),
    ("electrician", "electrician|elektriker|elektrikerin|elektrofachbetrieb|elektrofachkraft"),
    ("provider", "isp|internet provider|service provider|provider|anbieter|internetanbieter|telekom|carrier"),
    ("vendor", "vendor|manufacturer|dealer|hersteller|händler|reseller|warranty|garantie|seller|verkäufer"),
    (
        "technician",
        "\
        technician|techniker|technikerin|mechanic|workshop|werkstatt|plumber|kundendienst|fachbetrieb|fachfirma|\
        heizungsbauer|installateur|repair shop|service center|service centre|garage|send for repair|\
        engineer visit|field engineer|hausmeister|pannendienst|adac|fachmann|repair",
    ),
    (
        "admin",
        "\
        admin|administrator|sysadmin|it department|it team|network team|database team|platform team|dba|on call|\
        oncall|sre|devops|it abteilung|netzwerkteam|it administration|network engineer",
    ),
    (
        "service-desk",
        "\
        help desk|helpdesk|service desk|servicedesk|support|hotline|it|customer service|ticket|kundenservice|\
        kundensupport|customer care|it support",
    ),
];

/// Guesses who takes over.
pub(super) fn role(text: &str) -> Option<&'static str> {
    let folded = fold(text);
    ROLES.iter().find(|(_, phrases)| has(&folded, phrases)).map(|(role, _)| *role)
}

/// Finds a role by its id or by the words for it.
pub(super) fn role_named(text: &str) -> Option<&'static str> {
    let id = fold(text).trim().replace(' ', "-");
    ROLES.iter().find(|(role, _)| *role == id).map(|(role, _)| *role).or_else(|| role(text))
}

/// The roles that come with the program.
pub(super) fn roles() -> impl Iterator<Item = &'static str> {
    ROLES.iter().rev().map(|(role, _)| *role)
}

const BEGINNING: &str = "start|begin|beginning|anfang|beginn|start here|hier starten|los";
const END: &str = "end|ende|stop|stopp|exit|finish|schluss";

/// Says whether a node only says that the chart begins.
pub(super) fn is_beginning(text: &str) -> bool {
    is_in(BEGINNING, fold(text).trim())
}

/// Says whether a node only says that the chart ends.
pub(super) fn is_end(text: &str) -> bool {
    is_in(END, fold(text).trim())
}

const WORKS_NOW: &str = "\
    work now|works now|working now|does it work|does that work|did it work|did that work|is it working|\
    problem solved|issue solved|problem fixed|issue fixed|is it fixed|fixed|resolved|solved|problem gone|\
    did that help|did it help|did this help|did that fix it|did it fix it|did this fix it|helped|better now|\
    success|works again|funktioniert es|funktioniert es jetzt|geht es jetzt|gelöst|behoben|hat es geholfen|\
    hat das geholfen|geholfen|klappt es|problem weg|erfolg|erfolgreich|läuft es|geht es wieder|jetzt ok|\
    funktioniert er jetzt|funktioniert sie jetzt";

/// Says whether a question asks what is asked after every instruction: does it work now?
pub(super) fn asks_whether_it_works(text: &str) -> bool {
    let folded = fold(text);
    count(&folded) <= 6 && has(&folded, WORKS_NOW)
}

/// Says whether a question is so short that it can only ask about the fault itself, such as "Does it print?".
pub(super) fn asks_shortly(text: &str) -> bool {
    let folded = fold(text);
    let words = count(&folded);
    words <= 4 || words <= 7 && ["now", "again", "jetzt", "wieder"].iter().any(|word| folded.trim().ends_with(word))
}

const ENGLISH: &str =
    "the|is|are|and|of|to|it|on|does|your|yes|no|not|check|with|for|call|turn|restart|work|any|replace";
const GERMAN: &str = "\
    der|die|das|ist|sind|und|nicht|ein|eine|sie|ja|nein|prüfen|mit|den|dem|am|im|auf|für|wird|es|kein|keine|\
    neu|anrufen|von|zu|oder";

fn is_german(folded: &str) -> bool {
    let hits = |list: &str| folded.split_whitespace().filter(|word| list.contains(word)).count();
    hits(ENGLISH) <= hits(GERMAN)
}

/// Guesses the language of texts: German, or English where nothing speaks for German.
pub(super) fn language<'t>(texts: impl Iterator<Item = &'t str>) -> Lang {
    let (mut english, mut german) = (0_usize, 0_usize);
    for text in texts {
        let folded = fold(text);
        for word in folded.split_whitespace() {
            english += usize::from(is_in(ENGLISH, word));
            german += usize::from(is_in(GERMAN, word)) + usize::from(word.contains(['ä', 'ö', 'ü', 'ß']));
        }
    }
    if english < german { Lang::DE } else { Lang::EN }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_arrows_are_understood() {
        for (label, meant) in [
            ("Yes", (Said::Yes, true)),
            ("JA!", (Said::Yes, true)),
            ("✅ Yes", (Said::Yes, true)),
            ("Yes, it is on", (Said::Yes, false)),
            ("No (dark)", (Said::No, false)),
            ("No light", (Said::Other, false)),
            ("n", (Said::No, true)),
            ("Don't know", (Said::Unsure, true)),
            ("Weiß nicht", (Said::Unsure, true)),
            ("red", (Said::Other, false)),
        ] {
            assert_eq!(said(label), meant, "{label}");
        }
        assert_eq!(helped("Funktioniert nicht"), Some(false));
        assert_eq!(helped("works"), Some(true));
        assert_eq!(helped("red"), None);
    }

    #[test]
    fn texts_speak_in_their_manner() {
        for (text, manner_of_it) in [
            ("Is the light on?", Manner::Question),
            ("Printer online", Manner::Statement),
            ("Check the cable", Manner::Look),
            ("Restart the router", Manner::Action),
            ("Leuchtet die Lampe?", Manner::Question),
            ("Schalten Sie den Drucker ein", Manner::Action),
            ("Router neu starten", Manner::Action),
            ("Sicherung prüfen", Manner::Look),
            ("Welche Lampe leuchtet", Manner::Question),
            ("Kein Internet", Manner::Statement),
            ("Please restart", Manner::Action),
            ("", Manner::Statement),
        ] {
            assert_eq!(manner(text), manner_of_it, "{text}");
        }
    }

    #[test]
    fn endings_are_told_apart() {
        for text in ["Fixed!", "Problem solved 🎉", "Störung behoben", "Works again", "Done"] {
            assert!(is_fix(text), "{text}");
        }
        for text in ["Not fixed", "Nicht gelöst", "Replace fuse", "Ende"] {
            assert!(!is_fix(text), "{text}");
        }
        for (text, who) in [
            ("Call a technician", "technician"),
            ("Contact your ISP", "provider"),
            ("Kundendienst anrufen", "technician"),
            ("Escalate to on-call SRE", "admin"),
            ("Elektriker rufen", "electrician"),
            ("Open a ticket with IT", "service-desk"),
        ] {
            assert!(is_escalation(text), "{text}");
            assert_eq!(role(text), Some(who), "{text}");
        }
        assert!(!is_escalation("Replace the fuse"));
        assert!(asks_whether_it_works("Does it work now?") && asks_whether_it_works("Problem gelöst?"));
        assert!(!asks_whether_it_works("Does the printer print a test page from its own menu?"));
    }

    #[test]
    fn the_language_is_guessed() {
        assert_eq!(language(["Ist der Stecker drin?", "Ja"].into_iter()), Lang::DE);
        assert_eq!(language(["Is it plugged in?", "Yes"].into_iter()), Lang::EN);
        assert_eq!(language(["漢字"].into_iter()), Lang::EN);
    }
}
