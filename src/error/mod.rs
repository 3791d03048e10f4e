//! One opaque error for everything that can go wrong, and every message text of the library.
//!
//! In: what a layer knows about a failure. Out: an [`Error`] one word wide, with a kind to match on, the model and
//! field it concerns, and a text that says what to do. This layer names no other.

mod kind;
mod message;
mod opaque;

pub use kind::ErrorKind;
pub(crate) use message::{Cell, NamedType, PoolUse};
pub use opaque::{Error, Optional, Result};
