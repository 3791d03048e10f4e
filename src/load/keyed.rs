//! Rows by what they are known by.

use crate::{
    compiler::Compiled,
    db::Session,
    error::{Error, Result},
    load::{arrangement::Arrangement, reader::Reader},
    query::typed::Shape,
    value::Row,
};

/// How the name of a row is read from its cells; where they hold NULL it has none.
pub(crate) type ReadKey<K> = fn(&mut dyn Row) -> Result<Option<K>>;

/// The rows of a query that have a name, each behind it: `places` are the cells of the name.
pub(crate) async fn keyed<S: Shape, K: Send>(
    session: &Session,
    compiled: &Compiled,
    places: &[usize],
    read_key: ReadKey<K>,
    shape: S,
) -> Result<Vec<(K, S::Row)>> {
    let mut rows = Vec::new();
    let Compiled::Statement(statement) = compiled else { return Ok(rows) };
    let key = Arrangement::at(places);
    let mut reader = Reader::new(shape, &statement.left_out);
    let mut each = |row: &mut dyn Row| {
        let value = reader.read(row)?;
        if let Some(key) = read_key(&mut key.of_row(row))? {
            rows.push((key, value));
        }
        Ok(())
    };
    session.fetch(statement, &mut each).await.map_err(Error::of_model::<S::Model>)?;
    Ok(rows)
}
