//! All rows at once.

use crate::{
    compiler::Compiled,
    db::Session,
    error::{Error, Result},
    load::reader::Reader,
    query::typed::Shape,
    value::Row,
};

/// The rows of a query.
pub(crate) async fn rows<S: Shape>(
    session: &Session,
    compiled: &Compiled,
    shape: S,
) -> Result<Vec<S::Row>> {
    let mut rows = Vec::new();
    if let Compiled::Statement(statement) = compiled {
        let mut reader = Reader::new(shape, &statement.left_out);
        let mut each = |row: &mut dyn Row| {
            rows.push(reader.read(row)?);
            Ok(())
        };
        session.fetch(statement, &mut each).await.map_err(Error::of_model::<S::Model>)?;
    }
    Ok(rows)
}
