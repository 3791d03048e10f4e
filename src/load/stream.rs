//! Rows one by one.

use futures::{StreamExt, stream, stream::BoxStream};

use crate::{
    compiler::Compiled,
    db::Session,
    error::{Error, Result},
    load::reader::Reader,
    query::typed::Shape,
    value::Row,
};

/// The rows of a query, in bounded memory.
pub(crate) fn stream<S: Shape>(
    session: Session,
    compiled: Compiled,
) -> BoxStream<'static, Result<S::Row>> {
    match compiled {
        Compiled::Empty => stream::empty().boxed(),
        Compiled::Statement(statement) => {
            let mut reader = Reader::new(&statement.left_out);
            let read = move |row: Result<Box<dyn Row + Send>>| {
                row.and_then(|mut it| reader.read::<S>(&mut *it))
                    .map_err(Error::of_model::<S::Model>)
            };
            session.stream(statement).map(read).boxed()
        }
    }
}
