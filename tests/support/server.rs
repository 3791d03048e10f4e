//! Databases of one test each.
//!
//! `QUERYSET_TEST_DATABASES` (`sqlite,postgres,mysql`; default `sqlite`) says on which a suite runs,
//! `QUERYSET_POSTGRES_URL` and `QUERYSET_MYSQL_URL` where the servers are, `QUERYSET_TEST_POOL` how many connections
//! a pool may have.

use std::{env, future::Future, time::Duration};

use queryset::{
    Builder, Database, Lease, compiler::Statement, dialect::Dialect, model::ModelMeta, schema,
    testing::TestDatabase, value::Row,
};

/// The databases a suite can run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Server {
    Sqlite,
    Postgres,
    Mysql,
}

impl Server {
    pub const ALL: [Self; 3] = [Self::Sqlite, Self::Postgres, Self::Mysql];

    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
            Self::Mysql => "mysql",
        }
    }

    pub fn dialect(self) -> Dialect {
        match self {
            Self::Sqlite => Dialect::Sqlite,
            Self::Postgres => Dialect::Postgres,
            Self::Mysql => Dialect::Mariadb,
        }
    }

    /// Whether the suite is to run on it.
    pub fn is_selected(self) -> bool {
        let wanted = env::var("QUERYSET_TEST_DATABASES").unwrap_or_else(|_| "sqlite".into());
        wanted.split(',').any(|it| it.trim() == self.name())
    }

    /// The server, without a database of its own.
    pub fn url(self) -> String {
        let (variable, default) = match self {
            Self::Sqlite => return "sqlite::temporary:".into(),
            Self::Postgres => {
                ("QUERYSET_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
            }
            Self::Mysql => ("QUERYSET_MYSQL_URL", "mysql://root@127.0.0.1:3306/"),
        };
        env::var(variable).unwrap_or_else(|_| default.into())
    }

    /// Runs a test on a database that is empty but for these tables, and is the scope of the test.
    pub async fn with_tables<F, T>(self, models: &[&'static ModelMeta], test: F) -> T
    where
        F: AsyncFnOnce(Database) -> T,
    {
        let tables = schema::models(models.iter().copied());
        let name = self.name();
        let fresh = TestDatabase::builder(&self.url())
            .tables(&tables)
            .options(move |it| pool_of(it.alias(name)))
            .create()
            .await
            .unwrap_or_else(|error| self.unreachable(&error));
        with(fresh, test).await
    }

    /// Runs a test on a database that these statements made, and that is the scope of the test.
    ///
    /// On a server it is kept, and the next test with the same statements finds it as this one leaves it.
    pub async fn with_kept<F, T>(self, statements: &[String], test: F) -> T
    where
        F: AsyncFnOnce(Database) -> T,
    {
        if self == Self::Sqlite {
            return self
                .with_database(async |db: Database| {
                    let mut connection = db.acquire().await.expect("a connection");
                    let script = statements.join(";\n");
                    connection.run(script.into()).await.expect("the statements of the test");
                    drop(connection);
                    test(db).await
                })
                .await;
        }
        let slot = Slot::take(self, statements).await;
        let database =
            pool_of(Database::builder(&self.database_url(&slot.name)).alias(self.name()));
        let database = database.connect().await.expect("the database of the test answers");
        let outcome = database.scope(guarded(test(database.clone()))).await;
        database.close().await;
        drop(slot);
        unwound(outcome)
    }

    /// Runs a test with a new database, which is gone afterwards, and with it as the scope of the test.
    pub async fn with_database<F, T>(self, test: F) -> T
    where
        F: AsyncFnOnce(Database) -> T,
    {
        self.with_options(|it| it, test).await
    }

    /// The same with options of the pool.
    pub async fn with_options<F, T>(
        self,
        options: impl FnOnce(Builder) -> Builder + Send + 'static,
        test: F,
    ) -> T
    where
        F: AsyncFnOnce(Database) -> T,
    {
        let name = self.name();
        let fresh = TestDatabase::builder(&self.url())
            .options(move |it| options(pool_of(it.alias(name))))
            .create()
            .await
            .unwrap_or_else(|error| self.unreachable(&error));
        with(fresh, test).await
    }

    pub fn database_url(self, name: &str) -> String {
        let url = self.url();
        if self == Self::Sqlite {
            return url;
        }
        let (address, query) =
            url.split_once('?').map_or((url.as_str(), None), |(a, q)| (a, Some(q)));
        let server = address
            .rfind('/')
            .filter(|at| !address[..*at].ends_with('/'))
            .map_or(address, |at| &address[..at]);
        query.map_or_else(|| format!("{server}/{name}"), |it| format!("{server}/{name}?{it}"))
    }

    fn create(self, name: &str) -> Option<String> {
        match self {
            Self::Sqlite => None,
            // Text sorts by its bytes, as in the recorded answers of Django.
            Self::Postgres => Some(format!(
                "CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"
            )),
            Self::Mysql => {
                Some(format!("CREATE DATABASE {name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"))
            }
        }
    }

    fn drop(self, name: &str) -> Option<String> {
        match self {
            Self::Sqlite => None,
            Self::Postgres => Some(format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")),
            Self::Mysql => Some(format!("DROP DATABASE IF EXISTS {name}")),
        }
    }

    async fn server(self) -> Database {
        let server = Database::builder(&self.url())
            .max_connections(1)
            .connect_timeout(Duration::from_secs(10));
        server.connect().await.unwrap_or_else(|error| self.unreachable(&error))
    }

    #[expect(
        clippy::panic,
        reason = "a selected database that is not there fails the test, and says what starts it"
    )]
    fn unreachable(self, error: &queryset::Error) -> ! {
        panic!(
            "{} is selected but cannot be reached: {error}\nstart it with `docker compose up -d --wait`, or run `scripts/test`",
            self.name()
        )
    }
}

/// A database that the server keeps for tests, locked for one of them.
struct Slot {
    name: String,
    /// The lock lives as long as its connection.
    _lock: Lease,
}

impl Slot {
    async fn take(server: Server, statements: &[String]) -> Self {
        let mut lock = server.server().await.acquire().await.expect("a connection to the server");
        let version = statements
            .iter()
            .flat_map(|it| it.bytes())
            .fold(5_381_u32, |hash, byte| hash.wrapping_mul(33) ^ u32::from(byte));
        for slot in 0.. {
            if number(&mut lock, &server.try_lock(slot)).await != Some(1) {
                continue;
            }
            let name = format!("queryset_test_{version:08x}_{slot}");
            if number(&mut lock, &server.ready(&name)).await != Some(1) {
                server.prepare(&mut lock, &name, statements).await;
            }
            return Self { name, _lock: lock };
        }
        unreachable!("the numbers do not end")
    }
}

impl Server {
    fn try_lock(self, slot: u32) -> String {
        match self {
            Self::Postgres => format!("SELECT pg_try_advisory_lock(7170, {slot})::int"),
            Self::Sqlite | Self::Mysql => format!("SELECT GET_LOCK('queryset_test_{slot}', 0)"),
        }
    }

    /// Asks whether the database was made to the end; its comment, or its last table, says so.
    fn ready(self, name: &str) -> String {
        match self {
            Self::Postgres => format!(
                "SELECT count(*)::int FROM pg_database d WHERE datname = '{name}' AND shobj_description(d.oid, 'pg_database') = 'ready'"
            ),
            Self::Sqlite | Self::Mysql => format!(
                "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '{name}' AND table_name = 'ready'"
            ),
        }
    }

    async fn prepare(self, lock: &mut Lease, name: &str, statements: &[String]) {
        for statement in [self.drop(name), self.create(name)].into_iter().flatten() {
            lock.run(statement.into()).await.expect("the server makes databases");
        }
        let database = Database::builder(&self.database_url(name))
            .max_connections(1)
            .connect()
            .await
            .expect("the new database");
        let mut connection = database.acquire().await.expect("a connection to the new database");
        for statement in statements {
            connection.run(statement.as_str().into()).await.expect("the tables of the test");
        }
        let ready = match self {
            Self::Postgres => format!("COMMENT ON DATABASE {name} IS 'ready'"),
            Self::Sqlite | Self::Mysql => "CREATE TABLE ready (id integer)".into(),
        };
        connection.run(ready.into()).await.expect("the mark that the database is made");
        drop(connection);
        database.close().await;
    }
}

async fn number(connection: &mut Lease, sql: &str) -> Option<i64> {
    let mut found = None;
    let statement = Statement::new(sql, Vec::new());
    let mut each = |row: &mut dyn Row| {
        found = row.integer()?;
        Ok(())
    };
    connection.fetch(&statement, &mut each).await.expect("the server answers");
    found
}

async fn with<F, T>(fresh: TestDatabase, test: F) -> T
where
    F: AsyncFnOnce(Database) -> T,
{
    let database = fresh.database().clone();
    let outcome = database.scope(guarded(test(database.clone()))).await;
    fresh.close().await;
    unwound(outcome)
}

fn unwound<T>(outcome: std::thread::Result<T>) -> T {
    outcome.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// A panic of the test must not keep its database.
async fn guarded<T>(test: impl Future<Output = T>) -> std::thread::Result<T> {
    futures::FutureExt::catch_unwind(std::panic::AssertUnwindSafe(test)).await
}

/// As many connections as a pool has by itself.
const DEFAULT_POOL: usize = 10;

/// How many connections a pool of the tests has where a test says nothing else.
pub fn pool_size() -> usize {
    match env::var("QUERYSET_TEST_POOL") {
        Ok(count) => count.parse().expect("QUERYSET_TEST_POOL is a number"),
        Err(_) => DEFAULT_POOL,
    }
}

fn pool_of(builder: Builder) -> Builder {
    builder.max_connections(pool_size())
}
