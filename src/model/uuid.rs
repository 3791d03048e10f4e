//! UUIDs as primary keys.

use uuid::Uuid;

use crate::{
    model::{ForeignKey, Key, OneToOne, Target, ToKey},
    value::{Scalar, Value},
};

impl Key for Uuid {
    fn unset() -> Option<Self> {
        Some(Self::nil())
    }
}

impl<M: Target<Value = Self>> ToKey<M> for Uuid {
    type As = Value;

    fn to_key(&self) -> Value {
        Scalar::to_value(self)
    }
}

impl<T: Target<Value = Uuid>> From<Uuid> for ForeignKey<T> {
    fn from(key: Uuid) -> Self {
        Self::to(key)
    }
}

impl<T: Target<Value = Uuid>> From<Uuid> for OneToOne<T> {
    fn from(key: Uuid) -> Self {
        Self::to(key)
    }
}
