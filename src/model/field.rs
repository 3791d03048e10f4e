//! The facts of a field.

use std::fmt;

use crate::{
    model::{Formula, Model, ModelMeta, Target},
    value::{Column, Nullability, Scalar, Type},
};

/// One column of a model (Django: `Field`).
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of Django's `Field`")]
pub struct FieldMeta {
    /// The name of the struct's field.
    pub name: &'static str,
    /// The column (Django: `db_column`).
    pub column: &'static str,
    /// The type of its values.
    pub kind: Type,
    /// Whether it may be NULL.
    pub null: bool,
    /// Whether it is the primary key.
    pub primary_key: bool,
    /// Whether the database makes its value on insert.
    pub auto: bool,
    /// Whether its values are unique.
    pub unique: bool,
    /// Whether it has an index (Django: `db_index`).
    pub index: bool,
    /// The most characters that text may have; text without a limit is `text`.
    pub max_length: Option<u32>,
    /// All digits of a decimal, and those behind the point.
    pub digits: Option<(u32, u32)>,
    /// The type of the column on PostgreSQL, of an array that of its members, where the type of the values does not say
    /// it.
    pub db_type: Option<&'static str>,
    /// Whether saving sets it to the current time.
    pub auto_now: AutoNow,
    /// The value that the database puts in where none is given.
    pub db_default: Option<Formula>,
    /// What the database computes it from; it is never written.
    pub generated: Option<Generated>,
    /// Whether an instance can be without its value: whether it is a [`Deferred`](crate::model::Deferred).
    pub deferred: bool,
    /// Whether it stays out of JSON, and of rows that have all fields.
    pub private: bool,
    /// The relation it is the key of.
    pub relation: Option<RelationMeta>,
}

/// A column that the database computes (Django: `GeneratedField`).
#[derive(Clone, Copy, Debug)]
pub struct Generated {
    /// The expression, over other columns of the row.
    pub formula: Formula,
    /// Whether it is stored when the row is written, or computed when it is read (Django: `db_persist`).
    pub persisted: bool,
}

/// Whether saving sets a field to the current time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AutoNow {
    /// Never.
    No,
    /// When the row is added (Django: `auto_now_add`).
    Adding,
    /// At every save (Django: `auto_now`).
    Always,
}

/// What a relation field points to.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct RelationMeta {
    /// The model on the other side.
    pub target: fn() -> &'static ModelMeta,
    /// The field that it points to, where that is not the primary key (Django: `to_field`).
    pub to_field: Option<&'static str>,
    /// Many to one, or one to one.
    pub kind: RelationKind,
    /// Whether the database guards it (Django: `db_constraint`).
    pub constraint: bool,
}

/// How many rows may point to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RelationKind {
    /// Any number.
    ForeignKey,
    /// At most one.
    OneToOne,
}

/// How many relations that are keys may point to one another.
const MOST_POINTED: usize = 16;

impl FieldMeta {
    /// A column for values of type `T`.
    pub const fn new<T: Column>(name: &'static str, column: &'static str) -> Self {
        Self {
            name,
            column,
            kind: <T::Bare as Scalar>::TYPE,
            null: <T::Null as Nullability>::NULLABLE,
            primary_key: false,
            auto: false,
            unique: false,
            index: false,
            max_length: <T::Bare as Scalar>::MAX_LENGTH,
            digits: None,
            db_type: <T::Bare as Scalar>::DB_TYPE,
            auto_now: AutoNow::No,
            db_default: None,
            generated: None,
            deferred: false,
            private: false,
            relation: None,
        }
    }

    /// The key column of a relation to `T`.
    pub const fn relation<T: Target>(
        name: &'static str,
        column: &'static str,
        kind: RelationKind,
    ) -> Self {
        let mut it = Self::new::<T::Value>(name, column);
        it.relation = Some(RelationMeta {
            target: T::Model::meta,
            to_field: T::FIELD,
            kind,
            constraint: true,
        });
        it.index = matches!(kind, RelationKind::ForeignKey);
        it.unique = matches!(kind, RelationKind::OneToOne);
        it
    }

    /// The most characters that its text may have: of a relation, those of the key at its far end.
    pub(crate) fn most_characters(&self) -> Option<u32> {
        let mut field = *self;
        // A chain of keys that are relations themselves; one that leads back to its beginning makes no table.
        for _ in 0..16 {
            match (field.max_length, field.relation) {
                (None, Some(relation)) => field = *relation.field(),
                (most, _) => return most,
            }
        }
        None
    }

    /// May be NULL.
    #[must_use]
    pub const fn null(mut self) -> Self {
        self.null = true;
        self
    }

    /// The primary key, with values of the program's own.
    #[must_use]
    pub const fn primary_key(mut self) -> Self {
        self.primary_key = true;
        self.index = false;
        self.unique = false;
        self
    }

    /// A part of the primary key.
    #[must_use]
    pub const fn key_part(mut self) -> Self {
        self.primary_key = true;
        self
    }

    /// The primary key, made by the database.
    #[must_use]
    pub const fn auto(mut self) -> Self {
        self.auto = true;
        self.primary_key()
    }

    /// Unique values.
    #[must_use]
    pub const fn unique(mut self) -> Self {
        self.unique = true;
        self.index = false;
        self
    }

    /// With an index.
    #[must_use]
    pub const fn index(mut self) -> Self {
        self.index = true;
        self
    }

    /// Without an index.
    #[must_use]
    pub const fn without_index(mut self) -> Self {
        self.index = false;
        self
    }

    /// At most `length` characters.
    ///
    /// # Panics
    /// At compile time, when the type is not text, or has a longer value.
    #[must_use]
    pub const fn max_length(mut self, length: u32) -> Self {
        assert!(
            matches!(self.kind, Type::Text | Type::Array(Type::Text)),
            "`max_length` is for text"
        );
        if let Some(longest) = self.max_length {
            assert!(length >= longest, "`max_length` is too short for the longest value");
        }
        self.max_length = Some(length);
        self
    }

    /// A decimal of `all` digits, `places` of them behind the point.
    ///
    /// # Panics
    /// At compile time, when the type is not a decimal.
    #[must_use]
    pub const fn digits(mut self, all: u32, places: u32) -> Self {
        assert!(
            matches!(self.kind, Type::Decimal | Type::Array(Type::Decimal)),
            "`max_digits` is for decimals"
        );
        self.digits = Some((all, places));
        self
    }

    /// A column of this type on PostgreSQL.
    #[must_use]
    pub const fn db_type(mut self, name: &'static str) -> Self {
        self.db_type = Some(name);
        self
    }

    /// Set to the current time.
    #[must_use]
    pub const fn auto_now(mut self, when: AutoNow) -> Self {
        self.auto_now = when;
        self
    }

    /// An instance can be without its value.
    #[must_use]
    pub const fn deferred(mut self) -> Self {
        self.deferred = true;
        self
    }

    /// Out of JSON, and of rows that have all fields.
    #[must_use]
    pub const fn private(mut self) -> Self {
        self.private = true;
        self
    }

    /// With a value that the database puts in where none is given.
    #[must_use]
    pub const fn db_default(mut self, value: Formula) -> Self {
        self.db_default = Some(value);
        self
    }

    /// Computed by the database, and stored.
    #[must_use]
    pub const fn generated(mut self, formula: Formula) -> Self {
        self.generated = Some(Generated { formula, persisted: true });
        self
    }

    /// Computed by the database whenever it is read.
    #[must_use]
    pub const fn generated_virtually(mut self, formula: Formula) -> Self {
        self.generated = Some(Generated { formula, persisted: false });
        self
    }

    /// The type that a value is cast to beside the column on PostgreSQL: without the limits of the column, so that a longer
    /// value is not cut off.
    pub(crate) fn cast_type(&self) -> Option<String> {
        // A relation has the type of the field that it points to, which may be a relation itself.
        let stored = std::iter::successors(Some(self), |it| it.relation.map(|it| it.field()));
        let name = stored.take(MOST_POINTED).find_map(|it| it.db_type)?;
        let mut bare = name.to_owned();
        while let Some((before, rest)) = bare.split_once('(') {
            let behind = rest.split_once(')').map_or("", |(_, behind)| behind);
            bare = format!("{}{behind}", before.trim_end());
        }
        let is_padded = ["char", "character"].iter().any(|it| bare.eq_ignore_ascii_case(it));
        let bare = if is_padded { "bpchar".to_owned() } else { bare };
        let is_array = matches!(self.kind, Type::Array(_));
        Some(if is_array { format!("{bare}[]") } else { bare })
    }

    /// A relation that the database does not guard.
    #[must_use]
    pub const fn without_constraint(mut self) -> Self {
        if let Some(relation) = &mut self.relation {
            relation.constraint = false;
        }
        self
    }
}

impl RelationMeta {
    /// The field of the other model whose values the column holds.
    pub fn field(&self) -> &'static FieldMeta {
        let target = (self.target)();
        let named = self.to_field.and_then(|it| target.field(it));
        named.unwrap_or_else(|| target.primary_key())
    }
}

impl fmt::Debug for RelationMeta {
    // The target's metadata leads back here, so only its kind is printed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_cast_to_the_type_without_its_limits() {
        let cast = |name| FieldMeta::new::<String>("x", "x").db_type(name).cast_type();
        for (name, into) in [
            ("citext", "citext"),
            ("char(5)", "bpchar"),
            ("CHARACTER (5)", "bpchar"),
            ("varchar(10)", "varchar"),
            ("timestamp(3) with time zone", "timestamp with time zone"),
            ("numeric(10, 2)", "numeric"),
            ("\"Mood\"", "\"Mood\""),
        ] {
            assert_eq!(cast(name).as_deref(), Some(into));
        }
        let array = FieldMeta::new::<Vec<String>>("x", "x").db_type("citext");
        assert_eq!(array.cast_type().as_deref(), Some("citext[]"));
    }
}
