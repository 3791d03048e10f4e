//! What `q!` and `set!` call.
//!
//! The macros see words, not types: `publisher = x` compares a column or a relation. So both have these methods, an
//! expression as its own and a relation by a trait, under names that no field can have.

use crate::{
    model::{Fields, Key, Model, ToKey},
    query::{
        Expr, Lookup, Q,
        typed::{
            Assignment, Expression, Keys, Operand, Operands, PerRow, Relation, relation::Pointed,
        },
    },
    value::{Column, Scalar, Value},
};

#[doc(hidden)]
impl<T: Column, K> Expression<T, K> {
    pub fn __exact(&self, value: impl Operand<T>) -> Q {
        self.eq(value)
    }

    pub fn __in(&self, values: impl Operands<T>) -> Q {
        self.in_(values)
    }

    pub fn __is_null_if(&self, null: bool) -> Q {
        self.is_null_if(null)
    }
}

#[doc(hidden)]
impl<T: Column> Expression<T, PerRow> {
    pub fn __set(&self, value: impl Operand<T, Kind = PerRow>) -> Assignment {
        self.set(value)
    }

    pub fn __set_null(&self) -> Assignment {
        let null = Value::Null(<T::Bare as Scalar>::TYPE);
        Assignment { column: self.expr().clone(), value: Expr::Value(null) }
    }
}

/// The same for relations.
#[doc(hidden)]
pub trait Spelled: Fields {
    fn __exact(&self, object: impl ToKey<Pointed<Self>>) -> Q
    where
        Self::Model: Model<Key: Key>,
    {
        Relation::eq(self, object)
    }

    fn __in(&self, objects: impl Keys<Pointed<Self>>) -> Q
    where
        Self::Model: Model<Key: Key>,
    {
        Relation::in_(self, objects)
    }

    fn __is_null_if(&self, null: bool) -> Q {
        self.key_lookup(Lookup::IsNull, Value::Boolean(null).into())
    }

    fn __set(&self, object: impl ToKey<Pointed<Self>>) -> Assignment
    where
        Self::Model: Model<Key: Key>,
    {
        Relation::set(self, object)
    }

    fn __set_null(&self) -> Assignment
    where
        Self::Model: Model<Key: Key>,
    {
        Relation::set_null(self)
    }
}

impl<F: Fields<Model: Model>> Spelled for F {}
