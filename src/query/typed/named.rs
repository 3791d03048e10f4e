//! Fields of a model that a closure names: those that are read, written, or left out.

use crate::{
    model::{Deferred, Fields},
    query::{
        Expr,
        typed::{Expression, PerRow, selection::for_each_arity},
    },
    value::Column,
};

/// A field of the model, a relation among them, or a tuple of up to twelve.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no field of a model",
    label = "give a field or a tuple of up to 12 fields"
)]
pub trait Named {
    /// Adds the fields to a list.
    fn push_to(self, list: &mut Vec<Expr>);
}

/// A field that a query can leave out, or a tuple of up to twelve.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be left out of a row",
    label = "only a field of type `Deferred<T>` can be left out, and loaded later",
    note = "an instance always has its other fields: make it a `Deferred<T>`, or select columns with `values_list`"
)]
pub trait NamedDeferred {
    /// Adds the fields to a list.
    fn push_to(self, list: &mut Vec<Expr>);
}

impl<T> Named for Expression<T, PerRow> {
    fn push_to(self, list: &mut Vec<Expr>) {
        list.push(self.into_expr());
    }
}

impl<F: Fields> Named for F {
    fn push_to(self, list: &mut Vec<Expr>) {
        list.push(Expr::Path(self.path().clone()));
    }
}

impl<T: Column> NamedDeferred for Expression<Deferred<T>, PerRow> {
    fn push_to(self, list: &mut Vec<Expr>) {
        list.push(self.into_expr());
    }
}

/// No field.
impl Named for () {
    fn push_to(self, _: &mut Vec<Expr>) {}
}

macro_rules! tuples {
    ($(($T:ident $K:ident $n:tt))*) => {
        impl<$($T: Named),*> Named for ($($T,)*) {
            fn push_to(self, list: &mut Vec<Expr>) {
                $(self.$n.push_to(list);)*
            }
        }

        impl<$($T: NamedDeferred),*> NamedDeferred for ($($T,)*) {
            fn push_to(self, list: &mut Vec<Expr>) {
                $(self.$n.push_to(list);)*
            }
        }
    };
}
for_each_arity!(tuples);
