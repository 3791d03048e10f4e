//! One value.

use crate::{compiler::Compiled, db::Session, error::Result, value::Row};

/// The number that a count gives; of nothing, 0.
pub(crate) async fn count(session: &Session, compiled: &Compiled) -> Result<u64> {
    let Compiled::Statement(statement) = compiled else { return Ok(0) };
    let mut count = 0;
    let mut each = |row: &mut dyn Row| {
        count = row.integer()?.unwrap_or(0);
        Ok(())
    };
    session.fetch(statement, &mut each).await?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// Whether there is a row.
pub(crate) async fn exists(session: &Session, compiled: &Compiled) -> Result<bool> {
    let Compiled::Statement(statement) = compiled else { return Ok(false) };
    Ok(session.fetch(statement, &mut |_| Ok(())).await? > 0)
}
