//! What `q!` and `set!` call.
//!
//! The macros see words, not types: `publisher = x` compares a column or a relation. So both have these methods, an
//! expression as its own and a relation by a trait, under names that no field can have.

use crate::{
    model::{Fields, Key, Model, ToKey},
    query::{
        Expr, Q,
        typed::{
            Assignment, Expression, Keys, Operand, Operands, PerRow, Relation, relation::Pointed,
        },
    },
    value::{Admits, Column, Nullable, Scalar, Takes, Value},
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
    pub fn __set<V>(&self, value: V) -> Assignment
    where
        V: Operand<T, Kind = PerRow>,
        T: Column<Bare: Takes<<V::Type as Column>::Bare>, Null: Admits<V::Given>>,
    {
        self.set(value)
    }

    pub fn __set_null(&self) -> Assignment
    where
        T: Column<Null: Admits<Nullable>>,
    {
        let null = Value::Null(<T::Bare as Scalar>::TYPE);
        Assignment { column: self.expr().clone(), value: Expr::Value(null) }
    }
}

/// The same for relations.
#[doc(hidden)]
pub trait Spelled: Fields {
    fn __exact(&self, object: impl ToKey<Pointed<Self>, As: Into<Expr>>) -> Q
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
        Relation::is_null_if(self, null)
    }

    fn __set(&self, object: impl ToKey<Pointed<Self>, As: Into<Expr>>) -> Assignment
    where
        Self::Model: Model<Key: Key>,
    {
        Relation::set(self, object)
    }

    fn __set_null(&self) -> Assignment
    where
        Self::Model: Model<Key: Key>,
        Self::Reach: Admits<Nullable>,
    {
        Relation::set_null(self)
    }
}

impl<F: Fields<Model: Model>> Spelled for F {}

/// What a path goes on from, before a name that the compiler would take for another thing.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a path does not go on behind `{Self}`",
    label = "this is a column: only a relation has fields",
    note = "a key of a JSON document is `.key(\"from\")` of its column, in a closure"
)]
pub trait Leads {
    type Onward;

    fn onward(self) -> Self::Onward;
}

impl<F: Fields<Model: Model>> Leads for F {
    type Onward = Self;

    fn onward(self) -> Self {
        self
    }
}
