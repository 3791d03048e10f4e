//! What tests of an application need: a database for one test, and the statements that were sent.
//!
//! ```
//! # use queryset::{prelude::*, schema, testing::{TestDatabase, assert_num_queries}};
//! # #[derive(Model, Debug)]
//! # #[model(app = "zoo")]
//! # pub struct Animal { pub id: i64, pub name: String }
//! # fn main() -> queryset::Result<()> {
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(async {
//! let zoo = schema::apps(["zoo"])?;
//! let test = TestDatabase::builder("sqlite::temporary:").tables(&zoo).create().await?;
//! test.database()
//!     .scope(async {
//!         let ida = assert_num_queries(1, Animal::objects().acreate(|a| a.name("Ida"))).await?;
//!         assert_eq!(ida.id, 1);
//!         Ok(())
//!     })
//!     .await
//! # })
//! # }
//! ```
//!
//! In: the URL of a server, the tables that a test wants. Out: a [`TestDatabase`] that no other test has, of this process or
//! another one. How a server keeps databases between tests is in `slot.rs`, and what that takes on each kind of server in
//! the file of its name.

mod content;
mod count;
mod database;
mod mysql;
mod postgres;
mod server;
mod slot;

pub use count::assert_num_queries;
pub use database::{TestBuilder, TestDatabase};

pub use crate::db::{CapturedQuery, captured};
