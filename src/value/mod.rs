//! Rust types and the values a database can hold.
//!
//! In: a Rust value. Out: a [`Value`] that a backend can bind, and back again from a [`Row`]. A [`Scalar`] is a Rust
//! type with a database form; a [`Column`] is a scalar or an `Option` of one. How a value is written in a given
//! database is the backend's business.

mod any;
mod array;
mod as_json;
mod bytes;
mod choices;
mod column;
mod date;
#[cfg(feature = "decimal")]
mod decimal;
mod dict;
mod digits;
mod document;
mod duration;
mod fits;
mod float;
pub(crate) mod forms;
mod inet;
mod json;
mod null;
mod number;
mod operators;
mod parse;
mod positive;
mod read;
mod row;
mod takes;
mod text;
mod types;
#[cfg(feature = "uuid")]
mod uuid;
mod zone;

pub use any::Value;
pub use array::Element;
pub(crate) use as_json::AsText;
#[doc(hidden)]
pub use as_json::{AsJson, from_json};
pub use choices::{Choices, Chosen};
#[doc(hidden)]
pub use choices::{choice_to_value, deserialize_choice, parse_choice, read_choice};
pub use column::{Column, Scalar};
pub use date::{Clocked, Dated, Timed};
pub use dict::Dict;
pub use digits::Digits;
#[doc(hidden)]
pub use fits::{Fits, Known, OfAnyType, OnMysql, OnPostgres, OnSqlite, Probe};
pub use json::{Document, Json};
pub use null::{NotNull, Nullability, Nullable, Or};
pub use number::{Arithmetic, CastTarget, LeftOf, Meets, Number, Whole};
pub use operators::{Minus, Over, Plus, Times};
pub use row::Row;
pub(crate) use takes::Nothing;
pub use takes::{Admits, Takes};
pub use text::{Composite, Containing, Searched, Textual};
pub use types::Type;
pub use zone::{Zone, make_aware};
