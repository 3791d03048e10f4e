//! What a text does, as far as its words say: none is read as a database would read it.

/// With what a statement begins that changes no table.
const ASKING: [&str; 4] = ["SELECT", "VALUES", "PRAGMA", "EXPLAIN"];

/// What writes behind `WITH`; `REPLACE` does with `INTO` only, and is a function without.
const WRITING: [&str; 4] = ["INSERT", "UPDATE", "DELETE", "MERGE"];

/// A quotation without an end, of which nobody knows what it hides.
const OPEN: &str = "'";

/// How a statement began.
#[derive(Clone, Copy)]
enum Began {
    Not,
    Asking,
    With,
}

/// Whether a text asks or sets something of the connection and changes no table. What may write is said generously.
pub(crate) fn only_asks(sql: &str) -> bool {
    let (mut began, mut before) = (Began::Not, "");
    for word in Words(sql) {
        let is = |known: &str| word.eq_ignore_ascii_case(known);
        began = match began {
            _ if word == OPEN => return false,
            _ if word == ";" => Began::Not,
            Began::Not if is("WITH") => Began::With,
            Began::Not if ASKING.into_iter().any(is) => Began::Asking,
            Began::Not => return false,
            Began::With if WRITING.into_iter().any(is) => return false,
            Began::With if is("INTO") && before.eq_ignore_ascii_case("REPLACE") => return false,
            other => other,
        };
        before = word;
    }
    !before.is_empty()
}

/// The words outside of quotations and comments, and the semicolons.
struct Words<'s>(&'s str);

impl<'s> Iterator for Words<'s> {
    type Item = &'s str;

    fn next(&mut self) -> Option<&'s str> {
        loop {
            let first = self.0.chars().next()?;
            let (word, after) = match first {
                '\'' | '"' | '`' => match self.0.get(1..)?.split_once(first) {
                    Some((_, after)) => ("", after),
                    None => (OPEN, ""),
                },
                _ if self.0.starts_with("--") => ("", behind(self.0, "\n")),
                _ if self.0.starts_with("/*") => ("", behind(self.0.get(2..)?, "*/")),
                _ if is_of_word(first) => {
                    let end = self.0.find(|it| !is_of_word(it)).unwrap_or(self.0.len());
                    self.0.split_at_checked(end)?
                }
                _ => {
                    let (one, after) = self.0.split_at_checked(first.len_utf8())?;
                    (if first == ';' { one } else { "" }, after)
                }
            };
            self.0 = after;
            if !word.is_empty() {
                return Some(word);
            }
        }
    }
}

/// What stands behind the end of a comment.
fn behind<'s>(text: &'s str, end: &str) -> &'s str {
    text.split_once(end).map_or("", |(_, after)| after)
}

fn is_of_word(it: char) -> bool {
    it.is_alphanumeric() || matches!(it, '_' | '$')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_write_is_told_by_its_words() {
        let read = [
            "select 1",
            " SELECT x",
            "with n as (select 1) select * from n",
            "EXPLAIN DELETE",
            "-- UPDATE\n(SELECT 1)",
            "/* it's */ /**/ SELECT 1; ",
            "PRAGMA foreign_keys; SELECT 1",
            "WITH n AS (SELECT updated_at, deleted FROM t) SELECT replace(a, 'b', 'c') FROM n",
            "WITH n AS (SELECT 'it''s DELETE' AS \"update\", `insert` FROM t) SELECT 1 -- MERGE",
        ];
        for sql in read {
            assert!(only_asks(sql), "{sql}");
        }
        let write = [
            "INSERT INTO t",
            "WITH n AS (SELECT 1) DELETE FROM t",
            "with n as (select 1)insert into t",
            "WITH n AS (SELECT 1) REPLACE/**/INTO t",
            "/* SELECT */ DELETE FROM t",
            "SELECT 1; DELETE FROM t",
            "WITH n AS (SELECT 'open) DELETE FROM t",
            "DROP TABLE t",
            "BEGIN",
            "selection",
            "-- SELECT",
            "",
        ];
        for sql in write {
            assert!(!only_asks(sql), "{sql}");
        }
    }
}
