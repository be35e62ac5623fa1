//! What only the inside of the store can be asked: steps that are not released, and locks that do not wait.

use super::*;
