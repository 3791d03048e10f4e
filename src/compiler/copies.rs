//! Whether a join gives rows several times.

use crate::{
    compiler::resolve::{Frame, Join},
    error::Result,
    query::{Expr, Query},
};

/// Whether a row of the model can come several times, once for each row of a relation to several, and its key does not tell
/// these copies apart.
///
/// # Errors
/// When the query makes no sense.
pub(crate) fn copies_rows(query: &Query) -> Result<bool> {
    let frame = Frame::new(query, None)?;
    for path in query.selection.exprs().iter().flat_map(Expr::paths_of_rows) {
        if frame.multi_valued(path)?.is_some() {
            return Ok(true);
        }
    }
    let merged = query.is_grouped() || query.distinct;
    Ok(!merged && frame.tree.joins().iter().any(Join::is_multi_valued))
}
