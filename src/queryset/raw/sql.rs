//! What can be the text of a raw query.

use std::sync::Arc;

/// The text of a raw query: a literal, or what the caller vouches for as [`TrustedSql`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no SQL that can be trusted",
    label = "the text of a raw query is a literal",
    note = "values go through `bind`; if the program alone made every part of the text, wrap it: `TrustedSql(text)`"
)]
pub trait RawSql {
    /// The text.
    fn into_sql(self) -> Arc<str>;
}

impl RawSql for &'static str {
    fn into_sql(self) -> Arc<str> {
        Arc::from(self)
    }
}

/// A text that was put together at run time, and holds nothing that came from outside the program.
///
/// ```
/// # use queryset::{TrustedSql, auth::User, prelude::*};
/// let columns: Vec<&str> = User::meta().fields.iter().map(|it| it.column).collect();
/// let sql = format!("SELECT {} FROM auth_user WHERE id > ?", columns.join(", "));
/// let set = User::objects().raw(TrustedSql(sql)).bind(7);
/// assert!(set.to_sql(Dialect::Sqlite)?.ends_with("FROM auth_user WHERE id > ?"));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustedSql(pub String);

impl RawSql for TrustedSql {
    fn into_sql(self) -> Arc<str> {
        Arc::from(self.0)
    }
}
