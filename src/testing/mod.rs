//! Databases for tests.
//!
//! ```
//! # use queryset::{prelude::*, schema, testing::TestDatabase};
//! # #[derive(Model, Debug)]
//! # #[model(app = "zoo")]
//! # pub struct Animal { pub id: i64, pub name: String }
//! # fn main() -> queryset::Result<()> {
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(async {
//! let test = TestDatabase::create("sqlite::temporary:").await?;
//! schema::apps(["zoo"])?.create_on(test.database()).await?;
//! test.database().scope(async { Animal::objects().acreate(|b| b.name("Ida")).await }).await?;
//! test.destroy().await
//! # })
//! # }
//! ```

mod fresh;

pub use fresh::TestDatabase;
