//! Metadata that has been found good: what each column stores and refers to.

use crate::{
    error::{Error, Result},
    model::{FieldMeta, ModelMeta, RelationMeta},
    schema::{
        check,
        constraint::{self, Constraint},
        grammar::Grammar,
        index::{self, Site},
        made,
    },
};

/// A table that can be written.
#[derive(Debug)]
pub(super) struct Table {
    pub model: &'static ModelMeta,
    pub columns: Vec<Column>,
    /// The columns of each set of `unique_together`.
    pub unique_sets: Vec<Vec<&'static str>>,
    pub constraints: Vec<Constraint>,
    /// The statements that make its indexes over several fields.
    pub indexes: Vec<String>,
}

/// A column that can be written.
#[derive(Debug)]
pub(super) struct Column {
    pub field: &'static FieldMeta,
    /// The field whose values it stores: for a relation, the key at its far end.
    pub stored: &'static FieldMeta,
    /// Where a relation that the database guards leads to.
    pub reference: Option<Reference>,
    /// Whether it is the whole primary key.
    pub sole_key: bool,
    /// The text of the default that the database puts in.
    pub default: Option<String>,
    /// The text that it is computed from.
    pub generated: Option<String>,
}

/// The other end of a foreign key.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reference {
    pub model: &'static ModelMeta,
    pub column: &'static str,
}

impl Table {
    /// # Errors
    /// When the metadata makes no table on this database.
    pub(super) fn resolve(model: &'static ModelMeta, grammar: &Grammar) -> Result<Self> {
        check::model(model, grammar)?;
        let columns = model.fields.iter().map(|it| Column::resolve(model, it, grammar));
        let columns: Vec<_> = columns.collect::<Result<_>>()?;
        let sets = model.unique_together.iter().map(|it| unique_set(model, it, &columns, grammar));
        let unique_sets = sets.collect::<Result<_>>()?;
        let site = Site { model, columns: &columns, grammar };
        let constraints = model.constraints.iter().map(|it| constraint::resolve(it, site));
        let constraints = constraints.collect::<Result<_>>();
        let indexes = model.indexes.iter().filter_map(|it| index::create(it, site).transpose());
        let indexes = indexes.collect::<Result<_>>();
        let named = |error: Error| error.with_model_name(model.name);
        let (constraints, indexes) = (constraints.map_err(named)?, indexes.map_err(named)?);
        Ok(Self { model, columns, unique_sets, constraints, indexes })
    }
}

impl Column {
    fn resolve(
        model: &'static ModelMeta,
        field: &'static FieldMeta,
        grammar: &Grammar,
    ) -> Result<Self> {
        let named = |error: Error| error.with_model_name(model.name).with_field(field.name);
        let stored = stored(field).map_err(named)?;
        check::field(field, stored, grammar).map_err(named)?;
        let reference = match field.relation {
            Some(relation) if relation.constraint => {
                let field = pointed(relation).map_err(named)?;
                Some(Reference { model: (relation.target)(), column: field.column })
            }
            _ => None,
        };
        let default = made::default(model, field, stored, grammar).map_err(named)?;
        let generated = made::generated(model, field, grammar).map_err(named)?;
        let sole_key = field.primary_key && !model.is_composite();
        Ok(Self { field, stored, reference, sole_key, default, generated })
    }

    /// Whether there is an index over its values, by whatever name.
    pub(super) fn is_indexed(&self) -> bool {
        self.field.index || self.is_unique()
    }

    /// Whether its values are unique.
    pub(super) fn is_unique(&self) -> bool {
        self.field.unique || self.sole_key
    }
}

/// The key at the far end of a relation: a key may be a relation itself.
fn stored(field: &'static FieldMeta) -> Result<&'static FieldMeta> {
    let (mut stored, mut passed) = (field, Vec::new());
    while let Some(relation) = stored.relation {
        let target = (relation.target)();
        if passed.contains(&target) {
            return Err(Error::endless_key());
        }
        passed.push(target);
        stored = pointed(relation)?;
    }
    Ok(stored)
}

/// The field that a relation points to.
fn pointed(relation: RelationMeta) -> Result<&'static FieldMeta> {
    let target = (relation.target)();
    match relation.to_field {
        Some(name) => target.field(name).ok_or_else(|| {
            Error::unknown_field(target.name, name, target.fields.iter().map(|it| it.name))
        }),
        None => key(target),
    }
}

/// The primary key. Unlike [`ModelMeta::primary_key`] it does not trust metadata written by hand.
fn key(model: &'static ModelMeta) -> Result<&'static FieldMeta> {
    let found = model.fields.iter().find(|it| it.primary_key);
    found.ok_or_else(|| Error::no_key_to_refer_to(model.name))
}

fn unique_set(
    model: &'static ModelMeta,
    names: &[&'static str],
    columns: &[Column],
    grammar: &Grammar,
) -> Result<Vec<&'static str>> {
    let of_model = |error: Error| error.with_model_name(model.name);
    if names.is_empty() {
        return Err(of_model(Error::empty_unique_set()));
    }
    let column = |name: &&'static str| {
        let found = columns.iter().find(|it| it.field.name == *name);
        let found = found.ok_or_else(|| Error::unknown_unique_field(name))?;
        check::indexable(found.stored, grammar).map_err(|it| it.with_field(*name))?;
        Ok(found.field.column)
    };
    names.iter().map(|it| column(it).map_err(of_model)).collect()
}
