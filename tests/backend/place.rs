//! The databases of the tests, each test with one of its own.

use std::{
    env, fs,
    path::PathBuf,
    process,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
};

use queryset::{
    backend::{Pool, PoolOptions},
    compiler::Statement,
    value::Value,
};

/// The databases that tests can run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Server {
    Sqlite,
    Postgres,
    Mysql,
}

/// A database of one test.
pub(crate) struct Place {
    pub(crate) server: Server,
    name: String,
}

impl Server {
    pub(crate) const ALL: [Self; 3] = [Self::Sqlite, Self::Postgres, Self::Mysql];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
            Self::Mysql => "mysql",
        }
    }

    /// Whether tests are to run on it.
    pub(crate) fn is_selected(self) -> bool {
        let wanted = env::var("QUERYSET_TEST_DATABASES").unwrap_or_else(|_| "sqlite".into());
        wanted.split(',').any(|it| it.trim() == self.name())
    }

    pub(crate) fn url(self) -> String {
        let (variable, default) = match self {
            Self::Sqlite => return "sqlite::temporary:".into(),
            Self::Postgres => {
                ("QUERYSET_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
            }
            Self::Mysql => ("QUERYSET_MYSQL_URL", "mysql://root@127.0.0.1:3306/test"),
        };
        env::var(variable).unwrap_or_else(|_| default.into())
    }

    /// The one select text with its placeholders: `?` everywhere in the tests.
    pub(crate) fn sql(self, text: &str) -> Arc<str> {
        if self != Self::Postgres {
            return text.into();
        }
        let mut numbered = String::new();
        for (index, part) in text.split('?').enumerate() {
            if index > 0 {
                numbered.push('$');
                numbered.push_str(&index.to_string());
            }
            numbered.push_str(part);
        }
        numbered.into()
    }

    pub(crate) fn statement(self, text: &str, binds: Vec<Value>) -> Statement {
        Statement::new(self.sql(text), binds)
    }
}

impl Place {
    /// Makes a database.
    pub(crate) async fn new(server: Server) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let place = Self {
            server,
            name: format!("queryset_backend_{}_{}", process::id(), NEXT.fetch_add(1, Relaxed)),
        };
        place.administer("CREATE DATABASE").await;
        place
    }

    pub(crate) fn url(&self) -> String {
        let url = self.server.url();
        match (self.server, url.rfind('/')) {
            (Server::Sqlite, _) | (_, None) => url,
            (_, Some(at)) => format!("{}/{}", &url[..at], self.name),
        }
    }

    /// A URL by which several pools reach one database, on SQLite too.
    pub(crate) fn shared_url(&self) -> String {
        match self.server {
            Server::Sqlite => format!("sqlite://{}", self.file().display()),
            _ => self.url(),
        }
    }

    fn file(&self) -> PathBuf {
        env::temp_dir().join(format!("{}.sqlite3", self.name))
    }

    pub(crate) async fn pool(&self, max_connections: usize) -> Pool {
        self.pool_with(|it| it.max_connections = max_connections).await
    }

    pub(crate) async fn pool_with(&self, change: impl FnOnce(&mut PoolOptions)) -> Pool {
        let mut options = PoolOptions::default();
        change(&mut options);
        Pool::connect(&self.url(), options, "test".into()).await.unwrap()
    }

    pub(crate) async fn gone(self) {
        self.administer("DROP DATABASE").await;
    }

    async fn administer(&self, action: &str) {
        if self.server == Server::Sqlite {
            for beside in ["", "-wal", "-shm"] {
                let _ = fs::remove_file(format!("{}{beside}", self.file().display()));
            }
            return;
        }
        let pool = Pool::connect(&self.server.url(), PoolOptions::default(), "test".into())
            .await
            .unwrap_or_else(|error| {
                panic!("{} is selected but cannot be reached: {error}", self.server.name())
            });
        let force = if self.server == Server::Postgres && action.starts_with("DROP") {
            " WITH (FORCE)"
        } else {
            ""
        };
        let sql = format!("{action} {}{force}", self.name);
        pool.acquire().await.unwrap().run(sql.into()).await.unwrap();
        pool.close().await;
    }
}

/// The whole number that a statement returns.
pub(crate) async fn number(
    lease: &mut queryset::backend::Lease,
    statement: &Statement,
) -> queryset::error::Result<i64> {
    let mut found = None;
    lease
        .fetch(statement, &mut |row| {
            found = row.integer()?;
            Ok(())
        })
        .await?;
    Ok(found.expect("a row with a number"))
}

/// Runs a test on a database of this server.
pub(crate) fn on<F>(server: Server, test: impl FnOnce(Place) -> F)
where
    F: Future<Output = Place>,
{
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async { test(Place::new(server).await).await.gone().await });
}
