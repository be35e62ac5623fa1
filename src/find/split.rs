//! German compounds, taken apart by the words that are known: `Druckerpatrone` is a `Drucker` and a `Patrone`.

/// What may stand between the parts.
const LINKS: &[&str] = &["", "s", "n", "en", "es", "e", "er"];

/// The least letters of a part.
const LEAST: usize = 3;

/// The least letters of a compound.
const SHORTEST: usize = 7;

/// The least letters of one part if the other one is not known.
const LEAST_ALONE: usize = 5;

/// Takes a folded word apart; `is_known` says which parts there are. Few long parts are better than many short ones.
///
/// Where no parts make up the whole, the longest known end or beginning is returned alone.
pub(super) fn split<'w>(word: &'w str, is_known: &dyn Fn(&str) -> bool) -> Vec<&'w str> {
    if word.len() < SHORTEST || !word.is_ascii() {
        return Vec::new();
    }
    let found = whole(word, is_known, 4);
    if !found.is_empty() {
        return found;
    }
    let ends = (1..word.len()).filter_map(|at| word.get(at..)).take_while(|end| LEAST_ALONE <= end.len());
    let begins = (1..word.len()).rev().filter_map(|at| word.get(..at)).take_while(|begin| LEAST_ALONE <= begin.len());
    ends.chain(begins).find(|part| is_known(part)).into_iter().collect()
}

/// Takes a word apart into at most `most` parts; recursion is as deep as that.
fn whole<'w>(word: &'w str, is_known: &dyn Fn(&str) -> bool, most: usize) -> Vec<&'w str> {
    let mut best: Vec<&str> = Vec::new();
    for at in (LEAST..word.len()).rev() {
        let (Some(first), Some(rest)) = (word.get(..at), word.get(at..)) else { continue };
        if !is_known(first) {
            continue;
        }
        for link in LINKS {
            let Some(rest) = rest.strip_prefix(link).filter(|rest| LEAST <= rest.len()) else { continue };
            let mut found = vec![first];
            if is_known(rest) {
                found.push(rest);
            } else if 2 < most {
                let more = whole(rest, is_known, most - 1);
                if more.is_empty() {
                    continue;
                }
                found.extend(more);
            } else {
                continue;
            }
            if best.is_empty() || found.len() < best.len() {
                best = found;
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(word: &str) -> Vec<&str> {
        let known = ["drucker", "patrone", "netzwerk", "sicherung", "kopie", "akku", "laufzeit", "laut"];
        split(word, &|part| known.contains(&part))
    }

    #[test]
    fn compounds_come_apart() {
        assert_eq!(parts("druckerpatrone"), ["drucker", "patrone"]);
        assert_eq!(parts("netzwerkdruckerpatrone"), ["netzwerk", "drucker", "patrone"]);
        assert_eq!(parts("sicherungskopie"), ["sicherung", "kopie"]);
        assert_eq!(parts("akkulaufzeit"), ["akku", "laufzeit"]);
        assert_eq!(parts("burodrucker"), ["drucker"]);
        assert_eq!(parts("druckerei"), ["drucker"]);
        assert_eq!(parts("unbekannt"), Vec::<&str>::new());
        assert_eq!(parts("drucker"), Vec::<&str>::new(), "a word that is known is no compound");
    }
}
