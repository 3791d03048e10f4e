//! Tables on a page of text.

use std::fmt::{self, Display, Write};

/// A column: its heading, and the side on which its cells line up.
#[derive(Clone, Copy, Debug)]
pub enum Column {
    /// Text.
    Left(&'static str),
    /// Numbers.
    Right(&'static str),
}

/// A heading, the SQL of the answer where it is wanted, and a table.
#[derive(Debug)]
pub struct Section {
    pub title: &'static str,
    pub sql: Vec<String>,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<String>>,
}

/// A cell; what is not known is a dash.
pub fn cell<T: Display>(value: Option<T>) -> String {
    value.map_or_else(|| "-".to_owned(), |it| it.to_string())
}

impl Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n", self.title)?;
        for sql in &self.sql {
            writeln!(f, "{}\n", wrapped(sql))?;
        }
        let headings: Vec<String> = self.columns.iter().map(|it| it.heading().to_owned()).collect();
        let widths: Vec<usize> = (0..headings.len()).map(|at| self.width(at)).collect();
        let rules = widths.iter().map(|it| "-".repeat(*it)).collect();
        for row in [&headings, &rules].into_iter().chain(&self.rows) {
            writeln!(f, "{}", self.line(row, &widths)?.trim_end())?;
        }
        writeln!(f)
    }
}

/// A statement with each clause on a line of its own. Values are placeholders, so no keyword stands in a literal.
fn wrapped(sql: &str) -> String {
    let clauses = [
        " UNION ",
        " FROM ",
        " INNER JOIN ",
        " LEFT JOIN ",
        " WHERE ",
        " GROUP BY ",
        " HAVING ",
        " ORDER BY ",
        " LIMIT ",
    ];
    clauses
        .iter()
        .fold(format!("  {sql}"), |text, clause| text.replace(clause, &format!("\n   {clause}")))
}

impl Section {
    fn width(&self, at: usize) -> usize {
        let cells = self.rows.iter().filter_map(|row| row.get(at)).map(String::as_str);
        let heading = self.columns.get(at).map(Column::heading);
        heading.into_iter().chain(cells).map(|it| it.chars().count()).max().unwrap_or(0)
    }

    fn line(&self, cells: &[String], widths: &[usize]) -> Result<String, fmt::Error> {
        let mut line = String::new();
        for ((column, width), cell) in self.columns.iter().zip(widths).zip(cells) {
            match column {
                Column::Left(_) => write!(line, "  {cell:<width$}")?,
                Column::Right(_) => write!(line, "  {cell:>width$}")?,
            }
        }
        Ok(line)
    }
}

impl Column {
    fn heading(&self) -> &'static str {
        match self {
            Self::Left(heading) | Self::Right(heading) => heading,
        }
    }
}
