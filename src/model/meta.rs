//! The facts of a model.

use std::{
    fmt,
    hash::{Hash, Hasher},
    ptr,
};

use crate::model::{ConstraintMeta, FieldMeta, IndexMeta};

/// Table, columns and options of a model (Django: `Model._meta`).
///
/// There is one per model, in a static; two are equal when they are the same one.
#[non_exhaustive]
pub struct ModelMeta {
    /// The name of the struct.
    pub name: &'static str,
    /// The app it belongs to (Django: `app_label`).
    pub app: &'static str,
    /// The table (Django: `db_table`).
    pub table: &'static str,
    /// Whether the schema functions make the table.
    pub managed: bool,
    /// The fields of a composite primary key, in the order of the key; of a key of one field, nothing.
    pub composite_key: &'static [&'static str],
    /// The columns, in the order of the struct.
    pub fields: &'static [FieldMeta],
    /// The relations that other models have to this one, as far as the struct names them.
    pub reverse: &'static [ReverseMeta],
    /// The order of querysets that say none.
    pub ordering: &'static [OrderingMeta],
    /// What `alatest` goes by; nothing if the model does not say.
    pub get_latest_by: &'static [OrderingMeta],
    /// Sets of fields whose values are unique together (Django: `unique_together`).
    pub unique_together: &'static [&'static [&'static str]],
    /// Named rules that the database keeps (Django: `constraints`).
    pub constraints: &'static [ConstraintMeta],
    /// Indexes beside those of single fields (Django: `indexes`).
    pub indexes: &'static [IndexMeta],
}

/// One key of [`ModelMeta::ordering`] or [`ModelMeta::get_latest_by`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct OrderingMeta {
    /// The names along the path, of fields of this model or of related ones.
    pub path: &'static [&'static str],
    /// Up or down.
    pub direction: Direction,
}

/// Up or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

impl Direction {
    /// The other one.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Ascending => Self::Descending,
            Self::Descending => Self::Ascending,
        }
    }
}

/// A relation seen from the side that does not hold the key.
#[derive(Clone, Copy)]
pub struct ReverseMeta {
    /// The name of the struct's field.
    pub name: &'static str,
    /// The model that holds the key.
    pub source: fn() -> &'static ModelMeta,
    /// The name of the key's field in that model.
    pub field: &'static str,
}

impl ModelMeta {
    /// The facts of a model; the derive adds to them.
    pub const fn new(
        app: &'static str,
        name: &'static str,
        table: &'static str,
        fields: &'static [FieldMeta],
    ) -> Self {
        Self {
            name,
            app,
            table,
            managed: true,
            composite_key: &[],
            fields,
            reverse: &[],
            ordering: &[],
            get_latest_by: &[],
            unique_together: &[],
            constraints: &[],
            indexes: &[],
        }
    }

    /// The table is made by somebody else.
    #[must_use]
    pub const fn unmanaged(mut self) -> Self {
        self.managed = false;
        self
    }

    /// Names relations from other models.
    #[must_use]
    pub const fn reverse(mut self, reverse: &'static [ReverseMeta]) -> Self {
        self.reverse = reverse;
        self
    }

    /// The order of querysets that say none.
    #[must_use]
    pub const fn ordering(mut self, ordering: &'static [OrderingMeta]) -> Self {
        self.ordering = ordering;
        self
    }

    /// What `alatest` goes by.
    #[must_use]
    pub const fn get_latest_by(mut self, keys: &'static [OrderingMeta]) -> Self {
        self.get_latest_by = keys;
        self
    }

    /// Sets of fields whose values are unique together.
    #[must_use]
    pub const fn unique_together(mut self, sets: &'static [&'static [&'static str]]) -> Self {
        self.unique_together = sets;
        self
    }

    /// A primary key of several fields, which are marked as its parts.
    #[must_use]
    pub const fn composite_key(mut self, fields: &'static [&'static str]) -> Self {
        self.composite_key = fields;
        self
    }

    /// Named rules that the database keeps.
    #[must_use]
    pub const fn constraints(mut self, constraints: &'static [ConstraintMeta]) -> Self {
        self.constraints = constraints;
        self
    }

    /// Indexes beside those of single fields.
    #[must_use]
    pub const fn indexes(mut self, indexes: &'static [IndexMeta]) -> Self {
        self.indexes = indexes;
        self
    }

    /// The field with this name.
    pub fn field(&self, name: &str) -> Option<&'static FieldMeta> {
        self.fields.iter().find(|it| it.name == name)
    }

    /// The sets of fields whose values no two rows share: the primary key, single fields, `unique_together`, and the
    /// constraints that speak of all rows (Django: `total_unique_constraints`).
    pub(crate) fn unique_sets(&self) -> Vec<Vec<&'static str>> {
        let mut sets = vec![self.keys().map(|it| it.name).collect()];
        sets.extend(self.fields.iter().filter(|it| it.unique).map(|it| vec![it.name]));
        sets.extend(self.unique_together.iter().map(|it| it.to_vec()));
        let constraints = self.constraints.iter().filter(|it| it.is_of_all_rows());
        sets.extend(constraints.map(ConstraintMeta::unique_fields));
        sets.retain(|it: &Vec<_>| !it.is_empty());
        sets
    }

    /// The unique constraint over these columns: SQLite names them in place of it.
    pub(crate) fn constraint_over(&self, columns: &[String]) -> Option<&'static ConstraintMeta> {
        let column = |name: &&'static str| self.field(name).map(|it| it.column);
        self.constraints.iter().find(|it| {
            let own = it.unique_fields();
            !own.is_empty() && own.iter().map(column).eq(columns.iter().map(|it| Some(it.as_str())))
        })
    }

    /// The field that a database error is about: it names the column, or a constraint over one field.
    pub(crate) fn field_of(&self, name: &str) -> Option<&'static FieldMeta> {
        let column = self.fields.iter().find(|it| it.column == name);
        column.or_else(|| {
            let constraint = self.constraints.iter().find(|it| it.name == name)?;
            match constraint.unique_fields().as_slice() {
                [field] => self.field(field),
                _ => None,
            }
        })
    }

    /// The fields of the primary key, in its order.
    pub fn keys(&self) -> impl Iterator<Item = &'static FieldMeta> {
        let parts = self.composite_key.iter().filter_map(|it| self.field(it));
        let single =
            self.fields.iter().filter(|it| it.primary_key && self.composite_key.is_empty());
        parts.chain(single)
    }

    /// Whether the primary key has several fields (Django: `CompositePrimaryKey`).
    pub fn is_composite(&self) -> bool {
        !self.composite_key.is_empty()
    }

    /// The primary key, of a composite one the first field; the derive makes sure that there is one.
    ///
    /// # Panics
    /// When metadata written by hand has no primary key.
    #[expect(clippy::expect_used, reason = "the derive refuses a model without a primary key")]
    pub fn primary_key(&self) -> &'static FieldMeta {
        self.fields.iter().find(|it| it.primary_key).expect("a model has a primary key")
    }

    /// `app.Name`, as Django labels models.
    pub fn label(&self) -> String {
        format!("{}.{}", self.app, self.name)
    }
}

impl PartialEq for ModelMeta {
    fn eq(&self, other: &Self) -> bool {
        ptr::eq(self, other)
    }
}

impl Eq for ModelMeta {}

impl Hash for ModelMeta {
    fn hash<H: Hasher>(&self, state: &mut H) {
        ptr::from_ref(self).hash(state);
    }
}

impl fmt::Debug for ModelMeta {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl fmt::Debug for ReverseMeta {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {}", self.name, self.field)
    }
}
