//! One statement on its way into sqlx.

use std::sync::Arc;

use sqlx::{AssertSqlSafe, Database, Execute, SqlSafeStr, SqlStr, error::BoxDynError};

/// A text and its bound values, in the form that sqlx executes.
pub(crate) struct Call<DB: Database> {
    sql: SqlStr,
    arguments: Option<DB::Arguments>,
    persistent: bool,
}

impl<DB: Database> Call<DB> {
    /// A prepared statement, kept for its next use.
    pub(crate) fn kept(sql: Arc<str>, arguments: DB::Arguments) -> Self {
        Self { sql: assert_safe(sql), arguments: Some(arguments), persistent: true }
    }

    /// A prepared statement that the server forgets when it is done.
    pub(crate) fn passing(sql: Arc<str>, arguments: DB::Arguments) -> Self {
        Self { sql: assert_safe(sql), arguments: Some(arguments), persistent: false }
    }

    /// A text without binds that is not prepared, because it may not be preparable or hold several statements.
    pub(crate) fn plain(sql: Arc<str>) -> Self {
        Self { sql: assert_safe(sql), arguments: None, persistent: false }
    }
}

/// The one assertion of the library: the compiler writes identifiers quoted and values as placeholders, and raw SQL is
/// the caller's own text.
fn assert_safe(sql: Arc<str>) -> SqlStr {
    AssertSqlSafe(sql).into_sql_str()
}

impl<DB: Database> Execute<'_, DB> for Call<DB> {
    fn sql(self) -> SqlStr {
        self.sql
    }

    fn statement(&self) -> Option<&DB::Statement> {
        None
    }

    fn take_arguments(&mut self) -> Result<Option<DB::Arguments>, BoxDynError> {
        Ok(self.arguments.take())
    }

    fn persistent(&self) -> bool {
        self.persistent
    }
}
