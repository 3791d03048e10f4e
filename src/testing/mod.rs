//! Databases for tests.
//!
//! ```
//! # use queryset::{prelude::*, schema, testing::TestDatabase};
//! # #[derive(Model, Debug)]
//! # #[model(app = "library")]
//! # pub struct Book { pub id: i64, pub name: String }
//! # fn main() -> queryset::Result<()> {
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(async {
//! let test = TestDatabase::create("sqlite::temporary:").await?;
//! schema::apps(["library"])?.create_on(test.database()).await?;
//! test.database().scope(async { Book::objects().acreate(|b| b.name("Rust")).await }).await?;
//! test.destroy().await
//! # })
//! # }
//! ```

mod fresh;

pub use fresh::TestDatabase;
