//! Whether the columns of a statement are listed in its text, or found in the tables when it is prepared.

/// Whether the text may say "all columns" somewhere. A `*` that multiplies, or counts, stands behind something else; where
/// that is not plain, the answer is yes.
pub(crate) fn are_open(sql: &str) -> bool {
    sql.match_indices('*').any(|(at, _)| {
        let before = sql.get(..at).unwrap_or_default().trim_end();
        !before.ends_with(|it: char| it.is_ascii_digit() || "\"`])(?".contains(it))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_for_all_columns_is_told_from_one_that_multiplies_or_counts() {
        for open in [
            "SELECT * FROM t",
            "SELECT DISTINCT * FROM t",
            r#"SELECT "t".* FROM "t""#,
            "SELECT a, t.* FROM t",
            "SELECT x IN (SELECT * FROM t)",
            "INSERT INTO t VALUES (1) RETURNING *",
            "SELECT /* all */ * FROM t",
        ] {
            assert!(are_open(open), "{open}");
        }
        for listed in [
            r#"SELECT "a" * "b" FROM "t""#,
            r#"SELECT COUNT(*), ("a" + 1) * 2, ? * 3, 4 * "a" FROM "t""#,
            "SELECT 1",
        ] {
            assert!(!are_open(listed), "{listed}");
        }
    }
}
