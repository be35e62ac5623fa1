//! The rules; the list is made from the files of this folder when lotse is built.

use super::rule::Rule;
use crate::base::Code;

include!(concat!(env!("OUT_DIR"), "/rules.rs"));
