//! Which types an operator takes, and the type that it gives.
//!
//! Numbers follow [`Arithmetic`]. Spans of time are added to and taken from dates, instants and each other, are what
//! lies between two of them, and are multiplied and divided by numbers (Django: `DurationExpression`,
//! `TemporalSubtraction`).

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

use crate::value::{Arithmetic, Scalar};

macro_rules! operators {
    ($($(#[$doc:meta])* $Name:ident $message:literal;)*) => { $(
        $(#[$doc])*
        #[diagnostic::on_unimplemented(
            message = $message,
            label = "the database has no such operator for these two"
        )]
        pub trait $Name<Other>: Scalar {
            /// The type of the result.
            type Out: Scalar;
        }

        impl<T: Arithmetic<Other>, Other> $Name<Other> for T {
            type Out = <T as Arithmetic<Other>>::Out;
        }
    )* };
}
operators! {
    /// What `+` takes on its left.
    Plus "`{Self} + {Other}` has no value";
    /// What `-` takes on its left.
    Minus "`{Self} - {Other}` has no value";
    /// What `*` takes on its left.
    Times "`{Self} * {Other}` has no value";
    /// What `/` takes on its left.
    Over "`{Self} / {Other}` has no value";
}

macro_rules! spans {
    ($($left:ty, $Name:ident $right:ty => $out:ty;)*) => { $(
        impl $Name<$right> for $left { type Out = $out; }
    )* };
}
spans! {
    TimeDelta, Plus TimeDelta => TimeDelta;
    TimeDelta, Minus TimeDelta => TimeDelta;
    TimeDelta, Plus NaiveDate => NaiveDate;
    TimeDelta, Plus DateTime<Utc> => DateTime<Utc>;
    NaiveDate, Plus TimeDelta => NaiveDate;
    NaiveDate, Minus TimeDelta => NaiveDate;
    NaiveDate, Minus NaiveDate => TimeDelta;
    DateTime<Utc>, Plus TimeDelta => DateTime<Utc>;
    DateTime<Utc>, Minus TimeDelta => DateTime<Utc>;
    DateTime<Utc>, Minus DateTime<Utc> => TimeDelta;
    NaiveTime, Minus NaiveTime => TimeDelta;
    TimeDelta, Times i16 => TimeDelta;
    TimeDelta, Times i32 => TimeDelta;
    TimeDelta, Times i64 => TimeDelta;
    TimeDelta, Times f64 => TimeDelta;
    TimeDelta, Over i16 => TimeDelta;
    TimeDelta, Over i32 => TimeDelta;
    TimeDelta, Over i64 => TimeDelta;
    TimeDelta, Over f64 => TimeDelta;
}
