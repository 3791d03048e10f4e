//! The error type itself: a box of facts with predicates and accessors.

use std::{any::TypeId, borrow::Cow, error, fmt, sync::Arc};

use crate::error::{ErrorKind, message::OUTCOME_UNKNOWN};

/// The result of every fallible call of the library.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Everything that can go wrong, one word wide.
///
/// Match on [`Error::kind`] or ask a predicate; details are accessors, and the driver's own error is the
/// [`source`](error::Error::source), unless its text holds a value of a row or a part of a URL. Cloning shares it.
///
/// ```
/// # use queryset::prelude::*;
/// fn status(error: &Error) -> u16 {
///     match error.kind() {
///         ErrorKind::DoesNotExist => 404,
///         ErrorKind::BadLookup | ErrorKind::InvalidValue => 400,
///         ErrorKind::UniqueViolation => 409,
///         _ => 500,
///     }
/// }
/// ```
///
/// Django: the exceptions of `django.core.exceptions` and `django.db.utils`.
#[derive(Clone)]
pub struct Error(Arc<Facts>);

#[derive(Clone)]
struct Facts {
    kind: ErrorKind,
    message: Cow<'static, str>,
    model: Option<&'static str>,
    model_type: Option<TypeId>,
    field: Option<Cow<'static, str>>,
    table: Option<String>,
    column: Option<String>,
    /// Where there are several.
    columns: Vec<String>,
    constraint: Option<String>,
    code: Option<String>,
    sql: Option<Arc<str>>,
    outcome_unknown: bool,
    source: Option<Arc<dyn error::Error + Send + Sync>>,
}

impl Error {
    /// An error of `kind` with the text `message`.
    pub(crate) fn new(kind: ErrorKind, message: impl Into<Cow<'static, str>>) -> Self {
        Self(Arc::new(Facts {
            kind,
            message: message.into(),
            model: None,
            model_type: None,
            field: None,
            table: None,
            column: None,
            columns: Vec::new(),
            constraint: None,
            code: None,
            sql: None,
            outcome_unknown: false,
            source: None,
        }))
    }

    /// The class of the error.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What went wrong, without the statement: what a client of an API may read.
    ///
    /// Of a [`BadLookup`](ErrorKind::BadLookup), whose key the client has written, it names no model.
    ///
    /// ```
    /// # use queryset::{auth::User, prelude::*};
    /// let error = Lookups::allow(["id"]).parse::<User>([("id", "many")]).unwrap_err();
    /// assert_eq!(error.message(), "`id`: `many` is no 32-bit integer");
    /// assert_eq!(error.to_string(), "User: `id`: `many` is no 32-bit integer");
    /// ```
    pub fn message(&self) -> String {
        if self.kind() == ErrorKind::BadLookup {
            return self.0.message.to_string();
        }
        self.message_about(self.field())
    }

    /// The message behind the model and a field of it.
    fn message_about(&self, field: Option<&str>) -> String {
        let message = &self.0.message;
        match (self.model(), field) {
            (Some(model), Some(field)) => format!("{model}.{field}: {message}"),
            (Some(model), None) => format!("{model}: {message}"),
            (None, Some(field)) => format!("{field}: {message}"),
            (None, None) => message.to_string(),
        }
    }

    /// The name of the model it concerns, where there is one.
    pub fn model(&self) -> Option<&str> {
        self.0.model
    }

    /// The name of the model's field it concerns, where there is one.
    pub fn field(&self) -> Option<&str> {
        self.0.field.as_deref()
    }

    /// The table that a database error names.
    pub fn table(&self) -> Option<&str> {
        self.0.table.as_deref()
    }

    /// The column that a database error names.
    pub fn column(&self) -> Option<&str> {
        self.0.column.as_deref()
    }

    /// The constraint that a database error names.
    pub fn constraint(&self) -> Option<&str> {
        self.0.constraint.as_deref()
    }

    /// The database's own code: SQLSTATE on PostgreSQL and MySQL, the extended result code on SQLite.
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The statement that failed, with placeholders in place of values.
    pub fn sql(&self) -> Option<&str> {
        self.0.sql.as_deref()
    }

    /// Whether a query that must find one row found none.
    pub fn is_does_not_exist(&self) -> bool {
        self.kind() == ErrorKind::DoesNotExist
    }

    /// Whether a query that must find one row found several.
    pub fn is_multiple_objects_returned(&self) -> bool {
        self.kind() == ErrorKind::MultipleObjectsReturned
    }

    /// Whether a unique constraint or a primary key refused the write.
    pub fn is_unique_violation(&self) -> bool {
        self.kind() == ErrorKind::UniqueViolation
    }

    /// Whether a foreign-key constraint refused the write.
    pub fn is_foreign_key_violation(&self) -> bool {
        self.kind() == ErrorKind::ForeignKeyViolation
    }

    /// Whether a check constraint refused the write.
    pub fn is_check_violation(&self) -> bool {
        self.kind() == ErrorKind::CheckViolation
    }

    /// Whether a NOT NULL column was left without a value.
    pub fn is_not_null_violation(&self) -> bool {
        self.kind() == ErrorKind::NotNullViolation
    }

    /// Whether the database refused the write to keep its rules (Django: `IntegrityError`).
    pub fn is_integrity_error(&self) -> bool {
        self.is_unique_violation()
            || self.is_foreign_key_violation()
            || self.is_check_violation()
            || self.is_not_null_violation()
    }

    /// Whether a lookup given as text was wrong: answer it with HTTP 400.
    pub fn is_bad_lookup(&self) -> bool {
        self.kind() == ErrorKind::BadLookup
    }

    /// Whether the server could not be reached or the connection was lost.
    pub fn is_connection_error(&self) -> bool {
        self.kind() == ErrorKind::Connection
    }

    /// Whether nobody knows if the change was made: the answer to a COMMIT, or to a write outside of a transaction, was lost
    /// with its connection.
    ///
    /// Never set where nothing was sent, or the server has refused. Before such a write is sent again, look whether it
    /// is there.
    ///
    /// ```
    /// # use queryset::prelude::*;
    /// fn may_be_sent_again(error: &Error) -> bool {
    ///     error.is_connection_error() && !error.is_outcome_unknown()
    /// }
    /// ```
    pub fn is_outcome_unknown(&self) -> bool {
        self.0.outcome_unknown
    }

    /// Whether it may go well when the whole transaction is tried again.
    pub(crate) fn is_to_be_tried_again(&self) -> bool {
        matches!(self.kind(), ErrorKind::Serialization | ErrorKind::OutdatedStatement)
    }

    /// Whether no connection became free in time.
    pub fn is_pool_timeout(&self) -> bool {
        self.kind() == ErrorKind::PoolTimeout
    }

    /// Whether the error concerns the model whose type has this id.
    pub(crate) fn concerns(&self, model: TypeId) -> bool {
        self.0.model_type == Some(model)
    }

    pub(crate) fn with_model(self, name: &'static str, id: TypeId) -> Self {
        self.change(|it| {
            it.model.get_or_insert(name);
            it.model_type.get_or_insert(id);
        })
    }

    /// The model by its name alone, for layers that know metadata and no type.
    pub(crate) fn with_model_name(self, name: &'static str) -> Self {
        self.change(|it| {
            it.model.get_or_insert(name);
        })
    }

    pub(crate) fn with_field(self, name: impl Into<Cow<'static, str>>) -> Self {
        self.change(|it| {
            it.field.get_or_insert(name.into());
        })
    }

    pub(crate) fn with_table(self, name: impl Into<String>) -> Self {
        self.change(|it| it.table = Some(name.into()))
    }

    pub(crate) fn with_column(self, name: impl Into<String>) -> Self {
        self.change(|it| it.column = Some(name.into()))
    }

    /// The columns of a constraint over several, where the database names those and not the constraint.
    #[cfg_attr(not(feature = "sqlite"), expect(dead_code, reason = "only SQLite names those"))]
    pub(crate) fn with_columns(self, names: Vec<String>) -> Self {
        self.change(|it| it.columns = names)
    }

    pub(crate) fn columns(&self) -> &[String] {
        &self.0.columns
    }

    pub(crate) fn with_constraint(self, name: impl Into<String>) -> Self {
        self.change(|it| it.constraint = Some(name.into()))
    }

    pub(crate) fn with_unknown_outcome(self) -> Self {
        self.change(|it| {
            it.outcome_unknown = true;
            it.message = format!("{}; {OUTCOME_UNKNOWN}", it.message).into();
        })
    }

    pub(crate) fn with_code(self, code: impl Into<String>) -> Self {
        self.change(|it| it.code = Some(code.into()))
    }

    pub(crate) fn with_sql(self, sql: Arc<str>) -> Self {
        self.change(|it| {
            it.sql.get_or_insert(sql);
        })
    }

    pub(crate) fn with_source(self, source: impl error::Error + Send + Sync + 'static) -> Self {
        self.change(|it| it.source = Some(Arc::new(source)))
    }

    pub(crate) fn with_boxed_source(self, source: Box<dyn error::Error + Send + Sync>) -> Self {
        self.change(|it| it.source = Some(Arc::from(source)))
    }

    fn change(mut self, change: impl FnOnce(&mut Facts)) -> Self {
        change(Arc::make_mut(&mut self.0));
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The message of a bad lookup begins with the key, which is the field.
        let field = self.field().filter(|_| self.kind() != ErrorKind::BadLookup);
        f.write_str(&self.message_about(field))?;
        match &self.0.sql {
            Some(sql) => write!(f, " [{sql}]"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}({self})", self.0.kind)
    }
}

impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        self.0.source.as_deref().map(|it| it as &(dyn error::Error + 'static))
    }
}

/// Turns "there is no such row" into `None`.
pub trait Optional<T> {
    /// `Ok(None)` where the error is [`ErrorKind::DoesNotExist`].
    ///
    /// # Errors
    /// Every other error, as it was.
    fn optional(self) -> Result<Option<T>>;
}

impl<T> Optional<T> for Result<T> {
    fn optional(self) -> Result<Option<T>> {
        match self {
            Ok(value) => Ok(Some(value)),
            Err(error) if error.is_does_not_exist() => Ok(None),
            Err(error) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_one_word_wide() {
        assert_eq!(size_of::<Error>(), size_of::<usize>());
    }

    #[test]
    fn the_message_names_model_and_field_first() {
        let error = Error::new(ErrorKind::InvalidValue, "is too long")
            .with_model("Book", TypeId::of::<()>())
            .with_field("name");
        assert_eq!(error.to_string(), "Book.name: is too long");
    }
}
