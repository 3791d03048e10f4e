//! Paths → joins and columns.
//!
//! A [`JoinTree`] is made once per query, from all the paths that go through it, and never changes: which joins there
//! are, their aliases, and which of them are outer joins. A [`Frame`] is a tree with the trees of the enclosing
//! queries; it gives the column of a path.

mod collect;
mod frame;
mod require;
mod tree;

pub(super) use frame::{Frame, Place};
pub(super) use require::is_met_by_absence;
pub(super) use tree::{Hop, Join, joined};
