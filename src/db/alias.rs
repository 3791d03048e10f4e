//! The databases that the whole process knows by name.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use crate::{
    db::Database,
    error::{Error, Result},
};

static KNOWN: RwLock<Option<HashMap<Arc<str>, Database>>> = RwLock::new(None);

/// Connects to a database and makes it the one for queries that name no other (Django: the alias `default`).
///
/// # Errors
/// When the URL cannot be read, its cargo feature is off, or the server cannot be reached.
pub async fn connect(url: &str) -> Result<Database> {
    Ok(Database::connect(url).await?.register())
}

/// The database registered under an alias (Django: `connections[alias]`).
///
/// # Errors
/// [`NoDatabase`](crate::error::ErrorKind::NoDatabase) when there is none.
pub fn database(alias: &str) -> Result<Database> {
    let known = KNOWN.read().unwrap_or_else(PoisonError::into_inner);
    let found = known.as_ref().and_then(|it| it.get(alias)).cloned();
    found.ok_or_else(|| {
        let mut names: Vec<&str> =
            known.iter().flat_map(HashMap::keys).map(AsRef::as_ref).collect();
        names.sort_unstable();
        Error::unknown_alias(alias, &names)
    })
}

pub(super) fn register(database: Database) {
    let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
    known.get_or_insert_default().insert(Arc::from(database.alias()), database);
}
