//! Lookups and orders that come in as text.
//!
//! ```text
//! (key, value) ──allowed?──> Key ──resolve──> column, lookup ──operand──> Q
//! ```
//!
//! A key must be in an allow-list, which the program writes and the model is asked about; a value becomes one of the
//! column's type. Nothing of either reaches SQL but as a bind. What is wrong is an error of kind
//! [`BadLookup`](crate::error::ErrorKind::BadLookup), the client's mistake; a wrong allow-list is an
//! [`InvalidQuery`](crate::error::ErrorKind::InvalidQuery), the program's.

mod condition;
mod cursor;
mod key;
mod lookups;
mod operand;
mod order;
mod sort_keys;

pub use condition::Condition;
pub(crate) use cursor::{read as read_cursor, write as write_cursor};
pub use lookups::Lookups;
pub use order::Order;
pub use sort_keys::SortKeys;
