//! The Django face: querysets, managers, and the awaiting methods of models and relations.

mod manager;

pub use manager::{Manager, Objects, Record};
