//! The store: one suite for the twin in memory, SQLite and PostgreSQL, and what happens to it in the world.

mod command;
mod crash;
mod encrypted;
mod erased;
mod faults;
mod load;
mod moves;
pub(crate) mod places;
mod suite;
mod twins;
