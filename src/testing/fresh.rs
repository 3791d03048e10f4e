//! A database for one test.

use std::{
    process,
    sync::atomic::{AtomicU32, Ordering::Relaxed},
    time::SystemTime,
};

use crate::{
    db::{Builder, Database},
    dialect::Dialect,
    error::Result,
};

/// A new and empty database on the server of a URL.
///
/// On SQLite it is a temporary one, which goes with its pool. On a server it is made by `CREATE DATABASE`, which the
/// login must be allowed, and stays until [`destroy`](Self::destroy).
///
/// Django: `TestCase` makes `test_<name>` once per run and rolls each test back.
#[derive(Debug)]
pub struct TestDatabase {
    database: Database,
    /// What drops it, on the server that has it.
    on_server: Option<(Builder, String)>,
}

impl TestDatabase {
    /// Makes a database on the server of `url`; the database that the URL names is used to log in only.
    ///
    /// # Errors
    /// When the server cannot be reached, or does not let the login make databases.
    pub async fn create(url: &str) -> Result<Self> {
        Self::with(url, |it| it).await
    }

    /// The same with options of the pool.
    ///
    /// # Errors
    /// When the server cannot be reached, or does not let the login make databases.
    pub async fn with(url: &str, options: impl FnOnce(Builder) -> Builder) -> Result<Self> {
        if url.starts_with("sqlite:") {
            let database = options(Database::builder("sqlite::temporary:")).connect().await?;
            return Ok(Self { database, on_server: None });
        }
        let server = Database::builder(url).max_connections(1);
        let name = fresh_name();
        let dialect = administer(server.clone(), |dialect| create(dialect, &name)).await?;
        let database = options(Database::builder(&other_database(url, &name))).connect().await?;
        Ok(Self { database, on_server: Some((server, drop(dialect, &name))) })
    }

    /// The database.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// Closes its pool and drops it.
    ///
    /// # Errors
    /// When the server cannot be reached.
    pub async fn destroy(self) -> Result<()> {
        self.database.close().await;
        if let Some((server, statement)) = self.on_server {
            administer(server, |_| statement).await?;
        }
        Ok(())
    }
}

async fn administer(server: Builder, statement: impl FnOnce(Dialect) -> String) -> Result<Dialect> {
    let server = server.connect().await?;
    let dialect = server.dialect();
    server.acquire().await?.run(statement(dialect).into()).await?;
    server.close().await;
    Ok(dialect)
}

/// Text sorts by its bytes and upper case is not lower case, as in SQLite and in what Django's answers were taken from.
fn create(dialect: Dialect, name: &str) -> String {
    if dialect == Dialect::Postgres {
        format!(
            "CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"
        )
    } else {
        format!("CREATE DATABASE {name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin")
    }
}

fn drop(dialect: Dialect, name: &str) -> String {
    let force = if dialect == Dialect::Postgres { " WITH (FORCE)" } else { "" };
    format!("DROP DATABASE IF EXISTS {name}{force}")
}

/// The URL with another database in it.
fn other_database(url: &str, name: &str) -> String {
    let (address, query) =
        url.split_once('?').map_or((url, None), |(address, query)| (address, Some(query)));
    let host = address.find("://").map_or(0, |at| at + 3);
    let end = address.get(host..).and_then(|it| it.find('/')).map_or(address.len(), |at| host + at);
    let server = address.get(..end).unwrap_or(address);
    query.map_or_else(|| format!("{server}/{name}"), |query| format!("{server}/{name}?{query}"))
}

fn fresh_name() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let time = SystemTime::UNIX_EPOCH.elapsed().map_or(0, |it| it.as_micros());
    format!("queryset_test_{}_{}_{time}", process::id(), NEXT.fetch_add(1, Relaxed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_database_of_a_url_changes() {
        for (url, other) in [
            ("postgres://u:p@h:1/old", "postgres://u:p@h:1/new"),
            ("postgres://u@h/old?sslmode=disable", "postgres://u@h/new?sslmode=disable"),
            ("mysql://root@h:3306/", "mysql://root@h:3306/new"),
            ("mysql://root@h", "mysql://root@h/new"),
        ] {
            assert_eq!(other_database(url, "new"), other);
        }
    }
}
