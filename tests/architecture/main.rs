//! The laws of `ARCHITECTURE.md`, checked: layers, firewalls, sizes, and the names that documents
//! give.
//!
//! Every law is a function from one file to its faults, applied to all files by the test that
//! carries its name, and tried by a second test on a planted fault: a law that finds nothing must
//! have been looking.

mod documents;
mod evasions;
mod guards;
mod layers;
mod lexer;
mod managers;
mod rings;
mod scopes;
mod shape;
mod source;
