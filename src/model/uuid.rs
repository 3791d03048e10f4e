//! UUIDs as primary keys.

use uuid::Uuid;

use crate::{
    model::{ForeignKey, Key, Model, OneToOne, ToKey},
    value::{Scalar, Value},
};

impl Key for Uuid {
    fn unset() -> Option<Self> {
        Some(Self::nil())
    }
}

impl<M: Model<Key = Self>> ToKey<M> for Uuid {
    fn to_key(&self) -> Value {
        Scalar::to_value(self)
    }
}

impl<T: Model<Key = Uuid>> From<Uuid> for ForeignKey<T> {
    fn from(key: Uuid) -> Self {
        Self::to(key)
    }
}

impl<T: Model<Key = Uuid>> From<Uuid> for OneToOne<T> {
    fn from(key: Uuid) -> Self {
        Self::to(key)
    }
}
