//! What is refused before any SQL is written.

use crate::{
    compiler::resolve::{Frame, joined},
    dialect::Dialect,
    error::{Error, Result},
    model::{ModelMeta, Scoped},
    query::{Expr, Misuse, Query},
    value::Type,
};

/// A query that was refined in an order that makes sense.
pub(super) fn sound(query: &Query) -> Result<()> {
    match query.misuse {
        None => match query.sorting_aggregate() {
            Some(it) => Err(Error::sorted_by_aggregate(query.model.name, &it.aggregate_name())),
            None => Ok(()),
        },
        Some(Misuse::Filtered) => Err(Error::refined_after_slice("filtered")),
        Some(Misuse::Ordered) => Err(Error::refined_after_slice("ordered")),
        Some(Misuse::Distinct) => Err(Error::refined_after_slice("made distinct")),
        Some(Misuse::Reversed) => Err(Error::refined_after_slice("reversed")),
        Some(Misuse::Aggregating) => Err(Error::refined_after_slice("aggregated")),
        Some(Misuse::Combined) => Err(Error::refined_after_slice("combined with another")),
        Some(Misuse::CombinedWithOthers) => Err(Error::combined_with_others()),
        Some(Misuse::OfCombination(verb)) => Err(Error::of_combination(verb)),
        Some(Misuse::WithoutName) => Err(Error::column_without_name()),
        Some(Misuse::SameName) => Err(Error::columns_with_one_name()),
        Some(Misuse::OthersFields) => Err(Error::others_fields(query.model.name)),
        Some(Misuse::NoLatest) => Err(Error::no_latest(query.model.name)),
        Some(Misuse::UnorderedGroups) => Err(Error::unordered_groups()),
    }
}

/// A model whose columns the database has.
pub(super) fn columns(model: &ModelMeta, dialect: Dialect) -> Result<()> {
    if dialect.capability().array_columns {
        return Ok(());
    }
    match model.fields.iter().find(|it| matches!(it.kind, Type::Array(_))) {
        Some(field) => {
            let error = Error::no_arrays(&dialect.to_string());
            Err(error.with_model_name(model.name).with_field(field.name))
        }
        None => Ok(()),
    }
}

/// A query whose rows can be updated or deleted.
pub(super) fn changeable(query: &Query, verb: &'static str) -> Result<()> {
    if query.combination.is_some() {
        return Err(Error::of_combination("changed"));
    }
    if !query.distinct_on.is_empty() {
        return Err(Error::distinct_on_changed(verb));
    }
    if query.slice.is_whole() { Ok(()) } else { Err(Error::sliced(query.model.name, verb)) }
}

/// The new value of a column reads columns of its own row only.
pub(super) fn own_columns_only(expr: &Expr, frame: &Frame<'_>) -> Result<()> {
    match expr {
        Expr::Path(path) => {
            if path.scope == Scoped::Level(0) && joined(path, frame.query.model)? > 0 {
                return Err(Error::joined_in_update(
                    frame.query.model.name,
                    &path.names.join("__"),
                ));
            }
            Ok(())
        }
        Expr::Aggregate(..) => Err(Error::aggregate_in_update(frame.query.model.name)),
        _ => expr.parts().into_iter().try_for_each(|it| own_columns_only(it, frame)),
    }
}
