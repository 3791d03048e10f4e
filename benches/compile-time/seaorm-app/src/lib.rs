// Written by `benches/compile-time/generate`.

//! A program to be compiled.

pub mod models;
pub mod queries;
