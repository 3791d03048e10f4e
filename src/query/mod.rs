//! A query as plain data, and the typed face that writes it.
//!
//! In: calls of the typed face, in closures. Out: a [`Query`], which can be built, cloned, compared, hashed and printed
//! without a database. Nothing is resolved here: a [`Path`](crate::model::Path) is names, no joins.

mod ast;
mod calendar;
mod call;
mod combination;
mod combine;
mod command;
mod explain;
mod expr;
mod grouping;
pub(crate) mod keyset;
mod loading;
mod lock;
mod lookup;
mod many;
mod nest;
mod ordering;
mod q;
mod related;
mod scope;
mod step;
mod template;
mod text;
mod total;
pub mod typed;

pub use ast::{Annotations, Misuse, Query, Selection, Slice};
pub use calendar::{Part, Unit};
pub use call::Call;
pub use combination::{Combination, SetOperation};
pub use combine::Connector;
pub use command::{Command, Insert, Update};
pub use explain::{Explain, ExplainFormat, ExplainOption};
pub use expr::{Expr, Function, Operator};
pub(crate) use grouping::Numbered;
pub use loading::Loading;
pub use lock::Lock;
pub(crate) use lock::{Strength, Wait};
pub use lookup::Lookup;
pub use many::{Conflict, InsertMany, UpdateMany};
pub use nest::{Nested, Parts, Tree};
pub use ordering::{Nulls, Ordering};
pub use q::Q;
pub use scope::{Scopes, open_scope};
pub use step::Step;
pub use template::Template;
pub use text::{Condition, Lookups, Order, SortKeys};
pub(crate) use text::{read_cursor, write_cursor};
