//! The objects that relations lead to.

use futures::FutureExt;

use crate::{
    model::{ForeignKey, OneToOne, Target, meta_of},
    query::Q,
    queryset::{Action, QuerySet},
    store,
    value::Scalar,
};

impl<T: Target> ForeignKey<T> {
    /// Fetches the object by its key, in one query.
    ///
    /// It fails with [`DoesNotExist`](crate::error::ErrorKind::DoesNotExist) where there is no such row, which a
    /// relation without a constraint allows.
    pub fn aget(&self) -> Action<'_, T::Model> {
        fetched::<T>(self.id())
    }
}

impl<T: Target> OneToOne<T> {
    /// Fetches the object by its key, in one query.
    ///
    /// It fails with [`DoesNotExist`](crate::error::ErrorKind::DoesNotExist) where there is no such row, which a
    /// relation without a constraint allows.
    pub fn aget(&self) -> Action<'_, T::Model> {
        fetched::<T>(self.id())
    }
}

fn fetched<T: Target>(key: &T::Value) -> Action<'_, T::Model> {
    Action::new(move |session| {
        let field = T::FIELD.unwrap_or_else(|| meta_of::<T>().primary_key().name);
        let query =
            store::rows_with(meta_of::<T>(), std::iter::once((field, Scalar::to_value(key))));
        let set = QuerySet::<T::Model> { query, ..QuerySet::new() };
        set.on(session).aget(|_| Q::default()).boxed()
    })
}
