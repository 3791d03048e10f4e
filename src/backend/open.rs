//! From a URL to a driver.

use std::sync::Arc;

use async_trait::async_trait;

use crate::{
    backend::{PoolOptions, pool::Backend},
    error::{Error, Result},
};

/// Opens the pool that a URL asks for.
pub(crate) async fn backend(url: &str, options: PoolOptions) -> Result<Arc<dyn Backend>> {
    let (scheme, rest) = url.split_once(':').unwrap_or_default();
    match scheme {
        "sqlite" => ForSqlite::open(url, options).await,
        // What is behind the colon would be taken for the name of the database, which errors show.
        "postgres" | "postgresql" | "mysql" | "mariadb" if !rest.starts_with("//") => {
            Err(Error::url_without_slashes(scheme))
        }
        "postgres" | "postgresql" => ForPostgres::open(url, options).await,
        "mysql" | "mariadb" => ForMysql::open(url, options).await,
        _ => Err(Error::unknown_scheme(url)),
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
