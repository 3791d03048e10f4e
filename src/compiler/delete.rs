//! DELETE statements.

use sea_query::{DeleteStatement, Query as Build};

use crate::{
    compiler::{binds::Binds, check, resolve::Frame, select},
    error::Result,
};

/// Deletes the rows of a query; `None` where there can be none.
pub(super) fn rows(frame: &Frame<'_>, binds: &mut Binds) -> Result<Option<DeleteStatement>> {
    check::changeable(frame.query, "delete")?;
    let Some(condition) = select::changed(frame, binds)? else { return Ok(None) };
    let mut statement = Build::delete();
    statement.from_table(frame.query.model.table);
    statement.and_where_option(condition);
    Ok(Some(statement))
}
