//! DELETE statements.

use sea_query::{DeleteStatement, Query as Build};

use crate::{
    compiler::{binds::Binds, check, condition::Condition, resolve::Frame, select},
    error::{Error, Result},
    query::{Query, Selection},
};

/// Deletes the rows of a query; `None` where there can be none.
pub(super) fn rows(query: &Query, binds: &mut Binds) -> Result<Option<DeleteStatement>> {
    check::changeable(query, "delete")?;
    if let Selection::Values(_) = query.selection {
        return Err(Error::values_deleted());
    }
    if query.distinct {
        return Err(Error::distinct_deleted());
    }
    let query = query.unordered();
    let frame = Frame::new(&query, None)?;
    let mut statement = Build::delete();
    statement.from_table(query.model.table);
    match select::changed(&frame, binds)? {
        Condition::Never => return Ok(None),
        Condition::Sql(sql) => _ = statement.and_where(sql),
        Condition::Always => (),
    }
    Ok(Some(statement))
}
