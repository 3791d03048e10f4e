//! Decimals as operands, and other values as decimals.

use rust_decimal::Decimal;

use crate::{
    query::{
        Call,
        typed::{Expression, arithmetic::number_on_the_left, operand::literals},
    },
    value::{Column, Nullability},
};

literals!(Decimal);
number_on_the_left!(Decimal);

impl<T: Column, K> Expression<T, K> {
    /// The value as a decimal of so many digits, so many of them behind the point: `CAST(… AS numeric(10, 2))`.
    ///
    /// ```
    /// # use queryset::{auth::User, prelude::*};
    /// let set = User::objects().values_list(|u| u.id().cast_decimal(10, 2));
    /// assert_eq!(
    ///     set.to_sql(Dialect::Postgres)?,
    ///     r#"SELECT CAST("auth_user"."id" AS numeric(10, 2)) FROM "auth_user""#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// A number with more digits is an error on PostgreSQL, the largest that fits on MySQL and MariaDB, and stays itself on
    /// SQLite, which has no such type: there it is rounded.
    ///
    /// Django: `Cast("id", DecimalField(max_digits=10, decimal_places=2))`.
    pub fn cast_decimal(
        &self,
        max_digits: u8,
        decimal_places: u8,
    ) -> Expression<<T::Null as Nullability>::Of<Decimal>, K> {
        self.cast_by(Call::CastDecimal(max_digits, decimal_places))
    }
}
