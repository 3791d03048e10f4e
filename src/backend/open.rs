//! From a URL to a driver.

use std::sync::Arc;

use async_trait::async_trait;

use crate::{
    backend::{PoolOptions, pool::Backend},
    error::{Error, Result},
};

/// Opens the pool that a URL asks for.
pub(crate) async fn backend(url: &str, options: PoolOptions) -> Result<Arc<dyn Backend>> {
    let scheme = url.split(':').next().unwrap_or_default();
    match scheme {
        "postgres" | "postgresql" => ForPostgres::open(url, options).await,
        "sqlite" => ForSqlite::open(url, options).await,
        "mysql" | "mariadb" => ForMysql::open(url, options).await,
        _ if url.contains(':') => Err(Error::unknown_scheme(scheme)),
        // Without a colon the whole text may be a password.
        _ => Err(Error::unknown_scheme("")),
    }
}

/// What opens a database; a database whose cargo feature is off keeps the refusal.
#[async_trait]
pub(crate) trait Open {
    const FEATURE: &'static str;

    async fn open(_url: &str, _options: PoolOptions) -> Result<Arc<dyn Backend>> {
        Err(Error::missing_feature(Self::FEATURE))
    }
}

pub(crate) struct ForPostgres;
pub(crate) struct ForSqlite;
pub(crate) struct ForMysql;

#[cfg(not(feature = "postgres"))]
impl Open for ForPostgres {
    const FEATURE: &'static str = "postgres";
}

#[cfg(not(feature = "sqlite"))]
impl Open for ForSqlite {
    const FEATURE: &'static str = "sqlite";
}

#[cfg(not(feature = "mysql"))]
impl Open for ForMysql {
    const FEATURE: &'static str = "mysql";
}
