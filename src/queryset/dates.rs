//! The different dates and times of a column. Nothing here touches a database.

use chrono::NaiveDate;

use crate::{
    model::Model,
    query::{
        Lookup, Ordering, Q, Selection,
        typed::{DateUnit, Expression, Plain, Shape, Truncates, Values},
    },
    queryset::QuerySet,
    value::{Column, Dated, Timed, Value},
};

/// The distinct beginnings of dates or times.
pub(super) type Beginnings<M, T, K> = QuerySet<M, Values<Plain<M>, Expression<T, K>>>;

impl<M: Model, S: Shape<Model = M>> QuerySet<M, S> {
    /// The different years, months, … that the dates of a column fall in, each by its first day, the earliest first.
    ///
    /// Django: `dates("pubdate", "year")`; for `order="DESC"` add [`reverse`](Self::reverse).
    ///
    /// ```
    /// # use queryset::{auth::User, prelude::*, query::typed::DateUnit};
    /// let set = User::objects().dates(|u| u.date_joined().date(), DateUnit::Year);
    /// assert_eq!(
    ///     set.to_sql(Dialect::Mariadb)?,
    ///     "SELECT DISTINCT CAST(DATE_FORMAT(DATE(`auth_user`.`date_joined`), '%Y-01-01') AS DATE) FROM `auth_user` WHERE DATE(`auth_user`.`date_joined`) IS NOT NULL ORDER BY CAST(DATE_FORMAT(DATE(`auth_user`.`date_joined`), '%Y-01-01') AS DATE) ASC"
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn dates<T: Column<Bare = NaiveDate>, K: 'static>(
        self,
        column: impl FnOnce(S::Args) -> Expression<T, K>,
        unit: DateUnit,
    ) -> QuerySet<M, Values<S, Expression<NaiveDate, K>>> {
        self.beginnings(column, unit)
    }

    /// The different years, days, hours, … that the instants of a column fall in, each by its beginning, the earliest
    /// first.
    ///
    /// Django: `datetimes("at", "hour")`; for `order="DESC"` add [`reverse`](Self::reverse), for `tzinfo` write
    /// `e.at().in_zone(zone)`, which gives what the clock showed.
    ///
    /// ```
    /// # use queryset::{auth::User, prelude::*, query::Unit};
    /// let set = User::objects().datetimes(|u| u.date_joined(), Unit::Hour);
    /// assert_eq!(
    ///     set.to_sql(Dialect::Sqlite)?,
    ///     r#"SELECT DISTINCT django_datetime_trunc('hour', "auth_user"."date_joined", 'UTC', 'UTC') FROM "auth_user" WHERE "auth_user"."date_joined" IS NOT NULL ORDER BY django_datetime_trunc('hour', "auth_user"."date_joined", 'UTC', 'UTC') ASC"#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn datetimes<T: Column<Bare: Dated + Timed>, K: 'static>(
        self,
        column: impl FnOnce(S::Args) -> Expression<T, K>,
        unit: impl Truncates<T::Bare>,
    ) -> QuerySet<M, Values<S, Expression<T::Bare, K>>> {
        self.beginnings(column, unit)
    }

    fn beginnings<T: Column, K: 'static>(
        self,
        column: impl FnOnce(S::Args) -> Expression<T, K>,
        unit: impl Truncates<T::Bare>,
    ) -> QuerySet<M, Values<S, Expression<T::Bare, K>>> {
        let (open, column) = self.call(column);
        let beginning = column.trunc(unit).closed(open).into_expr();
        let known = Q::Lookup {
            left: column.closed(open).into_expr(),
            lookup: Lookup::IsNull,
            right: vec![Value::Boolean(false).into()],
        };
        let mut set = self.filter(|_| known).distinct();
        set.query.ordering = Some(vec![Ordering::ascending(beginning.clone())]);
        set.query.reversed = false;
        set.query.selection = Selection::Values(vec![beginning]);
        let shape = Values::new(set.shape.clone());
        set.reshaped(shape)
    }
}
