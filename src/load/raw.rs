//! Rows of SQL that the caller wrote.

use std::num::NonZeroUsize;

use futures::{StreamExt, stream::BoxStream};

use crate::{
    compiler::Statement,
    db::Session,
    error::{Error, Result},
    load::arrangement::{Arrangement, Names},
    model::Model,
    query::typed::RawAnnotations,
    value::Row,
};

/// The rows, all at once. The statement may write, so it is sent once.
pub(crate) async fn raw<M: Model, A: RawAnnotations>(
    session: &Session,
    statement: &Statement,
    names: Names,
) -> Result<Vec<A::Row<M>>> {
    let mut rows = Vec::new();
    let mut reader = Reader::new(names);
    let mut each = |row: &mut dyn Row| {
        rows.push(reader.read::<M, A>(row)?);
        Ok(())
    };
    session.fetch_returning(statement, &mut each).await.map_err(Error::of_model::<M>)?;
    Ok(rows)
}

/// The rows, one by one; in chunks of a size that says that the statement only reads.
pub(crate) fn raw_stream<M: Model, A: RawAnnotations>(
    session: Session,
    statement: Statement,
    names: Names,
    size: Option<NonZeroUsize>,
) -> BoxStream<'static, Result<A::Row<M>>> {
    let mut reader = Reader::new(names);
    let read = move |row: Result<Box<dyn Row + Send>>| {
        row.and_then(|mut it| reader.read::<M, A>(&mut *it)).map_err(Error::of_model::<M>)
    };
    let rows = match size {
        Some(size) => session.stream_in_chunks(statement, size),
        None => session.stream_returning(statement),
    };
    rows.map(read).boxed()
}

/// What is known of a result: of its columns, only once a row has come.
struct Reader {
    names: Names,
    arrangement: Option<Arrangement>,
}

impl Reader {
    fn new(names: Names) -> Self {
        Self { names, arrangement: None }
    }

    fn read<M: Model, A: RawAnnotations>(&mut self, row: &mut dyn Row) -> Result<A::Row<M>> {
        let arrangement = match &self.arrangement {
            Some(it) => it,
            None => {
                let found = Arrangement::of(M::meta(), &self.names, &row.columns())?;
                self.arrangement.insert(found)
            }
        };
        A::read::<M>(&mut arrangement.of_row(row))
    }
}
