//! Texts as the language rules see them: cut into sentences and words, each word with what it is known for.

mod cut;
mod de;
mod en;
mod lexicon;
mod speech;
mod texts;

pub(super) use cut::{Prose, Sentence, Word};
pub(super) use lexicon::{Class, Lexicon, OtherWord, Tongue};
pub(super) use speech::Speech;
pub(super) use texts::Texts;
