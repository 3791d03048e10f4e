//! GROUP BY.
//!
//! What groups are made by is written before the query itself, and stands wherever the same expression does, with the same
//! placeholders: PostgreSQL compares expressions as they are written, and two placeholders are two.

use sea_query::{Expr as Sql, Func, SelectStatement};

use crate::{
    compiler::{
        binds::Binds,
        expression::{self, Place},
        resolve::Frame,
    },
    dialect::Dialect,
    error::Result,
    query::Expr,
};

/// Writes a query, and what its groups are made by: instances by their key, the rest by Django's rule.
///
/// What is computed and `selected`, where the selection is complete, is named by its place.
pub(super) fn by_keys(
    frame: &Frame<'_>,
    selected: &[Expr],
    binds: &mut Binds,
    write: impl FnOnce(&mut Binds) -> Result<Option<SelectStatement>>,
) -> Result<Option<SelectStatement>> {
    if !frame.query.is_grouped() {
        return write(binds);
    }
    let mut by = instances(frame, binds);
    let outside = binds.shared();
    for (owner, key) in frame.query.group_keys() {
        let at = Place { frame, owner };
        let sql = expression::sql(&key, at, binds)?;
        let place = selected.iter().position(|it| *it == key && !matches!(it, Expr::Path(_)));
        let key_sql = match place.filter(|_| owner.is_none()) {
            Some(at) => Sql::Custom((frame.query.fields().count() + at + 1).to_string().into()),
            None => sql.clone(),
        };
        if !by.contains(&key_sql) {
            by.push(key_sql);
        }
        binds.share(key, at, if owner.is_some() { in_having(sql, binds.dialect()) } else { sql });
    }
    let mut select = write(binds)?;
    binds.forget(outside);
    if let Some(select) = &mut select {
        select.add_group_by(by);
    }
    Ok(select)
}

/// A key in a condition on groups: MySQL takes columns and aggregates there, and of all rows of a group it is the same.
fn in_having(key: Sql, dialect: Dialect) -> Sql {
    match dialect {
        Dialect::Mysql | Dialect::Mariadb => Func::min(key).into(),
        Dialect::Postgres | Dialect::Sqlite => key,
    }
}

/// The key of instances, or all of their columns where the database does not see that the key decides about them.
fn instances(frame: &Frame<'_>, binds: &Binds) -> Vec<Sql> {
    if !frame.query.groups_instances() {
        return Vec::new();
    }
    let root = frame.tree.root();
    let whole = !binds.dialect().capability().group_by_key;
    let columns = root.model.fields.iter().filter(|it| whole || it.primary_key);
    columns.map(|it| Sql::col((root.alias.clone(), it.column))).collect()
}
