//! What a model means: what `check` makes and `expand` writes down.

use proc_macro2::{Ident, TokenStream};
use syn::{Attribute, Expr, ExprClosure, Path, Type, ext::IdentExt};

use crate::model::{attributes::OrderingKey, definitions::Deferrable, kind::Kind};

/// A model.
pub(super) struct Model {
    pub(super) body: Body,
    pub(super) app: String,
    pub(super) table: String,
    pub(super) managed: bool,
    pub(super) ordering: Vec<OrderingKey>,
    pub(super) get_latest_by: Vec<OrderingKey>,
    pub(super) manager: Option<Type>,
    pub(super) unique_together: Vec<Vec<Ident>>,
    pub(super) checked: Option<Checked>,
    /// Whether it is written as JSON.
    pub(super) serialize: bool,
    pub(super) constraints: Vec<Constraint>,
    /// Indexes, each with its name if it has one.
    pub(super) indexes: Vec<(Option<String>, Index)>,
    /// The places of the primary key's fields, in the order of the key.
    pub(super) primary_key: Vec<usize>,
}

/// A struct that is embedded in models.
pub(super) struct Embedded {
    pub(super) body: Body,
    /// Whether the models are written as JSON with it.
    pub(super) serialize: bool,
}

/// What a model and an embedded struct have: a name, and fields.
pub(super) struct Body {
    pub(super) ident: Ident,
    pub(super) visibility: TokenStream,
    /// Where the library is found.
    pub(super) krate: Path,
    pub(super) fields: Vec<Field>,
}

impl Body {
    /// The embedded structs among the fields.
    pub(super) fn embedded(&self) -> impl DoubleEndedIterator<Item = &Field> {
        self.fields.iter().filter(|it| matches!(it.kind, Kind::Embedded))
    }
}

/// A named constraint.
pub(super) struct Constraint {
    pub(super) name: String,
    pub(super) rule: Rule,
}

/// What a constraint demands.
pub(super) enum Rule {
    Check(ExprClosure),
    Unique(Box<Unique>),
}

/// How keys are unique.
pub(super) struct Unique {
    pub(super) index: Index,
    pub(super) nulls_distinct: Option<bool>,
    pub(super) deferrable: Option<Deferrable>,
}

/// What an index is over.
pub(super) struct Index {
    pub(super) keys: Keys,
    pub(super) condition: Option<ExprClosure>,
    pub(super) include: Vec<Ident>,
    pub(super) opclasses: Vec<String>,
}

/// The keys of an index.
pub(super) enum Keys {
    Fields(Vec<OrderingKey>),
    Expressions(ExprClosure),
}

/// The database whose columns the compiler holds against a model.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Checked {
    Postgres,
    Sqlite,
    /// MariaDB too.
    Mysql,
}

/// A field of a model.
pub(super) struct Field {
    pub(super) ident: Ident,
    pub(super) visibility: TokenStream,
    pub(super) docs: Vec<Attribute>,
    /// As written.
    pub(super) ty: Type,
    /// The type of its values: without `Deferred`.
    pub(super) value: Type,
    /// Without `Option`.
    pub(super) bare: Type,
    /// Whether the instance can be without the value.
    pub(super) deferred: bool,
    pub(super) kind: Kind,
    pub(super) column: String,
    pub(super) facts: Vec<Fact>,
    /// The type of the column on PostgreSQL, where the type of the values does not say it.
    pub(super) db_type: Option<String>,
    pub(super) initial: Initial,
    /// Whether it is left out of JSON.
    pub(super) private: bool,
    /// What the database puts in where nothing is given.
    pub(super) db_default: Option<Expr>,
    pub(super) generated: Option<Generated>,
}

/// What the database computes a field from.
pub(super) struct Generated {
    pub(super) formula: ExprClosure,
    pub(super) persisted: bool,
}

/// A call on the metadata of a field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fact {
    Null,
    Unique,
    Index,
    WithoutIndex,
    MaxLength(u32),
    Digits(u32, u32),
    AutoNow,
    AutoNowAdd,
    WithoutConstraint,
    PrimaryKey,
    KeyPart,
    Auto,
}

/// What the builder puts in when it is given nothing.
pub(super) enum Initial {
    /// Nothing: the value must be given.
    Required,
    /// NULL.
    Null,
    /// The key that an unsaved object has.
    UnsetKey,
    /// The current time.
    Now,
    /// The value, or, without one, the default of the type.
    Default(Option<Expr>),
    /// The value, unless nothing inside of the embedded struct is required.
    Embedded,
    /// The relation itself, which holds nothing; there is nothing to give.
    Reverse,
    /// Nothing: the database has the value, and makes it.
    Left,
    /// Nothing, and nothing can be given.
    Made,
}

/// Whether a field is the primary key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum PrimaryKey {
    No,
    /// The program gives it.
    Natural,
    /// The program gives it, as one of several.
    Part,
    /// The database makes it.
    Automatic,
}

impl Field {
    /// The name, without `r#`.
    pub(super) fn name(&self) -> String {
        name_of(&self.ident)
    }

    /// Whether the type is an `Option`.
    pub(super) fn is_nullable(&self) -> bool {
        self.facts.contains(&Fact::Null)
    }

    /// Whether it is a column of the table; an embedded struct has columns and is none.
    pub(super) fn has_column(&self) -> bool {
        !matches!(self.kind, Kind::Reverse(..) | Kind::Embedded)
    }
}

/// The name of a field, without `r#`.
pub(super) fn name_of(ident: &Ident) -> String {
    ident.unraw().to_string()
}
