//! What a statement does and to which table, as its text says: for events, by the conventions of OpenTelemetry.

use std::fmt;

/// `SELECT library_book`
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Summary<'s> {
    /// The first word.
    pub(super) operation: &'s str,
    /// The first table, where there is one.
    pub(super) collection: Option<&'s str>,
}

impl<'s> Summary<'s> {
    pub(super) fn of(sql: &'s str) -> Self {
        let operation = sql.split_whitespace().next().unwrap_or_default();
        let before = match operation.to_ascii_uppercase().as_str() {
            "SELECT" | "DELETE" => Some("FROM"),
            "INSERT" | "REPLACE" => Some("INTO"),
            "UPDATE" => Some("UPDATE"),
            _ => None,
        };
        Self { operation, collection: before.and_then(|it| name_after(it, sql)) }
    }
}

impl fmt::Display for Summary<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.operation)?;
        self.collection.map_or(Ok(()), |it| write!(f, " {it}"))
    }
}

/// The name that stands behind a word; a subquery has none.
fn name_after<'s>(word: &str, sql: &'s str) -> Option<&'s str> {
    let mut words = sql.split_whitespace();
    words.find(|it| it.eq_ignore_ascii_case(word))?;
    let next = words.next()?;
    let quote = next.chars().next().filter(|it| matches!(it, '"' | '`'));
    let name = match quote {
        Some(quote) => next.split(quote).nth(1)?,
        None => next.split(['(', ',', ';', ')']).next()?,
    };
    Some(name).filter(|it| !it.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_says_what_it_does_and_to_which_table() {
        for (sql, said) in [
            (r#"SELECT "a"."id" FROM "a" INNER JOIN "b" ON true"#, "SELECT a"),
            ("INSERT INTO `library_book` (`id`) VALUES (?)", "INSERT library_book"),
            (r#"UPDATE "a" SET "b" = $1"#, "UPDATE a"),
            (r#"DELETE FROM "a" WHERE "id" = ?"#, "DELETE a"),
            ("select * from\n books, others", "select books"),
            ("SELECT COUNT(*) FROM (SELECT 1) AS x", "SELECT"),
            ("SELECT 1", "SELECT"),
            ("BEGIN IMMEDIATE", "BEGIN"),
            ("", ""),
        ] {
            assert_eq!(Summary::of(sql).to_string(), said, "{sql}");
        }
    }
}
