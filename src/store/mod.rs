//! Instances → rows.
//!
//! In: an instance, or a command that changes rows. Out: the row, written, and what the database filled in. What is
//! the same for all models is compiled once.

mod change;
mod insert;
mod made;
mod many;
mod save;

pub(crate) use change::{delete, update};
pub(crate) use insert::insert;
pub(crate) use made::{read_back, renew, row, rows_with};
pub(crate) use many::{Bulk, Changed, insert_many, update_many};
pub(crate) use save::{SaveRule, patch, save};
