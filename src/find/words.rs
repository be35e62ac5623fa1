//! Words that everyone uses: fillers, negations, and words of one meaning, all of them folded: "dos" is "does".

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

/// Words that say nothing about a fault, in English and in German.
const FILLERS: [&str; 2] = [
    "a about after again all also am an and any anymore are as at be been but by can could did do dos for from \
     get gets getting had has have hello help her here hey hi his how i if im in is it its ive just like me my \
     now of on or our please problem problems really says she he should since so some still than that the their \
     them then there they this thing to today too us very was we were what when which who why will with would you \
     your yesterday though thanks thank somehow suddenly keep keeps time more into out up let need want",
    "aber als also am an auch auf aus bei beim bin bitte bis da dann das dass dem den der des die dies diese \
     dieser dieses doch dort du durch ein eine einem einen einer eines einfach einmal er es etwas euch fur ganz \
     gerade gestern guten hab habe haben hallo hat hatte hier hilfe ich ihr ihre ihren ihm im immer in irgendwie \
     ist ja jetzt kann konnen leider mal man mehr mein meine meinem meinen meiner meines mich mir mit mochte \
     morgen nach noch nun nur ob oder plotzlich sagt schon sehr seit sein seine sich sie sind so soll sonst steht \
     tag uber um und uns unser unsere vom von vor war warum was weil wenn wer wie wieder will wir wird wo wurde \
     zu zum zur zwar uberhaupt heute daurnd standig danke wegen halt eben total vollig geht gehen macht machen \
     tut bekomme kriege works work working",
];

/// Negations; `n't` has lost its apostrophe by now.
const NEGATIONS: &str = "not no never nothing nobody none cannot cant dont dosnt didnt isnt wont wouldnt couldnt arent wasnt havent \
    hasnt without nope anything anybody anyone nicht nich nicjt nihct net ned nix nichts kein keine keinen \
    keinem keiner nie niemals niemand niemanden ohne";

/// Words of one meaning, a group a line; no word stands in two.
const MEANINGS: &[&str] = &[
    "wifi wlan wireless wlans funknetz",
    "internet web online inet netz",
    "computer rechner pc laptop notebook mac macbook computern klapprechner",
    "phone handy smartphone mobile iphone android cellphone telefon mobiltelefon cell",
    "tablet ipad",
    "printer drucker epson laserjet",
    "print drucken druckt ausdrucken ausdruck gedruckt prints printing printed",
    "password passwort kennwort passwd passwords pw passcode",
    "account konto benutzerkonto useraccount",
    "locked gesperrt sperre blocked blockiert lockout",
    "login log logon signin anmelden anmeldung einloggen rein logging einlog",
    "email mail emails mails outlook",
    "attachment anhang",
    "microphone mikrofon mic mikro mikrophon",
    "headset headphones kopfhorer earphones airpods headphone",
    "sound audio ton",
    "hear hort horen hore hears versteht",
    "meeting call teams zoom videocall videokonferenz besprechung konferenz anruf webex",
    "screen bildschirm display monitor",
    "black schwarz dark dunkel",
    "slow langsam sluggish lahm slowly trage ewig forever schleppend kriecht",
    "hangs hangt freeze freezes frozen friert eingefroren stuck hanging hang",
    "charge charging ladt laden aufladen charges charger ladekabel ladegerat auflad",
    "battery akku batterie accu",
    "empty leer drains drained",
    "boot boots hochfahren fahrt start starts startet starten booten bootet hoch",
    "code codes tan otp sms",
    "clicked geklickt click angeklickt klickt draufgeklickt",
    "strange komisch weird suspicious verdachtig seltsam merkwurdig dubious odd fishy",
    "fake falsch phishing gefalscht betrug scam betruger scammer abzocke",
    "bank sparkasse paypal",
    "called angerufen anrufer caller rang rief phoned",
    "gift gutschein voucher gutscheine",
    "router fritzbox modem speedport",
    "quu warteschlange druckauftrag",
    "page website site seite webseite pages homepage",
    "video videos youtube netflix stream streaming filme",
    "buffering ruckelt ruckeln stutter stutters lag lags laggy stockt buffer",
    "drops bricht abbricht disconnects dropping disconnecting abbruche unterbricht dropped",
    "authenticator mfa 2fa zweifaktor otpapp",
    "lost weg verloren gone stolen gestohlen",
    "forgot forgotten vergessen vergass forget remember weiss",
    "wrong incorrect verkehrt",
    "approve approval freigabe freigebe bestatigen bestatigung",
    "mailbox postfach inbox posteingang",
    "outbox postausgang",
    "sent send senden gesendet verschicken schicken sending rausgeht raus",
    "arrive arrives arrived ankommen angekommen kommt kommen comes come receive ankommt",
    "offline unreachable",
    "cable kabel",
    "hot heiss warm",
];

/// Words that are often said of one thing without meaning the same.
const KIN: &[(&str, &str)] = &[
    ("sound", "hear"),
    ("sound", "hort"),
    ("ton", "horen"),
    ("ton", "hort"),
    ("access", "connect"),
    ("zugriff", "verbinden"),
    ("internet", "page"),
    ("internet", "router"),
    ("remote", "connect"),
    ("kartendaten", "kreditkarte"),
    ("paper", "printer"),
    ("papier", "drucker"),
];

static FILLER_WORDS: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| FILLERS.iter().flat_map(|list| list.split_whitespace()).collect());

static GROUPS: LazyLock<FxHashMap<&str, usize>> = LazyLock::new(|| {
    let numbered = MEANINGS.iter().enumerate();
    numbered.flat_map(|(number, group)| group.split_whitespace().map(move |word| (word, number))).collect()
});

/// Says whether a folded word is left out.
pub(super) fn is_filler(term: &str) -> bool {
    FILLER_WORDS.contains(term)
}

/// Says whether a folded word denies something.
pub(super) fn is_negation(term: &str) -> bool {
    NEGATIONS.split_whitespace().any(|word| word == term)
}

/// Returns the number of the group of meanings in which a folded word stands.
pub(super) fn meaning(term: &str) -> Option<usize> {
    GROUPS.get(term).copied()
}

/// Says whether two folded words are often said of one thing.
pub(super) fn kin(one: &str, other: &str) -> bool {
    KIN.iter().any(|&(a, b)| (a, b) == (one, other) || (b, a) == (one, other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_has_two_meanings() {
        let mut words: Vec<&str> = MEANINGS.iter().flat_map(|group| group.split_whitespace()).collect();
        words.sort_unstable();
        assert!(words.windows(2).all(|pair| pair[0] != pair[1]), "{words:?}");
    }

    #[test]
    fn the_lists_are_folded() {
        let lists = FILLERS.iter().chain([&NEGATIONS]).chain(MEANINGS).flat_map(|list| list.split_whitespace());
        for word in lists.chain(KIN.iter().flat_map(|(one, other)| [*one, *other])) {
            assert_eq!(word, super::super::fold::fold(word));
        }
    }
}
