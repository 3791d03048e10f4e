//! Columns with names that are known when the program runs.

use std::{borrow::Cow, fmt, sync::Arc};

use crate::{
    error::Result,
    model::{Fields, Key, Model, Path, Target},
    query::{
        Expr, Function,
        typed::{Expression, Shape, relation::Pointed, selection::for_each_arity},
    },
    value::{Column, Dict, Row, Scalar, Type, Value},
};

/// A column of a row of names and values.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its name; what is computed has none unless it is given one.
    pub name: Option<Cow<'static, str>>,
    /// The type of its values.
    pub kind: Type,
    /// What is selected.
    pub expr: Expr,
}

/// What `values` takes: columns, relations, named expressions, a tuple of up to twelve, or `()`, which is all fields.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be selected by name",
    label = "give columns, relations, `.named(…)` expressions, or a tuple of up to 12 of them"
)]
pub trait Entries {
    /// Adds the columns to a list.
    fn push_to(self, list: &mut Vec<Entry>);
}

/// An expression with a name.
#[derive(Debug)]
pub struct NamedExpression<T, K> {
    name: &'static str,
    expression: Expression<T, K>,
}

impl<T, K> Expression<T, K> {
    /// The expression under a name in the rows of `values`.
    ///
    /// ```
    /// # use queryset::{auth::Permission, prelude::*};
    /// let set = Permission::objects().order_by(|_| ()).values(|p| (p.name(), (p.id() * 2).named("twice")));
    /// assert_eq!(
    ///     set.to_sql(Dialect::Sqlite)?,
    ///     r#"SELECT "auth_permission"."name", "auth_permission"."id" * ? FROM "auth_permission""#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// Django: the keyword arguments of `values`.
    pub fn named(&self, name: &'static str) -> NamedExpression<T, K> {
        NamedExpression { name, expression: self.clone() }
    }
}

impl<T: Column, K> Entries for Expression<T, K> {
    fn push_to(self, list: &mut Vec<Entry>) {
        let expr = self.into_expr();
        list.push(Entry { name: name_of(&expr), kind: <T::Bare as Scalar>::TYPE, expr });
    }
}

impl<T: Column, K> Entries for NamedExpression<T, K> {
    fn push_to(self, list: &mut Vec<Entry>) {
        let kind = <T::Bare as Scalar>::TYPE;
        list.push(Entry { name: Some(self.name.into()), kind, expr: self.expression.into_expr() });
    }
}

/// The key of the object, under the name of the relation.
impl<F: Fields<Model: Model<Key: Key>>> Entries for F {
    fn push_to(self, list: &mut Vec<Entry>) {
        let kind = <<Pointed<F> as Target>::Value as Scalar>::TYPE;
        let name = Some(self.path().names.join("__").into());
        list.push(Entry { name, kind, expr: Expr::Path(self.path().clone()) });
    }
}

/// All fields.
impl Entries for () {
    fn push_to(self, _: &mut Vec<Entry>) {}
}

macro_rules! tuples {
    ($(($T:ident $K:ident $n:tt))*) => {
        impl<$($T: Entries),*> Entries for ($($T,)*) {
            fn push_to(self, list: &mut Vec<Entry>) {
                $(self.$n.push_to(list);)*
            }
        }
    };
}
for_each_arity!(tuples);

/// The name of a column, or of the aggregate of one, as in Django.
fn name_of(expr: &Expr) -> Option<Cow<'static, str>> {
    match expr {
        Expr::Path(path) => match path.names.as_slice() {
            [name] => Some(Cow::Borrowed(name)),
            names => Some(names.join("__").into()),
        },
        Expr::Aggregate(function, argument) => {
            let function = match function {
                Function::Count => "count",
                Function::Max => "max",
                Function::Min => "min",
            };
            matches!(**argument, Expr::Path(_)).then_some(())?;
            Some(format!("{}__{function}", name_of(argument)?).into())
        }
        _ => None,
    }
}

/// Rows are names and values; closures still receive what they did before.
#[derive(Clone)]
pub struct Dicts<S> {
    shape: S,
    names: Arc<[Cow<'static, str>]>,
    kinds: Arc<[Type]>,
}

impl<S> Dicts<S> {
    /// Rows of these names, and of values of these types.
    pub(crate) fn new(shape: S, names: Vec<Cow<'static, str>>, kinds: Vec<Type>) -> Self {
        Self { shape, names: names.into(), kinds: kinds.into() }
    }
}

impl<S: Shape> Shape for Dicts<S> {
    type Model = S::Model;
    type Row = Dict;
    type Args = S::Args;

    fn args(&self, path: Path) -> S::Args {
        self.shape.args(path)
    }

    fn read(&self, row: &mut dyn Row) -> Result<Dict> {
        let cells = self.kinds.iter().zip(self.names.iter());
        let read = |(kind, name): (&Type, &Cow<'static, str>)| {
            Value::read(row, *kind).map_err(|error| error.with_field(name.clone()))
        };
        let values = cells.map(read).collect::<Result<_>>()?;
        Ok(Dict::new(self.names.clone(), values))
    }
}

impl<S> fmt::Debug for Dicts<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Dicts").field(&self.names).finish()
    }
}
