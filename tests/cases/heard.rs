//! The statements that a case sends.

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard},
};

use tracing::{
    Event, Level, Metadata, Subscriber,
    field::{Field, Visit},
    level_filters::LevelFilter,
};
use tracing_subscriber::{
    Layer,
    layer::{Context, SubscriberExt},
    registry::Registry,
};

/// Hears the statements of this thread while `run` runs.
pub fn during<T>(run: impl FnOnce(Heard) -> T) -> T {
    let heard = Heard::default();
    let subscriber = Registry::default().with(heard.clone());
    tracing::subscriber::with_default(subscriber, || run(heard))
}

/// What was heard so far.
#[derive(Clone, Default)]
pub struct Heard(Arc<Mutex<Vec<String>>>);

impl Heard {
    /// How many statements there were; what opens and ends a transaction or savepoint is none of them, as in Django's records.
    pub fn count(&self) -> usize {
        self.all().iter().filter(|it| !is_bracket(it)).count()
    }

    /// The tables that statements wrote to.
    pub fn written(&self) -> Vec<String> {
        let mut tables: Vec<_> = self.all().iter().flat_map(|it| written_by(it)).collect();
        tables.sort();
        tables.dedup();
        tables
    }

    /// Forgets what was heard.
    pub fn forget(&self) {
        self.all().clear();
    }

    /// What was heard, which is forgotten.
    pub fn take(&self) -> Self {
        Self(Arc::new(Mutex::new(std::mem::take(&mut *self.all()))))
    }

    /// The statements, one a line.
    pub fn text(&self) -> String {
        self.all().join("\n")
    }

    fn all(&self) -> MutexGuard<'_, Vec<String>> {
        self.0.lock().unwrap()
    }
}

fn is_bracket(sql: &str) -> bool {
    ["BEGIN", "START TRANSACTION", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE SAVEPOINT"]
        .iter()
        .any(|it| sql.starts_with(it))
}

/// The tables that a statement writes to, quoted or not: what stands behind INTO, UPDATE and DELETE FROM, and perhaps a name
/// that is no table's, from a literal.
pub(crate) fn written_by(sql: &str) -> Vec<String> {
    let words: Vec<_> = sql.split(|it: char| it.is_whitespace() || it == '(').collect();
    let words: Vec<_> = words.into_iter().filter(|it| !it.is_empty()).collect();
    let is = |at: Option<usize>, keywords: &[&str]| {
        at.and_then(|at| words.get(at))
            .is_some_and(|word| keywords.iter().any(|it| it.eq_ignore_ascii_case(word)))
    };
    let names = (0..words.len()).filter_map(|at| {
        let before = at.checked_sub(1);
        let leads = is(Some(at), &["INTO"])
            || is(Some(at), &["UPDATE"]) && !is(before, &["DO", "FOR", "KEY"])
            || is(Some(at), &["FROM"]) && is(before, &["DELETE"]);
        let name = if is(Some(at + 1), &["ONLY"]) { at + 2 } else { at + 1 };
        leads.then(|| words.get(name)).flatten()
    });
    names.map(|it| bare(it)).collect()
}

/// A name without its schema and its quotes.
fn bare(name: &str) -> String {
    let last = name.rsplit('.').next().unwrap_or(name);
    last.trim_matches(['"', '`', ';', ',']).to_owned()
}

impl<S: Subscriber> Layer<S> for Heard {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut sql = Sql(None);
        event.record(&mut sql);
        self.all().extend(sql.0);
    }

    fn enabled(&self, metadata: &Metadata<'_>, _: Context<'_, S>) -> bool {
        metadata.target() == "queryset::sql" && *metadata.level() == Level::DEBUG
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(LevelFilter::DEBUG)
    }
}

/// The text of the statement that an event tells.
struct Sql(Option<String>);

impl Visit for Sql {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "db.query.text" {
            self.0 = Some(value.to_owned());
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn fmt::Debug) {}
}
