//! The German words that the language rules know.

use super::Class;

/// Words by what they are known for, apart by spaces.
pub(super) const WORDS: &[(Class, &str)] = &[
    (Class::AND, "und sowie"),
    (
        Class::NEGATION,
        "nicht kein keine keinen keinem keiner keines nie niemals nichts niemand niemanden nirgends ohne weder",
    ),
    (Class::WITHOUT, "ohne niemand niemanden"),
    (Class::OR, "oder"),
    (Class::SPEECH, "sagen sag sage"),
    (Class::WAIT, "warten warte"),
    (Class::UNTIL, "bis bevor ehe"),
    (Class::YOU, "sie ihr ihre dein deine selbst"),
    (
        Class::ASKING,
        "welche welcher welches welchen welchem wer wen wem wessen was wo wohin woher wann warum wie wieso womit woran",
    ),
    (Class::EASE, "bitte lediglich eigentlich einfach mühelos kinderleicht selbstverständlich"),
    (Class::FIRST, "ich mich mir mein meine meinen meinem meiner meines"),
    (
        Class::OWN,
        "der das dem den des ist sind sie und nicht ein eine einen einem einer auf mit zu zum zur wie welche welcher \
         welches wo wann es oder für von im bei die sich wird werden hat haben aus nach wenn noch als ob",
    ),
    (
        Class::FOREIGN,
        "the of is are your you does to with what which where how it this that not from or and for has have can",
    ),
    (
        Class::COLOUR,
        "rot rote roten rotes roter grün grüne grünen grünes grüner blau blaue blauen blaues blauer gelb gelbe gelben \
         gelbes gelber weiß weiße weißen weißes weißer schwarz schwarze schwarzen schwarzes schwarzer grau graue \
         grauen graues grauer",
    ),
    (
        Class::SIDE,
        "links rechts linke linken linkes linker rechte rechten rechtes rechter obere oberen oberer unteren untere \
         unterer",
    ),
    (Class::POINTER, "klicken tippen wischen doppelklicken rechtsklicken antippen anklicken klicke tippe wische"),
    (Class::BUT, "und aber oder dann denn weil wenn bis damit dass sondern solange falls sobald"),
    (Class::DU, "du dich dir dein deine deinen deinem deiner deines deins euch euer eure eurem euren eurer"),
    (
        Class::DU_COMMAND,
        "schalte drücke öffne stecke schließe prüfe wähle gib nimm lies schau trenne verbinde klicke tippe notiere \
         achte entferne speichere beende drehe lösche aktiviere deaktiviere melde ziehe starte lade \
         dreh drück leg fahr komm aktualisiere zieh setz steck mach lass geh warte tausche reinige spüle",
    ),
    (Class::SIE, "sie ihnen ihr ihre ihren ihrem ihrer ihres"),
    (
        Class::JARGON,
        "bandbreite latenz bitrate firmware gateway subnetz proxy cache cookie cookies treiber treibern partition \
         registry spooler hostname ping firewall codec token passkey phishing malware trojaner dongle repeater mesh \
         hotspot tethering bootloader kernel chipsatz mainboard hauptplatine durchsatz jitter endpoint toner adapter \
         backup router browser cursor server domäne modem displayport displaylink thunderbolt ethernet microsd esim \
         exfat bitlocker filevault voip ipv4 ipv6 rootkit botnetz keylogger spoofing sideloading ransomware \
         authenticator hypervisor handshake backend frontend",
    ),
];

/// Abbreviations that end in a period without ending the sentence.
pub(super) const SHORTENED: &[&str] = &[
    "z.b", "d.h", "u.a", "u.u", "o.ä", "usw", "bzw", "ca", "etc", "nr", "dr", "hr", "fr", "tel", "min", "max", "ggf",
    "evtl", "inkl", "exkl", "st", "std", "sek", "vgl", "abs", "str", "bsp", "art", "ing", "prof", "mind", "zzgl",
];

/// The numbers as words, from zero.
pub(super) const NUMBERS: &[&str] =
    &["null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"];
