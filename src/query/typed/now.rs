//! The instant of the statement.

use chrono::{DateTime, Utc};

use crate::{
    query::{
        Call, Expr, Parts,
        typed::{DbDefault, Expression, Operand, PerRow, Term},
    },
    value::{Column, Meets, NotNull},
};

/// The instant at which the database runs the statement, as a value and as a `db_default`.
///
/// ```
/// # use queryset::{auth::User, prelude::*, query::typed::Now};
/// let future = User::objects().filter(|u| u.date_joined().gt(Now)).values_list(|u| u.id());
/// assert!(future.to_sql(Dialect::Postgres)?.contains("STATEMENT_TIMESTAMP()"));
/// # Ok::<(), Error>(())
/// ```
///
/// ```
/// # use queryset::{prelude::*, query::typed::Now};
/// # use chrono::{DateTime, Utc};
/// #[derive(Model, Debug)]
/// #[model(app = "library")]
/// pub struct Loan {
///     pub id: i64,
///     #[field(db_default = Now)]
///     pub since: Deferred<DateTime<Utc>>,
/// }
/// ```
///
/// SQLite knows milliseconds.
///
/// Django: `Now()`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Now;

impl Now {
    /// It as an expression, to compute with.
    #[expect(clippy::unused_self, reason = "it is a word of the language, as a column is")]
    pub fn expression(self) -> Expression<DateTime<Utc>> {
        Expression::new(Expr::Call(Call::Now, Parts::default()))
    }
}

impl Term for Now {
    type Kind = PerRow;
    type Type = DateTime<Utc>;

    fn term(self) -> Expr {
        self.expression().into_expr()
    }
}

impl<T: Column<Bare: Meets<DateTime<Utc>>>> Operand<T> for Now {
    type Kind = PerRow;
    type Type = DateTime<Utc>;
    type Given = NotNull;

    fn operand(self) -> Expr {
        self.term()
    }
}

impl DbDefault<DateTime<Utc>> for Now {
    fn expr(self) -> Expr {
        self.term()
    }
}

impl DbDefault<Option<DateTime<Utc>>> for Now {
    fn expr(self) -> Expr {
        self.term()
    }
}
