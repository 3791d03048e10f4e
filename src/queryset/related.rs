//! The objects that relations lead to.

use futures::FutureExt;

use crate::{
    model::{ForeignKey, Key, Model, OneToOne},
    query::Q,
    queryset::{Action, QuerySet, record::row_with_key},
};

impl<T: Model<Key: Key>> ForeignKey<T> {
    /// Fetches the object by its key, in one query.
    ///
    /// It fails with [`DoesNotExist`](crate::error::ErrorKind::DoesNotExist) where there is no such row, which a
    /// relation without a constraint allows.
    pub fn aget(&self) -> Action<'_, T> {
        fetched(self.id())
    }
}

impl<T: Model<Key: Key>> OneToOne<T> {
    /// Fetches the object by its key, in one query.
    ///
    /// It fails with [`DoesNotExist`](crate::error::ErrorKind::DoesNotExist) where there is no such row, which a
    /// relation without a constraint allows.
    pub fn aget(&self) -> Action<'_, T> {
        fetched(self.id())
    }
}

fn fetched<T: Model>(key: &T::Key) -> Action<'_, T> {
    Action::new(move |session| {
        let set = QuerySet::<T> { query: row_with_key::<T>(key), ..QuerySet::new() };
        set.on(session).aget(|_| Q::default()).boxed()
    })
}
