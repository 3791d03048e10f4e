//! Statements that a future sends, kept for whoever asked.
//!
//! What a lease is told to run is noted when it starts. What the library does on its own to clean a connection up is not.

use std::{
    fmt,
    future::Future,
    sync::{Arc, Mutex, PoisonError},
};

use crate::value::Value;

tokio::task_local! {
    /// The innermost listener first; each has the one outside of it.
    static LISTENER: Arc<Listener>;
}

/// A statement that was sent (Django: an entry of `connection.queries`).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CapturedQuery {
    /// Its text.
    pub sql: Arc<str>,
    /// The values of its placeholders.
    pub values: Vec<Value>,
    /// The database that it went to.
    pub alias: Arc<str>,
}

#[derive(Default)]
struct Listener {
    heard: Mutex<Vec<CapturedQuery>>,
    outer: Option<Arc<Self>>,
}

impl CapturedQuery {
    /// Whether it begins or ends a transaction or a savepoint.
    pub fn is_transaction(&self) -> bool {
        ["BEGIN", "START TRANSACTION", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE SAVEPOINT"]
            .iter()
            .any(|it| self.sql.starts_with(it))
    }
}

impl fmt::Display for CapturedQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.sql)?;
        if self.values.is_empty() { Ok(()) } else { write!(f, " {:?}", self.values) }
    }
}

/// Runs a future and gives what it sent beside its output.
pub(crate) fn listen<F: Future>(
    future: F,
) -> impl Future<Output = (F::Output, Vec<CapturedQuery>)> {
    // Boxed, so that what wraps it stays small.
    let future = Box::pin(future);
    async move {
        let outer = LISTENER.try_with(Clone::clone).ok();
        let listener = Arc::new(Listener { heard: Mutex::default(), outer });
        let output = LISTENER.scope(listener.clone(), future).await;
        let mut heard = listener.heard.lock().unwrap_or_else(PoisonError::into_inner);
        (output, std::mem::take(&mut *heard))
    }
}

/// Notes a statement, where somebody listens.
pub(super) fn note(alias: &Arc<str>, sql: &Arc<str>, values: &[Value]) {
    let _ = LISTENER.try_with(|it| {
        let mut next = Some(it);
        while let Some(listener) = next {
            let query =
                CapturedQuery { sql: sql.clone(), values: values.to_vec(), alias: alias.clone() };
            listener.heard.lock().unwrap_or_else(PoisonError::into_inner).push(query);
            next = listener.outer.as_ref();
        }
    });
}
