//! A server, and how a test gets a database of it.

use std::{sync::Arc, time::Duration};

use tokio::time::{Instant, sleep};

use super::{
    content::{Content, Script},
    mysql, postgres,
    slot::{Kept, Slot, mark, order, text},
};
use crate::{
    Lease,
    db::{Builder, Database},
    dialect::Dialect,
    error::Result,
};

/// How long what is connected to a database may take to go, before another database is tried.
const PATIENCE: Duration = Duration::from_secs(5);

/// A server with databases for tests.
pub(super) struct Server {
    url: String,
}

/// A server in use: the connection that locks and makes databases.
pub(super) struct Host {
    pub(super) dialect: Dialect,
    pub(super) lease: Lease,
    /// What the names of its databases begin with. Locks of PostgreSQL are those of the database that was logged into, so
    /// that it is part of it; and what one login made another one cannot drop.
    pub(super) prefix: String,
    database: Database,
}

impl Server {
    /// The server of a URL, if it is one.
    pub(super) fn at(url: &str) -> Option<Self> {
        (!url.starts_with("sqlite:")).then(|| Self { url: url.to_owned() })
    }

    /// Takes a free database and makes it what is wanted.
    pub(super) async fn take(
        self,
        content: &Content,
        options: impl FnOnce(Builder) -> Builder,
    ) -> Result<(Slot, Database)> {
        let mut host = self.host().await?;
        let script = content.script_on(host.dialect)?;
        let kept = host.kept().await?;
        let hash = script.hash();
        for name in order(&host.prefix.clone(), &kept, &hash) {
            if !host.try_lock(&name).await? {
                continue;
            }
            if !host.end_connections(&name).await? {
                // The connection that has the lock stays as long as the test.
                host.unlock(&name).await?;
                continue;
            }
            let builder = options(Database::builder(&other_database(&self.url, &name)));
            let database = host.prepare(&name, &builder, &script).await?;
            return Ok((Slot::new(name, host.lease, host.database), database));
        }
        unreachable!("the numbers do not end")
    }

    /// Drops what nobody has.
    pub(super) async fn drop_kept(self) -> Result<usize> {
        let mut host = self.host().await?;
        let mut dropped = 0;
        for Kept { name, .. } in host.kept().await? {
            if host.try_lock(&name).await? && host.end_connections(&name).await? {
                host.set_mark(&name, "").await?;
                host.run(&host.drop(&name)).await?;
                dropped += 1;
            }
        }
        Ok(dropped)
    }

    async fn host(&self) -> Result<Host> {
        let database = Database::builder(&self.url).max_connections(1).connect().await?;
        let mut lease = database.acquire().await?;
        let dialect = database.dialect();
        let login = match dialect {
            Dialect::Postgres => postgres::LOGIN,
            _ => mysql::LOGIN,
        };
        let login = text(&mut lease, login).await?;
        let prefix = format!("queryset_test_{}_", login.get(..8).unwrap_or_default());
        Ok(Host { dialect, lease, prefix, database })
    }
}

impl Host {
    pub(super) async fn run(&mut self, sql: &str) -> Result<()> {
        self.lease.run(Arc::from(sql)).await
    }

    /// Makes a database that is locked what is wanted.
    async fn prepare(
        &mut self,
        name: &str,
        builder: &Builder,
        script: &Script,
    ) -> Result<Database> {
        let found = self.kept().await?.into_iter().find(|it| it.name == name);
        if let Some(found) = found.filter(|it| !it.mark.is_empty()) {
            let database = builder.clone().connect().await?;
            if self.reuse(&found, &database, script).await? {
                return Ok(database);
            }
            database.close().await;
        }
        self.set_mark(name, "").await?;
        self.run(&self.drop(name)).await?;
        self.run(&create(self.dialect, name)).await?;
        let database = builder.clone().connect().await?;
        let mut lease = database.acquire().await?;
        for text in script.texts() {
            lease.run(Arc::from(text.as_str())).await?;
        }
        let catalogue = catalogue(self.dialect, &mut lease).await?;
        drop(lease);
        self.set_mark(name, &mark(&script.hash(), &catalogue)).await?;
        Ok(database)
    }

    /// Makes a database as good as new; `false` when that needs a new one.
    async fn reuse(&mut self, found: &Kept, database: &Database, script: &Script) -> Result<bool> {
        let mut lease = database.acquire().await?;
        let catalogue = catalogue(self.dialect, &mut lease).await?;
        if !catalogue.is_empty() && found.mark == mark(&script.hash(), &catalogue) {
            let emptied = match self.dialect {
                Dialect::Postgres => postgres::empty(&mut lease).await?,
                _ => mysql::empty(&mut lease).await?,
            };
            if emptied {
                return Ok(true);
            }
        }
        match self.dialect {
            Dialect::Postgres => postgres::make_anew(&mut lease, &found.name, script).await,
            _ => Ok(false),
        }
    }

    async fn kept(&mut self) -> Result<Vec<Kept>> {
        match self.dialect {
            Dialect::Postgres => postgres::kept(self).await,
            _ => mysql::kept(self).await,
        }
    }

    async fn set_mark(&mut self, name: &str, mark: &str) -> Result<()> {
        match self.dialect {
            Dialect::Postgres => postgres::set_mark(self, name, mark).await,
            _ => mysql::set_mark(self, name, mark).await,
        }
    }

    async fn try_lock(&mut self, name: &str) -> Result<bool> {
        let sql = match self.dialect {
            Dialect::Postgres => postgres::try_lock(name),
            _ => mysql::try_lock(name),
        };
        Ok(text(&mut self.lease, &sql).await? == "1")
    }

    async fn unlock(&mut self, name: &str) -> Result<()> {
        let sql = match self.dialect {
            Dialect::Postgres => postgres::unlock(name),
            _ => mysql::unlock(name),
        };
        text(&mut self.lease, &sql).await.map(drop)
    }

    /// Ends what is still connected to a database whose lock is free: a test that was killed, or left a task behind.
    /// `false` when it does not go.
    async fn end_connections(&mut self, name: &str) -> Result<bool> {
        let started = Instant::now();
        loop {
            let found = match self.dialect {
                Dialect::Postgres => postgres::end_connections(self, name).await?,
                _ => mysql::end_connections(self, name).await?,
            };
            if found == 0 {
                return Ok(true);
            }
            if started.elapsed() > PATIENCE {
                return Ok(false);
            }
            sleep(Duration::from_millis(2)).await;
        }
    }

    fn drop(&self, name: &str) -> String {
        let force = if self.dialect == Dialect::Postgres { " WITH (FORCE)" } else { "" };
        format!("DROP DATABASE IF EXISTS {name}{force}")
    }
}

/// What tells the catalogue of a database from what it was, or will be; empty where that cannot be told.
async fn catalogue(dialect: Dialect, lease: &mut Lease) -> Result<String> {
    match dialect {
        Dialect::Postgres => postgres::catalogue(lease).await,
        _ => mysql::catalogue(lease).await,
    }
}

/// Text sorts by its bytes and upper case is not lower case, as in SQLite.
fn create(dialect: Dialect, name: &str) -> String {
    if dialect == Dialect::Postgres {
        format!(
            "CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"
        )
    } else {
        format!("CREATE DATABASE {name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin")
    }
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
