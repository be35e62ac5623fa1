//! What was learned as bytes: numbers little end first, features in the order of their hashes.
//!
//! | what | how |
//! | --- | --- |
//! | sign | `lotse-1\n` |
//! | version, scale | `u64`, `f32` |
//! | count of classes | `u8` |
//! | each class: length, name, bias | `u8`, bytes, `f32` |
//! | count of features | `u32` |
//! | each feature: hash, rarity, count of weights, weights | `u32`, `f32`, `u8`, pairs of class `u8` and steps `i8` |

use super::{Known, Model, Weight};

const SIGN: &[u8] = b"lotse-1\n";

/// Takes bytes from the front.
struct Rest<'b>(&'b [u8]);

impl<'b> Rest<'b> {
    fn bytes(&mut self, count: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.bytes(N)?.try_into().ok()
    }

    fn byte(&mut self) -> Option<u8> {
        self.array().map(|[byte]| byte)
    }

    fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    fn f32(&mut self) -> Option<f32> {
        self.array().map(f32::from_le_bytes).filter(|it| it.is_finite())
    }
}

impl Model {
    /// Reads what was learned; nothing if it is something else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut rest = Rest(bytes);
        (rest.bytes(SIGN.len())? == SIGN).then_some(())?;
        let (version, scale) = (u64::from_le_bytes(rest.array()?), rest.f32()?);
        let (mut classes, mut bias) = (Vec::new(), Vec::new());
        for _ in 0..rest.byte()? {
            let length = rest.byte()?;
            classes.push(std::str::from_utf8(rest.bytes(length.into())?).ok()?.to_owned());
            bias.push(rest.f32()?);
        }
        let (mut features, mut weights) = (Vec::new(), Vec::new());
        for _ in 0..rest.u32()? {
            let (hash, rarity, start) = (rest.u32()?, rest.f32()?, u32::try_from(weights.len()).ok()?);
            features.push(Known { hash, rarity, start });
            for _ in 0..rest.byte()? {
                let [class, steps] = rest.array()?;
                weights.push(Weight { class, steps: i8::from_le_bytes([steps]) });
            }
        }
        let is_sorted = features.is_sorted_by(|one: &Known, other| one.hash < other.hash);
        (is_sorted && rest.0.is_empty()).then_some(Self { version, classes, bias, scale, features, weights })
    }

    /// Writes it down.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = SIGN.to_vec();
        bytes.extend(self.version.to_le_bytes());
        bytes.extend(self.scale.to_le_bytes());
        bytes.push(byte(self.classes.len()));
        for (class, bias) in self.classes.iter().zip(&self.bias) {
            bytes.push(byte(class.len()));
            bytes.extend(class.bytes());
            bytes.extend(bias.to_le_bytes());
        }
        bytes.extend(u32::try_from(self.features.len()).unwrap_or(u32::MAX).to_le_bytes());
        for (at, feature) in self.features.iter().enumerate() {
            let weights = self.weights_of(at);
            bytes.extend(feature.hash.to_le_bytes());
            bytes.extend(feature.rarity.to_le_bytes());
            bytes.push(byte(weights.len()));
            bytes.extend(weights.iter().flat_map(|it| [it.class, it.steps.to_le_bytes()[0]]));
        }
        bytes
    }
}

fn byte(count: usize) -> u8 {
    u8::try_from(count).unwrap_or(u8::MAX)
}
