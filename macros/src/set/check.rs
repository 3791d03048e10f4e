//! What is said, held against what an update can do.

use syn::{Error, Result};

use crate::{
    problems::Problems,
    set::parse::Said,
    spelling::{Path, Value},
};

/// A column and what it becomes.
pub(super) struct Assignment {
    pub(super) column: Path,
    pub(super) value: Value,
}

/// Checks all assignments, so that all mistakes are shown at once.
pub(super) fn check(said: Vec<Said>) -> Result<Vec<Assignment>> {
    let mut problems = Problems::default();
    let mut all: Vec<Assignment> = Vec::new();
    for it in said {
        let Some(it) = problems.take(assignment(it)) else { continue };
        if all.iter().any(|other| other.column.word == it.column.word) {
            let message = format!("`{}` is set twice", it.column.word);
            problems.add(Error::new(it.column.span(), message));
        }
        all.push(it);
    }
    problems.finish()?;
    Ok(all)
}

fn assignment(Said { column, value }: Said) -> Result<Assignment> {
    let word = &column.word;
    if column.is_long() {
        let message = format!("an update sets columns of its own table, which `{word}` is not");
        return Err(Error::new(word.span(), message));
    }
    let value = Value::parse(value, word.span(), &word.to_string())?;
    Ok(Assignment { column, value })
}
