//! Sort keys.

use crate::query::{
    Ordering,
    typed::{Expression, selection::for_each_arity},
};

impl<T, K> Expression<T, K> {
    /// Smallest first.
    pub fn asc(&self) -> Ordering {
        Ordering::ascending(self.expr().clone())
    }

    /// Largest first.
    pub fn desc(&self) -> Ordering {
        Ordering::descending(self.expr().clone())
    }
}

/// One sort key or a tuple of them; an expression alone is ascending.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no sort key",
    label = "give a column, `column.desc()`, or a tuple of them"
)]
pub trait Orderings {
    /// Adds the keys to a list.
    fn push_to(self, list: &mut Vec<Ordering>);
}

impl Orderings for Ordering {
    fn push_to(self, list: &mut Vec<Ordering>) {
        list.push(self);
    }
}

impl<T, K> Orderings for Expression<T, K> {
    fn push_to(self, list: &mut Vec<Ordering>) {
        list.push(Ordering::ascending(self.into_expr()));
    }
}

/// Keys known at run time.
impl Orderings for Vec<Ordering> {
    fn push_to(mut self, list: &mut Vec<Ordering>) {
        list.append(&mut self);
    }
}

/// No order at all (Django: `order_by()`).
impl Orderings for () {
    fn push_to(self, _: &mut Vec<Ordering>) {}
}

macro_rules! tuples {
    ($(($T:ident $K:ident $n:tt))*) => {
        impl<$($T: Orderings),*> Orderings for ($($T,)*) {
            fn push_to(self, list: &mut Vec<Ordering>) {
                $(self.$n.push_to(list);)*
            }
        }
    };
}
for_each_arity!(tuples);
