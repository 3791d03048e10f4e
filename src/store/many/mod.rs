//! Many rows at once.
//!
//! Instances become rows a batch at a time, so that their values are in memory twice for one batch only; all batches are
//! one transaction. An update notes the key of each instance beside, to pass over those that come again.

mod batch;
mod insert;
mod order;
mod transaction;
mod update;

pub(crate) use insert::{Bulk, insert_many};
pub(crate) use update::{Changed, update_many};
