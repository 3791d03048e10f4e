//! A database for one test.

use std::{fmt, sync::Arc};

use super::{content::Content, server::Server, slot::Slot};
use crate::{
    db::{Builder, Database},
    error::Result,
    schema::Schema,
};

/// A database that one test has for itself, with the tables it asked for, no rows, and keys that start from 1.
///
/// On SQLite it is a temporary file, which goes with its pool. A server keeps a few databases for tests, `queryset_test_…`,
/// since it takes long to make one: a test gets one that is free, made as good as new, in some milliseconds. What makes it
/// so:
///
/// - A lock of the server says whose it is, in this process or another one. It ends with the connection that holds it, so
///   that a test that is killed leaves nothing behind that hurts the next one.
/// - Whoever takes the database ends what is still connected to it, empties the tables that have rows, and sets their keys
///   back. Where tables, functions, settings or anything else of the catalogue are not what they were, it is made anew.
/// - At most 32 are kept, unless more tests run at once. Those with other tables are made anew when the room is needed.
///
/// The login must be allowed to make databases. Rows stay until the next test, so that those of a test that failed can be
/// looked at.
///
/// Django: `TestCase` makes `test_<name>` once per run, and rolls each test back; here a test may commit, and have many
/// connections.
#[derive(Debug)]
pub struct TestDatabase {
    database: Database,
    _slot: Option<Slot>,
}

/// What a test wants of its database; [`create`](Self::create) makes it.
#[must_use = "nothing is made before `create` is awaited"]
pub struct TestBuilder {
    url: String,
    content: Content,
    options: Box<dyn FnOnce(Builder) -> Builder + Send>,
}

impl TestDatabase {
    /// An empty database on the server of `url`. The database that the URL names is used to log in only; of SQLite any URL
    /// will do.
    ///
    /// Tables that are made in it afterwards cost the next test their removal: those that are known belong into
    /// [`tables`](TestBuilder::tables).
    ///
    /// # Errors
    /// As [`TestBuilder::create`].
    pub async fn create(url: &str) -> Result<Self> {
        Self::builder(url).create().await
    }

    /// A database with tables, on the server of `url`.
    pub fn builder(url: &str) -> TestBuilder {
        TestBuilder {
            url: url.to_owned(),
            content: Content::default(),
            options: Box::new(|builder| builder),
        }
    }

    /// The database.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// Closes its pool, and waits for it. To drop the value does it without waiting: either way, what was cloned from
    /// [`database`](Self::database) is refused from then on, whoever has it.
    pub async fn close(self) {
        self.database.close().await;
    }

    /// Drops the databases that the server of `url` keeps for this login and that no test has now, and says how many they
    /// were.
    ///
    /// # Errors
    /// When the server cannot be reached, or refuses.
    pub async fn drop_kept(url: &str) -> Result<usize> {
        match Server::at(url) {
            Some(server) => server.drop_kept().await,
            None => Ok(0),
        }
    }
}

impl Drop for TestDatabase {
    // Before the lock goes: a task that the test left behind would connect again, to what is another test's by then.
    fn drop(&mut self) {
        self.database.close_now();
    }
}

impl TestBuilder {
    /// With these tables.
    ///
    /// ```
    /// # use queryset::{schema, testing::TestDatabase};
    /// let tables = schema::apps(["auth"])?;
    /// let test = TestDatabase::builder("postgres://localhost/").tables(&tables);
    /// # Ok::<(), queryset::Error>(())
    /// ```
    pub fn tables(mut self, schema: &Schema) -> Self {
        self.content.tables(schema);
        self
    }

    /// With what these statements make: a migration, an index, a function. Rows that they write are gone in the second test.
    ///
    /// The migrations of `sqlx migrate` are a folder of such scripts, whose names begin with their order, so that a test has the
    /// tables that production has, and not those that the models would make:
    ///
    /// ```no_run
    /// # use queryset::testing::TestDatabase;
    /// # async fn example() -> queryset::Result<()> {
    /// let files = std::fs::read_dir("migrations").expect("a folder of migrations");
    /// let mut files: Vec<_> = files.map(|it| it.expect("a migration").path()).collect();
    /// files.sort();
    /// let mut builder = TestDatabase::builder("postgres://localhost/");
    /// for up in files.iter().filter(|it| !it.to_string_lossy().ends_with(".down.sql")) {
    ///     builder = builder.script(&std::fs::read_to_string(up).expect("a migration"));
    /// }
    /// let test = builder.create().await?;
    /// # Ok(()) }
    /// ```
    ///
    /// A migration that is known at compile time is `.script(include_str!("../migrations/0001_books.sql"))`; several are several
    /// calls.
    pub fn script(mut self, sql: &str) -> Self {
        self.content.script(sql);
        self
    }

    /// With a pool that has options, or an alias.
    pub fn options(mut self, options: impl FnOnce(Builder) -> Builder + Send + 'static) -> Self {
        let earlier = self.options;
        self.options = Box::new(|builder| options(earlier(builder)));
        self
    }

    /// Waits for a free database and makes it ready.
    ///
    /// ```
    /// # use queryset::testing::TestDatabase;
    /// # fn main() -> queryset::Result<()> {
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(async {
    /// let script = "CREATE TABLE zoo (id integer PRIMARY KEY)";
    /// let test = TestDatabase::builder("sqlite::temporary:").script(script).create().await?;
    /// test.database().acquire().await?.run("INSERT INTO zoo VALUES (7)".into()).await
    /// # })
    /// # }
    /// ```
    ///
    /// # Errors
    /// When the server cannot be reached or does not let the login make databases, when a model cannot be a table there,
    /// and when a script fails.
    pub async fn create(self) -> Result<TestDatabase> {
        let Self { url, content, options } = self;
        if let Some(server) = Server::at(&url) {
            let (slot, database) = server.take(&content, options).await?;
            return Ok(TestDatabase { database, _slot: Some(slot) });
        }
        let database = options(Database::builder("sqlite::temporary:")).connect().await?;
        let script = content.script_on(database.dialect())?;
        let mut lease = database.acquire().await?;
        lease.begin(Arc::from(database.dialect().begin())).await?;
        for text in script.texts() {
            lease.run(Arc::from(text.as_str())).await?;
        }
        lease.commit(Arc::from("COMMIT")).await?;
        drop(lease);
        Ok(TestDatabase { database, _slot: None })
    }
}

impl fmt::Debug for TestBuilder {
    // The URL may hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TestBuilder").field("content", &self.content).finish_non_exhaustive()
    }
}
