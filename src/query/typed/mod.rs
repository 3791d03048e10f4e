//! The typed face: expressions that know their Rust type, and write the untyped tree.
//!
//! A method exists where the database has the operation for the type; a wrong operand does not compile. Everything
//! here is thin: what it makes is an [`Expr`](crate::query::Expr) or a [`Q`](crate::query::Q).
//!
//! **What is called:** [`Expression`], a column or what is computed of one, has the lookups, operators, functions and
//! aggregates; [`Relation`] what can be said of a relation; [`Case`], [`Now`], [`Random`] and [`custom_expression`] make
//! expressions; [`DateUnit`] and [`TimeUnit`] are what dates and times are cut off at; [`Assignment`] is what `set` gives.
//!
//! **What stands in signatures:** the other traits say what may stand where, and are named in the compiler's errors:
//! [`Operand`], [`Operands`] and [`Listed`] on the right of a lookup, [`Keys`] beside a relation, [`Term`] on the right of an operator,
//! [`Selected`], [`Entries`] and [`Projection`] in a selection, [`Orderings`] in an order, [`Assignments`] in an update,
//! [`Named`] where fields are named; [`Shape`] and the types that have it say what a row becomes, [`PerRow`], [`Aggregated`], [`Join`] and
//! [`Ungrouped`] whether there is a value for each row or each group.

mod aggregate;
mod aliased;
mod annotations;
mod arithmetic;
mod array;
mod assign;
mod bounds;
mod calendar;
mod case;
mod custom;
#[cfg(feature = "decimal")]
mod decimal;
mod dicts;
mod expression;
mod formula;
mod functions;
mod json;
mod keys;
mod kind;
mod lookups;
mod named;
mod now;
mod numbers;
mod operand;
mod order;
mod placed;
mod projection;
mod relation;
mod selection;
mod shape;
mod spelled;
mod truth;
#[cfg(feature = "uuid")]
mod uuid;
mod whole_key;

pub use aliased::{Aliased, Beside};
pub use annotations::{AndThen, RawAnnotations};
pub use assign::{Assignment, Assignments};
pub use bounds::Bounds;
pub use calendar::{DateUnit, TimeUnit, Truncates};
pub use case::{Branches, Case, NullBranch};
pub use custom::{Arguments, custom_expression};
pub use dicts::{Dicts, Entries, Entry, NamedExpression};
pub use expression::{Columns, Expression, column_at};
pub use formula::{DbDefault, FitsInto, condition, db_default, generated, sort_keys};
pub use keys::Keys;
pub use kind::{Aggregated, Join, PerRow, Ungrouped};
pub use named::{Named, NamedDeferred};
pub use now::Now;
pub use operand::{Listed, Operand, Operands, Term};
pub use order::{Orderings, Random, push_relation};
pub use placed::Placed;
#[doc(hidden)]
pub use projection::filled;
pub use projection::{Fills, Projected, Projection};
pub use relation::Relation;
pub(crate) use selection::for_each_arity;
pub use selection::{Append, Selected};
pub use shape::{Annotated, Instances, Plain, Shape, Values};
#[doc(hidden)]
pub use spelled::{Leads, Spelled};
pub use whole_key::WholeKey;
