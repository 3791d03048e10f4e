//! Rows one by one.

use std::num::NonZeroUsize;

use futures::{StreamExt, stream, stream::BoxStream};

use crate::{
    compiler::{Compiled, Statement},
    db::{RowStream, Session},
    error::{Error, Result},
    load::reader::Reader,
    query::typed::Shape,
    value::Row,
};

/// How the rows of a stream are read in a transaction.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Reading {
    /// At once: what else runs in the transaction waits until they are in memory.
    Whole,
    /// So many with each statement, where the database has cursors.
    Chunks(NonZeroUsize),
}

/// The rows of a query, in bounded memory.
pub(crate) fn stream<S: Shape>(
    session: Session,
    compiled: Compiled,
    reading: Reading,
    shape: S,
) -> BoxStream<'static, Result<S::Row>> {
    match compiled {
        Compiled::Empty => stream::empty().boxed(),
        Compiled::Statement(statement) => {
            let mut reader = Reader::new(shape, &statement.left_out);
            let read = move |row: Result<Box<dyn Row + Send>>| {
                row.and_then(|mut it| reader.read(&mut *it)).map_err(Error::of_model::<S::Model>)
            };
            reading.of(session, statement).map(read).boxed()
        }
    }
}

impl Reading {
    fn of(self, session: Session, statement: Statement) -> RowStream<'static> {
        match self {
            Self::Whole => session.stream(statement),
            Self::Chunks(size) => session.stream_in_chunks(statement, size),
        }
    }
}
