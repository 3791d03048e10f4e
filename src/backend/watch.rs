//! Every statement as one event of `tracing`, by the names of OpenTelemetry's conventions for databases: the text, what it
//! does and to which table, the duration in seconds, rows, and the error if there was one; and the alias of the database.
//! Bound values are an event of their own, of level TRACE.
//!
//! <https://opentelemetry.io/docs/specs/semconv/database/database-spans/>

use std::{fmt, sync::Arc, time::Instant};

use tracing::Level;

use crate::{
    backend::{Facts, capture, summary::Summary},
    dialect::Dialect,
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

/// Which database a statement goes to.
#[derive(Clone)]
pub(crate) struct Label {
    pub(crate) alias: Arc<str>,
    pub(crate) dialect: Dialect,
}

/// A statement that is being timed; nothing is kept when nobody listens.
///
/// Dropped without an end, it tells that the statement was abandoned.
#[derive(Default)]
pub(crate) struct Watch(Option<Box<Running>>);

struct Running {
    started: Instant,
    label: Label,
    sql: Arc<str>,
}

/// How a statement ended.
#[derive(Default)]
struct End<'e> {
    rows: Option<u64>,
    error: Option<&'e str>,
    /// The class of the error, and the database's own code.
    kind: Option<&'e str>,
    code: Option<&'e str>,
}

impl Watch {
    pub(crate) fn start(label: &Label, sql: &Arc<str>, values: &[Value]) -> Self {
        capture::note(&label.alias, sql, values);
        if !tracing::enabled!(target: TARGET, Level::DEBUG) {
            return Self(None);
        }
        tracing::event!(
            target: TARGET,
            Level::TRACE,
            alias = &*label.alias,
            "db.query.text" = &**sql,
            ?values
        );
        Self(Some(Box::new(Running {
            started: Instant::now(),
            label: label.clone(),
            sql: sql.clone(),
        })))
    }

    /// Tells how the statement ended: with so many rows, or an error.
    pub(crate) fn end(mut self, end: Result<u64, &Error>) {
        let Some(running) = self.0.take() else { return };
        match end {
            Ok(rows) => running.tell(&End { rows: Some(rows), ..End::default() }),
            Err(error) => {
                let (text, kind) = (error.to_string(), format!("{:?}", error.kind()));
                let code = error.code();
                running.tell(&End { error: Some(&text), kind: Some(&kind), code, rows: None });
            }
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(running) = self.0.take() {
            let (error, kind) = (Some("abandoned before it ended"), Some("Abandoned"));
            running.tell(&End { error, kind, ..End::default() });
        }
    }
}

impl Running {
    fn tell(&self, end: &End<'_>) {
        let seconds = self.started.elapsed().as_secs_f64();
        let summary = Summary::of(&self.sql);
        let said = summary.to_string();
        tracing::event!(
            target: TARGET,
            Level::DEBUG,
            alias = &*self.label.alias,
            "db.system.name" = self.label.dialect.system_name(),
            "db.operation.name" = summary.operation,
            "db.collection.name" = summary.collection,
            "db.query.summary" = said,
            "db.query.text" = &*self.sql,
            "db.client.operation.duration" = seconds,
            "db.response.returned_rows" = end.rows,
            "db.response.status_code" = end.code,
            "error.type" = end.kind,
            error = end.error,
            "{said}"
        );
    }
}

impl fmt::Debug for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.alias, f)
    }
}
