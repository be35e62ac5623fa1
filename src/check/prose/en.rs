//! The English words that the language rules know.

use super::Class;

/// Words by what they are known for, apart by spaces.
pub(super) const WORDS: &[(Class, &str)] = &[
    (Class::AND, "and"),
    (
        Class::NEGATION,
        "not no never none nothing nobody nowhere neither without cannot \
         don't doesn't didn't can't couldn't won't wouldn't isn't aren't wasn't weren't hasn't haven't hadn't \
         shouldn't mustn't",
    ),
    (Class::WITHOUT, "without nobody"),
    (Class::OR, "or"),
    (Class::SPEECH, "say tell"),
    (Class::WAIT, "wait waiting"),
    (Class::UNTIL, "until till unless before"),
    (Class::YOU, "you your"),
    (Class::ASKING, "which what who whom whose where when why how"),
    (
        Class::CONTRACTION,
        "don't doesn't didn't can't couldn't won't wouldn't isn't aren't wasn't weren't hasn't haven't hadn't \
         shouldn't mustn't",
    ),
    (Class::EASE, "please simply easily obviously effortlessly trivially kindly"),
    (Class::FIRST, "i me my mine myself i'm i'll i've i'd"),
    (
        Class::OWN,
        "the of is are your you does to with what which where when how it this that not from or and for has have \
         can be its they their will there if than then who whose at on",
    ),
    (
        Class::FOREIGN,
        "der das dem den des ist sind sie und nicht ein eine einen einem auf zu zum zur wie welche welcher welches \
         wo es oder für von im bei ihr ihre ihren kein keine sich wird werden",
    ),
    (Class::COLOUR, "red green blue yellow orange white black grey gray purple pink"),
    (Class::SIDE, "left right upper lower top bottom"),
    (Class::POINTER, "click tap swipe double-click double-tap right-click left-click long-press"),
    (
        Class::IMPERATIVE,
        "open close press hold pull push plug unplug switch turn choose select type enter write read look check wait \
         go take put move remove insert connect disconnect start restart stop click tap save delete copy send call \
         ask note sign log install update print try set change keep leave let make bring carry find search unlock \
         lock charge clean wipe lift lay place give show hide enable disable allow scroll drag swipe compare count \
         pause end pick point attach detach press confirm cancel add fill empty",
    ),
    (Class::BUT, "and but or then so because if when until unless while which that who"),
    (
        Class::JARGON,
        "bandwidth latency bitrate firmware gateway subnet proxy cache cookie cookies driver drivers partition kernel \
         registry spooler hostname ping firewall codec token passkey phishing malware ransomware trojan dongle \
         repeater mesh hotspot tethering authenticator bootloader daemon payload namespace hypervisor chipset \
         motherboard throughput jitter packet packets handshake backend frontend endpoint toner adapter backup \
         router browser cursor server domain modem displayport displaylink thunderbolt ethernet microsd esim exfat \
         bitlocker filevault voip ipv4 ipv6 rootkit botnet keylogger spoofing sideloading",
    ),
];

/// Abbreviations that end in a period without ending the sentence.
pub(super) const SHORTENED: &[&str] = &[
    "e.g", "i.e", "etc", "vs", "approx", "no", "nos", "dr", "mr", "mrs", "ms", "st", "min", "max", "sec", "incl",
    "tel", "fig", "p.m", "a.m", "ext", "dept", "inc", "ltd",
];

/// The numbers as words, from zero.
pub(super) const NUMBERS: &[&str] =
    &["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
