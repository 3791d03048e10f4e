//! DELETE statements.

use sea_query::{DeleteStatement, Query as Build};

use crate::{
    compiler::{binds::Binds, check, condition::Condition, resolve::Frame, select},
    error::Result,
};

/// Deletes the rows of a query; `None` where there can be none.
pub(super) fn rows(frame: &Frame<'_>, binds: &mut Binds) -> Result<Option<DeleteStatement>> {
    check::changeable(frame.query, "delete")?;
    let mut statement = Build::delete();
    statement.from_table(frame.query.model.table);
    match select::changed(frame, binds)? {
        Condition::Never => return Ok(None),
        Condition::Sql(sql) => _ = statement.and_where(sql),
        Condition::Always => (),
    }
    Ok(Some(statement))
}
