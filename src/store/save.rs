//! Django's rule for saving: update the row with this key, and add it when there is none.
//!
//! <https://docs.djangoproject.com/en/6.1/ref/models/instances/#how-django-knows-to-update-vs-insert>

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use crate::{
    compiler::{Compiled, compile},
    db::Session,
    error::{Error, Result},
    load,
    model::{AutoNow, Change, FieldMeta, Identity, Model, ModelMeta, Stamp},
    query::{Command, Expr},
    store::{
        insert,
        made::{row, update_instance},
    },
    value::{Scalar, Type, Value},
};

/// Which of the two statements may be sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum SaveRule {
    /// The update, then, if no row has the key, the insert.
    #[default]
    Either,
    /// The insert only.
    Insert,
    /// The update only; no row is an error.
    Update,
    /// The update of these fields only; no row is an error.
    Fields(Vec<&'static str>),
}

/// Saves an instance.
pub(crate) async fn save<M: Model>(
    session: &Session,
    instance: &mut M,
    rule: &SaveRule,
) -> Result<()> {
    if let SaveRule::Fields(names) = rule
        && names.is_empty()
    {
        return Ok(());
    }
    let may_update = *rule != SaveRule::Insert && instance.is_saved();
    let may_insert = matches!(rule, SaveRule::Either | SaveRule::Insert);
    if !may_update && !may_insert {
        return Err(Error::not_saved_yet().of_model::<M>());
    }
    if may_update {
        if stamps(M::meta(), rule) {
            instance.stamp(Utc::now(), false);
        }
        if updated(session, instance, rule).await.map_err(Error::of_model::<M>)? {
            return Ok(());
        }
        if !may_insert {
            return Err(Error::not_updated().of_model::<M>());
        }
    }
    instance.stamp(Utc::now(), true);
    insert(session, instance).await
}

/// Updates some fields of the row of an instance, those with `auto_now` among them.
pub(crate) async fn patch<M: Model>(
    session: &Session,
    instance: &mut M,
    changes: Vec<Change>,
    now: DateTime<Utc>,
) -> Result<()> {
    if !instance.is_saved() {
        return Err(Error::not_saved_yet());
    }
    let meta = M::meta();
    let stamped = meta.fields.iter().filter(|it| it.auto_now == AutoNow::Always);
    let stamps: Vec<_> =
        stamped.map(|it| Change { field: it.name, value: stamp(it, now) }).collect();
    let given = changes.into_iter().filter(|it| stamps.iter().all(|own| own.field != it.field));
    let all: Vec<_> = given.chain(stamps.iter().cloned()).collect();
    let assignments =
        all.into_iter().map(|it| (Expr::column(meta, it.field), Expr::Value(it.value)));
    match update_instance(session, instance, assignments.collect()).await? {
        true => Ok(()),
        false => Err(Error::not_updated()),
    }
}

/// The current time as a field of this type holds it.
fn stamp(field: &FieldMeta, now: DateTime<Utc>) -> Value {
    match field.kind {
        Type::Date => NaiveDate::at(now).to_value(),
        Type::Time => NaiveTime::at(now).to_value(),
        _ => DateTime::at(now).to_value(),
    }
}

/// Whether the save writes a field that it sets to the current time; else the instance must keep what its row has.
fn stamps(meta: &ModelMeta, rule: &SaveRule) -> bool {
    match rule {
        SaveRule::Fields(names) => {
            meta.fields.iter().any(|it| it.auto_now == AutoNow::Always && names.contains(&it.name))
        }
        _ => true,
    }
}

/// Updates the row of the instance; false where there is none.
async fn updated<M: Model>(session: &Session, instance: &mut M, rule: &SaveRule) -> Result<bool> {
    let meta = M::meta();
    let named =
        |name: &str| if let SaveRule::Fields(names) = rule { names.contains(&name) } else { true };
    let fields = meta.fields.iter().zip(instance.values());
    let written = fields.filter(|(field, _)| !field.primary_key && named(field.name));
    // What is not at hand stays as the row has it.
    let assignments: Vec<_> = written
        .filter_map(|(field, value)| Some((Expr::column(meta, field.name), Expr::Value(value?))))
        .collect();
    if assignments.is_empty() {
        let query = row(meta, instance.key().to_values());
        let compiled: Compiled = compile(&Command::Exists(query), session.dialect())?;
        return load::exists(session, &compiled).await;
    }
    update_instance(session, instance, assignments).await
}
