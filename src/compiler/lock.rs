//! `FOR UPDATE`, and what of it a database has.

use sea_query::{DynIden, LockBehavior, LockType, SelectStatement};

use crate::{
    compiler::resolve::{Frame, Join},
    dialect::Dialect,
    error::{Error, Result},
    model::Path,
    query::{Lock, Strength, Wait},
};

/// Adds the lock of a query, where it has one and the database has locks of rows.
pub(super) fn add(select: &mut SelectStatement, frame: &Frame<'_>, dialect: Dialect) -> Result<()> {
    let Some(lock) = frame.query.lock().filter(|_| dialect.capability().row_locks) else {
        return Ok(());
    };
    let of = lock.of.iter().map(|it| named(it, frame)).collect::<Result<Vec<_>>>()?;
    supported(lock, &of, frame, dialect)?;
    let strength = match lock.strength {
        Strength::Update => LockType::Update,
        Strength::NoKeyUpdate => LockType::NoKeyUpdate,
    };
    let tables: Vec<DynIden> = of.into_iter().map(|it| it.alias.clone()).collect();
    match lock.wait {
        Wait::Free => select.lock_with_tables(strength, tables),
        Wait::Never => select.lock_with_tables_behavior(strength, tables, LockBehavior::Nowait),
        Wait::Skip => select.lock_with_tables_behavior(strength, tables, LockBehavior::SkipLocked),
    };
    Ok(())
}

/// # Errors
/// When the database lacks something that the lock asks for.
fn supported(lock: &Lock, of: &[&Join], frame: &Frame<'_>, dialect: Dialect) -> Result<()> {
    let facts = dialect.capability();
    if lock.strength == Strength::NoKeyUpdate && !facts.lock_no_key {
        return Err(Error::no_lock_without_keys(dialect));
    }
    if !of.is_empty() && !facts.lock_of {
        return Err(Error::no_lock_of(dialect));
    }
    if !facts.locks_merged_rows && (frame.query.distinct || frame.query.is_grouped()) {
        return Err(Error::no_lock_of_merged_rows(dialect));
    }
    let locked = |it: &&Join| of.is_empty() || of.iter().any(|named| named.alias == it.alias);
    let absent = frame.tree.joins().iter().filter(locked).find(|it| it.outer);
    match absent {
        Some(join) if !facts.locks_absent_rows => {
            Err(Error::no_lock_of_absent_rows(join.model.name, dialect))
        }
        _ => Ok(()),
    }
}

/// The table of an object that the query reads.
fn named<'f>(path: &Path, frame: &'f Frame<'_>) -> Result<&'f Join> {
    let join = frame.tree.find(&path.names, None).and_then(|it| frame.tree.joins().get(it));
    join.filter(|_| path.root == frame.query.model)
        .ok_or_else(|| Error::lock_of_unread(frame.query.model.name, &path.names.join("__")))
}
