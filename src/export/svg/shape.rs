//! The outlines and signs of the kinds of step: each is known by its form, not only by its colour.

use super::layout::Size;

/// How far the sides of slanted shapes lie inward.
pub(super) const SLANT: f64 = 13.0;

/// How much room a kind needs on each side beside its words.
pub(super) fn side(kind: &str) -> f64 {
    match kind {
        "question" | "route" => 11.0 + SLANT,
        "escalation" | "call" => 18.0,
        "fix" | "exit" => 20.0,
        _ => 13.0,
    }
}

/// How much room a kind needs below its words.
pub(super) fn foot(kind: &str) -> f64 {
    if kind == "continuation" { 10.0 + SLANT } else { 10.0 }
}

/// The outline of a step, with its upper left corner at the origin, and the lines within it.
pub(super) fn outline(kind: &str, size: Size) -> (String, String) {
    let Size { width: w, height: h } = size;
    let s = SLANT.min(h / 3.0);
    match kind {
        "question" => (format!("M{s} 0H{}L{w} {}L{} {h}H{s}L0 {}Z", w - s, h / 2.0, w - s, h / 2.0), String::new()),
        "call" => (rounded(w, h, 2.0, 0.0), format!("M7 0V{h}M{} 0V{h}", w - 7.0)),
        "route" => (format!("M{s} 0H{w}L{} {h}H0Z", w - s), String::new()),
        "fix" => (rounded(w, h, 22.0, 0.0), String::new()),
        "escalation" => {
            (format!("M{s} 0H{}L{w} {s}V{}L{} {h}H{s}L0 {}V{s}Z", w - s, h - s, w - s, h - s), String::new())
        }
        "continuation" => (format!("M0 0H{w}V{}L{} {h}L0 {}Z", h - s, w / 2.0, h - s), String::new()),
        "exit" => (rounded(w, h, 18.0, 0.0), rounded(w, h, 15.0, 4.0)),
        _ => (rounded(w, h, 3.0, 0.0), String::new()),
    }
}

/// A rectangle with round corners, `inset` from the edge.
fn rounded(width: f64, height: f64, radius: f64, inset: f64) -> String {
    let (w, h, i) = (width - 2.0 * inset, height - 2.0 * inset, inset);
    let r = radius.min(h / 2.0).max(0.0);
    let (straight, upright) = ((w - 2.0 * r).max(0.0), (h - 2.0 * r).max(0.0));
    format!(
        "M{} {i}h{straight}a{r} {r} 0 0 1 {r} {r}v{upright}a{r} {r} 0 0 1 -{r} {r}h-{straight}\
        a{r} {r} 0 0 1 -{r} -{r}v-{upright}a{r} {r} 0 0 1 {r} -{r}Z",
        i + r
    )
}

/// The sign of a kind in a field of 16 by 16.
pub(super) fn icon(kind: &str) -> &'static str {
    match kind {
        // A question mark.
        "question" => "M5 5.5a3 3 0 1 1 4.4 2.7c-.9.5-1.4 1-1.4 2M8 13v.2",
        // A list with ticks.
        "instruction" => "M2 4l1 1 2-2M2 9l1 1 2-2M2 14l1 1 2-2M8 4h6M8 9h6M8 14h6",
        // A box in a box.
        "call" => "M2 2h12v12h-12zM5.5 5.5h5v5h-5z",
        // A fork.
        "route" => "M8 15V9L3 3M8 9l5-6M3 6V3h3M13 6V3h-3",
        // A tick.
        "fix" => "M2.5 8.5l4 4 7-9",
        // A person.
        "escalation" => "M8 8a3 3 0 1 0 0-6a3 3 0 0 0 0 6zM2.5 15c0-3.5 2.3-5 5.5-5s5.500 1.500 5.500 5",
        // An arrow that leaves a box.
        "continuation" => "M7 3H2.5v10.500H13V9M9 2h5v5M14 2L7.500 8.500",
        // A door.
        _ => "M9 2H3v12h6M6.500 8H15M12 5l3 3-3 3",
    }
}
