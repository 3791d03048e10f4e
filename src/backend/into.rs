//! Pools of sqlx that exist already.

use std::sync::Arc;

use futures::future::BoxFuture;

use crate::{backend::Pool, error::Result};

/// A pool of sqlx: `sqlx::PgPool`, `sqlx::SqlitePool` or `sqlx::MySqlPool`, each with the feature of its database.
pub trait IntoPool {
    /// The pool as one of ours; `label` names it in events.
    fn into_pool(self, label: Arc<str>) -> BoxFuture<'static, Result<Pool>>;
}

#[cfg(feature = "postgres")]
impl IntoPool for sqlx::PgPool {
    fn into_pool(self, label: Arc<str>) -> BoxFuture<'static, Result<Pool>> {
        Box::pin(async move { Ok(Pool::from_postgres(self, label)) })
    }
}

#[cfg(feature = "sqlite")]
impl IntoPool for sqlx::SqlitePool {
    fn into_pool(self, label: Arc<str>) -> BoxFuture<'static, Result<Pool>> {
        Box::pin(async move { Ok(Pool::from_sqlite(self, label)) })
    }
}

#[cfg(feature = "mysql")]
impl IntoPool for sqlx::MySqlPool {
    fn into_pool(self, label: Arc<str>) -> BoxFuture<'static, Result<Pool>> {
        Box::pin(Pool::from_mysql(self, label))
    }
}
