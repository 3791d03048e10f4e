//! Objects of one call that would be one row.
//!
//! PostgreSQL refuses to update a row twice in one statement, and does it in two; the others take the last. So it is looked
//! at before anything is sent. What counts is the value: texts that are equal to the collation of a column only are the
//! database's to see.

use std::collections::HashMap;

use crate::{
    error::{Error, Result},
    model::{Model, ModelMeta},
    query::Conflict,
    value::Value,
};

/// # Errors
/// When two objects have the same values in fields by which a row is known, and the one would update the other.
pub(super) fn refuse<M: Model>(instances: &[M], conflict: &Conflict) -> Result<()> {
    let Conflict::Update { unique, .. } = conflict else { return Ok(()) };
    let sets = if unique.is_empty() { M::meta().unique_sets() } else { vec![unique.clone()] };
    let mut seen: Vec<_> = sets.iter().map(|_| HashMap::with_capacity(instances.len())).collect();
    for (at, instance) in instances.iter().enumerate() {
        let values = instance.values();
        for (set, seen) in sets.iter().zip(&mut seen) {
            let Some(known_by) = known_by(M::meta(), set, &values, instance.is_saved()) else {
                continue;
            };
            if let Some(first) = seen.insert(known_by, at) {
                return Err(Error::twice_in_one_upsert(set, first, at));
            }
        }
    }
    Ok(())
}

/// The values of these fields, where there are some: NULL is equal to nothing, and what the database makes is nobody's yet.
fn known_by(
    meta: &ModelMeta,
    set: &[&'static str],
    values: &[Option<Value>],
    saved: bool,
) -> Option<Vec<Value>> {
    let value = |name: &&str| {
        let (field, value) =
            meta.fields.iter().zip(values).find(|(field, _)| field.name == *name)?;
        let made = field.auto && !saved;
        value.clone().filter(|it| !made && !it.is_null())
    };
    set.iter().map(value).collect()
}
