//! Many rows at once.
//!
//! Instances become rows a batch at a time, so that memory beyond the caller's own list is bounded, and all batches are
//! one transaction.

mod batch;
mod insert;
mod order;
mod transaction;
mod update;

pub(crate) use insert::{Bulk, insert_many};
pub(crate) use update::{Changed, update_many};
