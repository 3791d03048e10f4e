//! Rows → instances.
//!
//! In: a compiled query and the session it runs in. Out: what its shape makes of each row, decoded as the rows arrive.

mod arrangement;
mod explain;
mod keyed;
mod raw;
mod reader;
mod rows;
mod scalar;
mod stream;

pub(crate) use arrangement::Names;
pub(crate) use explain::explain;
pub(crate) use keyed::{ReadKey, keyed};
pub(crate) use raw::{raw, raw_stream};
pub(crate) use rows::rows;
pub(crate) use scalar::{count, exists};
pub(crate) use stream::{Reading, stream};
