//! What a case runs on: a database in the state in which Django was asked.

use std::ops::Deref;

use queryset::{Database, Result};

use crate::heard::Heard;

/// A database with the rows of the fixture, which is the scope of the case too.
pub struct Stage {
    database: Database,
    heard: Heard,
}

impl Stage {
    pub fn new(database: Database, heard: Heard) -> Self {
        Self { database, heard }
    }

    /// A value, and how many statements it took (the recorder's `queries(…)`).
    pub async fn queries<T>(&self, part: impl Future<Output = Result<T>>) -> Result<(T, usize)> {
        let before = self.heard.count();
        let value = part.await?;
        Ok((value, self.heard.count() - before))
    }

    /// The statement sent last (the recorder's `CaptureQueriesContext`).
    pub fn last_statement(&self) -> String {
        self.heard.text().lines().last().unwrap_or_default().to_owned()
    }
}

impl Deref for Stage {
    type Target = Database;

    fn deref(&self) -> &Database {
        &self.database
    }
}
