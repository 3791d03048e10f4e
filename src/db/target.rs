//! Where a query goes.

use std::sync::Arc;

use crate::{
    db::{Database, Session, Transaction, alias, scope, transaction::Handle},
    error::Result,
};

/// Where a query goes: named by `using`, else the database of the scope, else the alias `default`. An `atomic` that is open
/// round the query on that database makes it a part of its transaction.
///
/// The scope is the one in which the method was called that makes the future or stream, wherever that is polled; of a
/// queryset, which is only data, the one in which it is awaited.
#[derive(Clone, Debug, Default)]
pub struct Target(Named);

#[derive(Clone, Debug, Default)]
enum Named {
    #[default]
    Nothing,
    Alias(Arc<str>),
    Database(Database),
    Transaction(Handle),
}

impl Target {
    /// The same, no matter in which scope it will be resolved: what this scope knows of it is kept. Outside of any scope
    /// nothing is known, and the one in which it is resolved decides.
    pub(crate) fn here(self) -> Self {
        let known = match &self.0 {
            Named::Nothing => scope::current().is_some(),
            Named::Alias(_) | Named::Database(_) | Named::Transaction(_) => true,
        };
        // An alias that nobody knows yet is an error of the query, if it still is one then.
        if known { self.resolve().map_or(self, Self::from) } else { self }
    }

    /// Finds the database; called when the query is first polled.
    pub(crate) fn resolve(&self) -> Result<Session> {
        let database = match &self.0 {
            Named::Nothing => match scope::current() {
                Some(database) => database,
                None => alias::database("default")?,
            },
            Named::Alias(name) => alias::database(name)?,
            Named::Database(database) => database.clone(),
            Named::Transaction(handle) => {
                return Ok(Session::Transaction(scope::innermost(handle)));
            }
        };
        Ok(match scope::open_on(&database) {
            Some(handle) => Session::Transaction(handle),
            None => Session::Pool(database),
        })
    }
}

impl From<&Database> for Target {
    fn from(database: &Database) -> Self {
        Self(Named::Database(database.clone()))
    }
}

impl From<Database> for Target {
    fn from(database: Database) -> Self {
        Self(Named::Database(database))
    }
}

impl From<&Transaction> for Target {
    fn from(transaction: &Transaction) -> Self {
        Self(Named::Transaction(transaction.handle().clone()))
    }
}

impl From<&str> for Target {
    fn from(alias: &str) -> Self {
        Self(Named::Alias(Arc::from(alias)))
    }
}

impl From<Session> for Target {
    fn from(session: Session) -> Self {
        Self(match session {
            Session::Pool(database) => Named::Database(database),
            Session::Transaction(handle) => Named::Transaction(handle),
        })
    }
}

impl From<String> for Target {
    fn from(alias: String) -> Self {
        Self(Named::Alias(Arc::from(alias)))
    }
}
