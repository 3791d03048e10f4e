//! The plan of a query.

use crate::{
    compiler::Compiled,
    db::{Access, Session},
    error::Result,
    query::{Explain, ExplainFormat},
    value::Row,
};

/// The rows of a plan as lines, the cells of each with a space between; of a query that is not sent, nothing.
pub(crate) async fn explain(
    session: &Session,
    compiled: &Compiled,
    explain: &Explain,
) -> Result<String> {
    let Compiled::Statement(statement) = compiled else { return Ok(String::new()) };
    let mut lines = Vec::new();
    let mut each = |row: &mut dyn Row| {
        lines.push(line(row)?);
        Ok(())
    };
    // What is run may have effects, so it is not tried again; and nobody wants the same plan a hundred times. Of XML
    // PostgreSQL's driver must ask what it is.
    let is_xml = explain.format == Some(ExplainFormat::Xml);
    let access = if is_xml { Access::Write } else { Access::Once };
    session.rows(statement, access, &mut each).await?;
    Ok(lines.join("\n"))
}

fn line(row: &mut dyn Row) -> Result<String> {
    let cells = 0..row.columns().len();
    Ok(cells.map(|at| cell(row, at)).collect::<Result<Vec<_>>>()?.join(" "))
}

/// A cell as text, whatever its type; NULL is `None`, as Django writes it.
fn cell(row: &mut dyn Row, at: usize) -> Result<String> {
    row.seek(at);
    if let Ok(text) = row.text() {
        return Ok(text.unwrap_or_else(none));
    }
    row.seek(at);
    if let Ok(whole) = row.integer() {
        return Ok(whole.map_or_else(none, |it| it.to_string()));
    }
    row.seek(at);
    // With a fraction even where it is zero, as Python writes it.
    row.double().map(|it| it.map_or_else(none, |it| format!("{it:?}")))
}

fn none() -> String {
    "None".to_owned()
}
