//! Where a query goes.

use std::sync::Arc;

use crate::{
    db::{Database, Session, Transaction, alias, scope, transaction::Handle},
    error::{Error, Result},
};

/// Where a query goes: named by `using`, else the database of the scope, else the alias `default`. An `atomic` that is open
/// round the query on that database makes it a part of its transaction.
///
/// The scope is the one in which the method was called that makes the future or stream, wherever that is polled; of a
/// queryset, which is only data, the one in which it is awaited. To poll it in the scope of another database is an error.
#[derive(Clone, Debug, Default)]
pub struct Target(Named);

#[derive(Clone, Debug, Default)]
enum Named {
    #[default]
    Nothing,
    Alias(Arc<str>),
    Database(Database),
    Transaction(Handle),
    /// What the scope of the call says of a query that names nothing.
    Scope(Session),
}

impl Target {
    /// The same, no matter in which scope it will be resolved: what this scope knows of it is kept. Outside of any scope
    /// nothing is known, and the one in which it is resolved decides.
    pub(crate) fn here(self) -> Self {
        let kept: fn(Session) -> Self = match &self.0 {
            Named::Nothing if scope::current().is_none() => return self,
            Named::Nothing | Named::Scope(_) => |session| Self(Named::Scope(session)),
            Named::Alias(_) | Named::Database(_) | Named::Transaction(_) => Self::from,
        };
        // An alias that nobody knows yet is an error of the query, if it still is one then.
        self.resolve().map_or(self, kept)
    }

    /// That what was made in the scope of a database, and names none, is not polled in the scope of another one.
    pub(super) fn check(&self) -> Result<()> {
        match (&self.0, scope::current()) {
            (Named::Scope(session), Some(there)) if !there.is(session.database()) => {
                let home = session.database().alias();
                Err(Error::handed_to_another_scope(home, there.alias()))
            }
            _ => Ok(()),
        }
    }

    /// Finds the database; called when the query is first polled.
    ///
    /// # Errors
    /// When no database is known under the alias, and when a query that names none was handed to the scope of another one
    /// than that of its call.
    pub(crate) fn resolve(&self) -> Result<Session> {
        let database = match &self.0 {
            Named::Scope(session) => {
                self.check()?;
                return Self::from(session.clone()).resolve();
            }
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
