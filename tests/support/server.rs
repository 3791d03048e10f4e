//! Databases of one test each.
//!
//! `QUERYSET_TEST_DATABASES` (`sqlite,postgres,mysql`; default `sqlite`) says on which a suite runs,
//! `QUERYSET_POSTGRES_URL` and `QUERYSET_MYSQL_URL` where the servers are, `QUERYSET_TEST_POOL` how many connections
//! a pool may have.

use std::{
    env,
    future::Future,
    process,
    sync::atomic::{AtomicU32, Ordering::Relaxed},
    time::Duration,
};

use queryset::{Builder, Database};

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

    /// Whether the suite is to run on it.
    pub fn is_selected(self) -> bool {
        let wanted = env::var("QUERYSET_TEST_DATABASES").unwrap_or_else(|_| "sqlite".into());
        wanted.split(',').any(|it| it.trim() == self.name())
    }

    /// The server, without a database of its own.
    fn url(self) -> String {
        let (variable, default) = match self {
            Self::Sqlite => return "sqlite::temporary:".into(),
            Self::Postgres => ("QUERYSET_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres"),
            Self::Mysql => ("QUERYSET_MYSQL_URL", "mysql://root@127.0.0.1:3306/"),
        };
        env::var(variable).unwrap_or_else(|_| default.into())
    }

    /// Runs a test with a database of its own, which is gone afterwards, and with it as the scope of the test.
    pub async fn with_database<F, T>(self, test: F) -> T
    where
        F: AsyncFnOnce(Database) -> T,
    {
        self.with_options(|it| it, test).await
    }

    /// The same with options of the pool.
    pub async fn with_options<F, T>(self, options: impl FnOnce(Builder) -> Builder, test: F) -> T
    where
        F: AsyncFnOnce(Database) -> T,
    {
        let name = fresh_name();
        self.administer(&self.create(&name)).await;
        let builder = pool_of(Database::builder(&self.database_url(&name)).alias(self.name()));
        let database = options(builder).connect().await.expect("the database of the test answers");
        let outcome = database.scope(guarded(test(database.clone()))).await;
        database.close().await;
        self.administer(&self.drop(&name)).await;
        match outcome {
            Ok(value) => value,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    }

    fn database_url(self, name: &str) -> String {
        let url = self.url();
        if self == Self::Sqlite {
            return url;
        }
        let (address, query) = url.split_once('?').map_or((url.as_str(), None), |(a, q)| (a, Some(q)));
        let server = address.rfind('/').filter(|at| !address[..*at].ends_with('/')).map_or(address, |at| &address[..at]);
        query.map_or_else(|| format!("{server}/{name}"), |it| format!("{server}/{name}?{it}"))
    }

    fn create(self, name: &str) -> Option<String> {
        match self {
            Self::Sqlite => None,
            // Text sorts by its bytes, as in the recorded answers of Django.
            Self::Postgres => Some(format!(
                "CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"
            )),
            Self::Mysql => Some(format!("CREATE DATABASE {name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin")),
        }
    }

    fn drop(self, name: &str) -> Option<String> {
        match self {
            Self::Sqlite => None,
            Self::Postgres => Some(format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")),
            Self::Mysql => Some(format!("DROP DATABASE IF EXISTS {name}")),
        }
    }

    async fn administer(self, statement: &Option<String>) {
        let Some(statement) = statement else { return };
        let server = Database::builder(&self.url()).max_connections(1).connect_timeout(Duration::from_secs(10));
        let server = server.connect().await.unwrap_or_else(|error| {
            panic!("{} is selected but cannot be reached: {error}\nstart it with `docker compose up -d --wait`, or run `scripts/test`", self.name())
        });
        let mut connection = server.acquire().await.expect("a connection to the server");
        connection.run(statement.as_str().into()).await.expect("the server makes and drops databases");
        drop(connection);
        server.close().await;
    }
}

/// A panic of the test must not keep its database.
async fn guarded<T>(test: impl Future<Output = T>) -> std::thread::Result<T> {
    futures::FutureExt::catch_unwind(std::panic::AssertUnwindSafe(test)).await
}

fn pool_of(builder: Builder) -> Builder {
    match env::var("QUERYSET_TEST_POOL").ok().and_then(|it| it.parse().ok()) {
        Some(count) => builder.max_connections(count),
        None => builder,
    }
}

fn fresh_name() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let time = std::time::SystemTime::UNIX_EPOCH.elapsed().expect("the clock is past 1970").as_micros();
    format!("queryset_test_{}_{}_{time}", process::id(), NEXT.fetch_add(1, Relaxed))
}
