//! Tables from metadata: the DDL that Django writes for the same models.
//!
//! ```text
//! models --order--> Schema --resolve(grammar)--> Tables --table, deferred--> statements --sql--> Migration
//! ```
//!
//! In: the facts of models. Out: statements, as text. It is pure: nothing here knows of connections, and what the
//! database holds already is not looked at. `resolve` refuses metadata that makes no table, naming model and field, so
//! that what comes after it cannot fail. In what the databases differ is data, in `grammar`.

mod check;
mod constraint;
mod deferred;
mod grammar;
mod index;
mod made;
mod migration;
mod names;
mod order;
mod resolve;
mod set;
mod table;
mod types;

pub use migration::{Migration, sql};
pub use set::{Schema, apps, models};
