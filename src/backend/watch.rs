//! Every statement as one event of `tracing`: SQL, duration in microseconds, rows, alias of the database, and the error
//! if there was one. Bound values are an event of their own, of level TRACE.

use std::{sync::Arc, time::Instant};

use tracing::Level;

use crate::{
    backend::{Facts, capture},
    error::{Error, Result},
    value::Value,
};

/// The target of the events.
const TARGET: &str = "queryset::sql";

/// The target of what is told of a pool.
const POOL: &str = "queryset::pool";

/// Tells what the connections of a pool were found to keep.
pub(crate) fn found(label: &Arc<str>, facts: Facts) {
    let (alias, Facts { cancellable, named, session }) = (&**label, facts);
    if session {
        tracing::event!(target: POOL, Level::DEBUG, alias, cancellable, named, session);
    } else {
        let message = "the connections are shared, as by a pooler in transaction mode";
        tracing::event!(target: POOL, Level::INFO, alias, cancellable, named, session, message);
    }
}

/// A statement that is being timed; nothing is kept when nobody listens.
///
/// Dropped without an end, it tells that the statement was abandoned.
#[derive(Default)]
pub(crate) struct Watch(Option<Box<Running>>);

struct Running {
    started: Instant,
    label: Arc<str>,
    sql: Arc<str>,
}

impl Watch {
    pub(crate) fn start(label: &Arc<str>, sql: &Arc<str>, values: &[Value]) -> Self {
        capture::note(label, sql, values);
        if !tracing::enabled!(target: TARGET, Level::DEBUG) {
            return Self(None);
        }
        tracing::event!(target: TARGET, Level::TRACE, alias = &**label, sql = &**sql, ?values);
        Self(Some(Box::new(Running {
            started: Instant::now(),
            label: label.clone(),
            sql: sql.clone(),
        })))
    }

    /// Tells how the statement ended: with so many rows, or an error.
    pub(crate) fn end(mut self, end: Result<u64, &Error>) {
        if let Some(running) = self.0.take() {
            match end {
                Ok(rows) => running.tell(Some(rows), None),
                Err(error) => running.tell(None, Some(&error.to_string())),
            }
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(running) = self.0.take() {
            running.tell(None, Some("abandoned before it ended"));
        }
    }
}

impl Running {
    fn tell(&self, rows: Option<u64>, error: Option<&str>) {
        let elapsed = u64::try_from(self.started.elapsed().as_micros()).unwrap_or(u64::MAX);
        let (alias, sql) = (&*self.label, &*self.sql);
        tracing::event!(target: TARGET, Level::DEBUG, alias, sql, elapsed, rows, error);
    }
}
