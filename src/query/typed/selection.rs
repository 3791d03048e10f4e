//! Expressions as a row: one, or a tuple of up to twelve.

use crate::{
    error::Result,
    model::Scoped,
    query::{Expr, typed::Expression},
    value::{Column, Row},
};

/// What `values_list` takes: an expression, whose rows are its values, or a tuple, whose rows are tuples.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be selected",
    label = "give an expression or a tuple of up to 12 expressions"
)]
pub trait Selected: Clone + Send + Sync + 'static {
    /// What each row becomes.
    type Row: Send + 'static;

    /// The untyped expressions.
    fn exprs(&self) -> Vec<Expr>;

    /// Reads the cells of one row.
    ///
    /// # Errors
    /// When a cell does not fit its expression.
    fn read(row: &mut dyn Row) -> Result<Self::Row>;

    /// The closure has returned.
    #[doc(hidden)]
    #[must_use]
    fn closed(self, open: u64) -> Self;

    /// The expressions go into a closure.
    #[doc(hidden)]
    #[must_use]
    fn reopened(self, scope: Scoped) -> Self;
}

impl<T: Column, K: 'static> Selected for Expression<T, K> {
    type Row = T;

    fn exprs(&self) -> Vec<Expr> {
        vec![self.expr().clone()]
    }

    fn read(row: &mut dyn Row) -> Result<T> {
        T::read(row)
    }

    fn closed(self, open: u64) -> Self {
        Expression::closed(self, open)
    }

    fn reopened(self, scope: Scoped) -> Self {
        Expression::reopened(self, scope)
    }
}

/// A tuple with more behind it: what chained `annotate` calls need.
pub trait Append<More> {
    /// The longer tuple.
    type Out: Selected;

    /// The longer tuple.
    fn append(self, more: More) -> Self::Out;
}

/// Calls a macro once for every arity up to 12, with (type, kind, index) for each member.
macro_rules! for_each_arity {
    ($macro:ident) => {
        $macro! { (A Ka 0) }
        $macro! { (A Ka 0) (B Kb 1) }
        $macro! { (A Ka 0) (B Kb 1) (C Kc 2) }
        $macro! { (A Ka 0) (B Kb 1) (C Kc 2) (D Kd 3) }
        $macro! { (A Ka 0) (B Kb 1) (C Kc 2) (D Kd 3) (E Ke 4) }
        $macro! { (A Ka 0) (B Kb 1) (C Kc 2) (D Kd 3) (E Ke 4) (F Kf 5) }
        $macro! { (A Ka 0) (B Kb 1) (C Kc 2) (D Kd 3) (E Ke 4) (F Kf 5) (G Kg 6) }
        $macro! { (A Ka 0) (B Kb 1) (C Kc 2) (D Kd 3) (E Ke 4) (F Kf 5) (G Kg 6) (H Kh 7) }
        $macro! { (A Ka 0) (B Kb 1) (C Kc 2) (D Kd 3) (E Ke 4) (F Kf 5) (G Kg 6) (H Kh 7) (I Ki 8) }
        $macro! { (A Ka 0) (B Kb 1) (C Kc 2) (D Kd 3) (E Ke 4) (F Kf 5) (G Kg 6) (H Kh 7) (I Ki 8) (J Kj 9) }
        $macro! { (A Ka 0) (B Kb 1) (C Kc 2) (D Kd 3) (E Ke 4) (F Kf 5) (G Kg 6) (H Kh 7) (I Ki 8) (J Kj 9) (L Kl 10) }
        $macro! { (A Ka 0) (B Kb 1) (C Kc 2) (D Kd 3) (E Ke 4) (F Kf 5) (G Kg 6) (H Kh 7) (I Ki 8) (J Kj 9) (L Kl 10) (M Km 11) }
    };
}
pub(crate) use for_each_arity;

macro_rules! selected {
    ($(($T:ident $K:ident $n:tt))*) => {
        impl<$($T: Column, $K: 'static),*> Selected for ($(Expression<$T, $K>,)*) {
            type Row = ($($T,)*);

            fn exprs(&self) -> Vec<Expr> {
                vec![$(self.$n.expr().clone()),*]
            }

            fn read(row: &mut dyn Row) -> Result<Self::Row> {
                Ok(($($T::read(row)?,)*))
            }

            fn closed(self, open: u64) -> Self {
                ($(self.$n.closed(open),)*)
            }

            fn reopened(self, scope: Scoped) -> Self {
                ($(self.$n.reopened(scope),)*)
            }
        }

        impl<$($T: Column, $K: 'static,)*> Append<($(Expression<$T, $K>,)*)> for () {
            type Out = ($(Expression<$T, $K>,)*);

            fn append(self, more: ($(Expression<$T, $K>,)*)) -> Self::Out {
                more
            }
        }
    };
}
for_each_arity!(selected);

impl<T: Column, K: 'static> Append<Expression<T, K>> for () {
    type Out = (Expression<T, K>,);

    fn append(self, more: Expression<T, K>) -> Self::Out {
        (more,)
    }
}

macro_rules! append_one {
    ($(($T:ident $K:ident $n:tt))*) => {
        impl<$($T: Column, $K: 'static,)* X: Column, Kx: 'static> Append<Expression<X, Kx>> for ($(Expression<$T, $K>,)*)
        where
            ($(Expression<$T, $K>,)* Expression<X, Kx>,): Selected,
        {
            type Out = ($(Expression<$T, $K>,)* Expression<X, Kx>,);

            fn append(self, more: Expression<X, Kx>) -> Self::Out {
                ($(self.$n,)* more,)
            }
        }

        impl<$($T: Column, $K: 'static,)* X: Column, Kx: 'static, Y: Column, Ky: 'static>
            Append<(Expression<X, Kx>, Expression<Y, Ky>)> for ($(Expression<$T, $K>,)*)
        where
            ($(Expression<$T, $K>,)* Expression<X, Kx>, Expression<Y, Ky>): Selected,
        {
            type Out = ($(Expression<$T, $K>,)* Expression<X, Kx>, Expression<Y, Ky>);

            fn append(self, more: (Expression<X, Kx>, Expression<Y, Ky>)) -> Self::Out {
                ($(self.$n,)* more.0, more.1)
            }
        }
    };
}
for_each_arity!(append_one);
