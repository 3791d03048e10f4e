//! Rows one by one.

use futures::{StreamExt, stream, stream::BoxStream};

use crate::{
    compiler::Compiled,
    db::Session,
    error::{Error, Result},
    load::rows::row_of,
    query::typed::Shape,
};

/// The rows of a query, in bounded memory.
pub(crate) fn stream<S: Shape>(
    session: Session,
    compiled: Compiled,
) -> BoxStream<'static, Result<S::Row>> {
    match compiled {
        Compiled::Empty => stream::empty().boxed(),
        Compiled::Statement(statement) => session
            .stream(statement)
            .map(|row| {
                row.and_then(|mut it| row_of::<S>(&mut *it)).map_err(Error::of_model::<S::Model>)
            })
            .boxed(),
    }
}
