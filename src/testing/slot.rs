//! The databases that a server keeps for tests, each with a lock and a mark.
//!
//! ```text
//! kept databases ──order──> the first whose lock is free ──end what is connected──┬ as it was made: empty it ─────────┐
//!                                                                                 └ else: make it anew, mark it ──────┴─> Slot
//! ```
//!
//! The mark of a database says which content it was made for, and what its catalogue looked like then. It is set last, and is
//! taken away before anything is made, so that a database without one was not made to the end.

use std::{fmt, sync::Mutex};

use crate::{Lease, compiler::Statement, db::Database, error::Result};

/// How many databases are kept before those with other tables are made anew.
const MOST_KEPT: usize = 32;

/// A database of the server that nobody else has until this is dropped.
pub(super) struct Slot {
    pub(super) name: String,
    /// The lock lives as long as its connection, and the connection no longer than its pool. Nobody uses it; the mutex is what
    /// lets tests share what it is in.
    _lock: Mutex<Lease>,
    _server: Database,
}

impl Slot {
    pub(super) fn new(name: String, lock: Lease, server: Database) -> Self {
        Self { name, _lock: Mutex::new(lock), _server: server }
    }
}

impl fmt::Debug for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Slot({})", self.name)
    }
}

/// A database that is there, and its mark.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub(super) name: String,
    pub(super) mark: String,
}

/// What a database was made for, and its catalogue.
pub(super) fn mark(content: &str, catalogue: &str) -> String {
    format!("{content} {catalogue}")
}

impl Kept {
    fn is_for(&self, content: &str) -> bool {
        self.mark.split(' ').next() == Some(content)
    }
}

/// The order in which databases are tried: those made for this content, then new ones while there is room, then those made
/// for something else, then new ones without end.
pub(super) fn order(prefix: &str, kept: &[Kept], content: &str) -> impl Iterator<Item = String> {
    let (same, other): (Vec<_>, Vec<_>) = kept.iter().cloned().partition(|it| it.is_for(content));
    let room = MOST_KEPT.saturating_sub(kept.len());
    let taken: Vec<_> = kept.iter().map(|it| it.name.clone()).collect();
    let prefix = prefix.to_owned();
    let mut new =
        (0..).map(move |slot| format!("{prefix}{slot}")).filter(move |it| !taken.contains(it));
    let first: Vec<_> = new.by_ref().take(room).collect();
    let names = |all: Vec<Kept>| all.into_iter().map(|it| it.name);
    names(same).chain(first).chain(names(other)).chain(new)
}

/// The rows of a query, each cell as text; NULL is the empty text.
pub(super) async fn texts(lease: &mut Lease, sql: &str) -> Result<Vec<Vec<String>>> {
    let mut rows = Vec::new();
    let statement = Statement::new(sql, Vec::new());
    lease
        .fetch(&statement, &mut |row| {
            let cells = row.columns().len();
            let cells = (0..cells).map(|_| Ok(row.text()?.unwrap_or_default()));
            rows.push(cells.collect::<Result<Vec<_>>>()?);
            Ok(())
        })
        .await?;
    Ok(rows)
}

/// The first cell of the first row.
pub(super) async fn text(lease: &mut Lease, sql: &str) -> Result<String> {
    let rows = texts(lease, sql).await?;
    Ok(rows.into_iter().flatten().next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(kept: &[(&str, &str)], count: usize) -> Vec<String> {
        let kept: Vec<_> = kept
            .iter()
            .map(|(name, mark)| Kept { name: (*name).into(), mark: (*mark).into() })
            .collect();
        order("t_", &kept, "a").take(count).collect()
    }

    #[test]
    fn databases_with_the_same_tables_come_first_and_then_new_ones() {
        let kept = [("t_0", "b 1"), ("t_1", "a 1"), ("t_2", ""), ("t_4", "a 2")];
        assert_eq!(names(&kept, 4), ["t_1", "t_4", "t_3", "t_5"]);
    }

    #[test]
    fn without_room_those_with_other_tables_are_taken_and_more_are_made_when_all_are_in_use() {
        let all: Vec<_> = (0..MOST_KEPT).map(|it| format!("t_{it}")).collect();
        let kept: Vec<_> = all.iter().map(|it| (it.as_str(), "b 1")).collect();
        assert_eq!(names(&kept, 1), ["t_0"]);
        assert_eq!(names(&kept, MOST_KEPT + 1).last().unwrap(), "t_32");
    }
}
