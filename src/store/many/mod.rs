//! Many rows at once.
//!
//! Instances become rows a batch at a time, so that their values are in memory twice for one batch only; all batches are
//! one transaction, which is tried again when another one was in its way. An update notes the key of each instance beside, to
//! pass over those that come again. Rows that may be there already are written in one order, by what they are known by, and
//! two objects that are one row are refused.

mod batch;
mod insert;
mod order;
mod rank;
mod transaction;
mod twice;
mod update;

pub(crate) use insert::{Bulk, insert_many};
pub(crate) use update::{Changed, update_many};
