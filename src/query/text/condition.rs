//! A condition with its model.

use std::{
    fmt,
    hash::{Hash, Hasher},
    marker::PhantomData,
    ops,
};

use crate::{
    model::{Always, Fields, Model, Path, Scoped},
    query::{Q, Scopes, open_scope},
};

/// A condition on rows of `M` that stands for itself: it can be kept, cloned, compared, and combined with `&`, `|`, `^`
/// and `!`.
///
/// [`Lookups::parse`](crate::query::Lookups::parse) makes one of text, [`Condition::new`] of a closure;
/// [`complex_filter`](crate::QuerySet::complex_filter) takes it.
///
/// ```
/// # use queryset::{auth::User, prelude::*};
/// let staff = Condition::<User>::new(|u| u.is_staff().eq(true));
/// let named = Condition::<User>::new(q!(username__istartswith = "a"));
/// let set = User::objects().complex_filter(staff & !named).values_list(f!(id));
/// assert_eq!(
///     set.to_sql(Dialect::Sqlite)?,
///     r#"SELECT "auth_user"."id" FROM "auth_user" WHERE "auth_user"."is_staff" = ? AND (NOT "auth_user"."username" LIKE ? ESCAPE ('\'))"#
/// );
/// # Ok::<(), Error>(())
/// ```
///
/// Django: a `Q` object, which has no model.
pub struct Condition<M> {
    q: Q,
    model: PhantomData<fn() -> M>,
}

impl<M: Model> Condition<M> {
    /// The condition that a closure gives, as `filter` takes it.
    pub fn new(condition: impl FnOnce(M::Fields<Always>) -> Q) -> Self {
        let open = open_scope();
        let mut q = condition(Fields::at(Path::root(Scoped::Open(open), M::meta())));
        q.close(open);
        Self::of(q)
    }
}

impl<M> Condition<M> {
    /// A condition whose paths start from `M`.
    pub(super) fn of(q: Q) -> Self {
        Self { q, model: PhantomData }
    }

    /// The condition as data.
    pub fn q(&self) -> &Q {
        &self.q
    }

    /// The condition as data.
    pub fn into_q(self) -> Q {
        self.q
    }
}

macro_rules! operators {
    ($($Op:ident $op:ident;)*) => { $(
        impl<M> ops::$Op for Condition<M> {
            type Output = Self;

            fn $op(self, other: Self) -> Self {
                Self::of(ops::$Op::$op(self.q, other.q))
            }
        }
    )* };
}
operators!(BitAnd bitand; BitOr bitor; BitXor bitxor;);

impl<M> ops::Not for Condition<M> {
    type Output = Self;

    fn not(self) -> Self {
        Self::of(!self.q)
    }
}

impl<M> Default for Condition<M> {
    /// No condition: every row meets it.
    fn default() -> Self {
        Self::of(Q::default())
    }
}

impl<M> Clone for Condition<M> {
    fn clone(&self) -> Self {
        Self::of(self.q.clone())
    }
}

impl<M> PartialEq for Condition<M> {
    fn eq(&self, other: &Self) -> bool {
        self.q == other.q
    }
}

impl<M> Eq for Condition<M> {}

impl<M> Hash for Condition<M> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.q.hash(state);
    }
}

impl<M> fmt::Debug for Condition<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.q.fmt(f)
    }
}
