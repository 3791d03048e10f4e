//! `EXPLAIN`, and what of it a database has.

use crate::{
    compiler::Statement,
    dialect::Dialect,
    error::{Error, Result},
    query::{Explain, ExplainFormat, ExplainOption},
};

/// The statement that asks how another one would run.
pub(super) fn of(statement: Statement, explain: &Explain, dialect: Dialect) -> Result<Statement> {
    let prefix = prefix(explain, dialect)?;
    let sql = format!("{prefix} {}", statement.sql).into();
    Ok(Statement { sql, ..statement })
}

/// What stands before the statement.
pub(super) fn prefix(explain: &Explain, dialect: Dialect) -> Result<String> {
    let facts = dialect.capability();
    if let Some((option, _)) =
        explain.options.iter().find(|(it, _)| !facts.explain_options.contains(it))
    {
        return Err(Error::no_explain_option(option.name(), dialect));
    }
    if let Some(format) = explain.format.filter(|it| !facts.explain_formats.contains(it)) {
        let names = facts.explain_formats.iter().map(|it| it.name()).collect::<Vec<_>>();
        return Err(Error::no_explain_format(format.name(), &names, dialect));
    }
    Ok(match dialect {
        Dialect::Postgres => postgres(explain),
        Dialect::Sqlite => "EXPLAIN QUERY PLAN".to_owned(),
        Dialect::Mysql => mysql(explain)?,
        Dialect::Mariadb => mariadb(explain),
    })
}

fn postgres(explain: &Explain) -> String {
    let option = |(it, on): &(ExplainOption, bool)| format!("{} {on}", it.name());
    let mut said: Vec<String> = explain.options.iter().map(option).collect();
    said.extend(explain.format.map(|it| format!("FORMAT {}", it.name())));
    if said.is_empty() { "EXPLAIN".to_owned() } else { format!("EXPLAIN ({})", said.join(", ")) }
}

/// What is run is shown as a tree, and in no other form.
fn mysql(explain: &Explain) -> Result<String> {
    let format = explain.format.unwrap_or(ExplainFormat::Tree);
    match (explain.runs(), format) {
        (false, format) => Ok(format!("EXPLAIN FORMAT={}", traditional(format))),
        (true, ExplainFormat::Tree) => Ok("EXPLAIN ANALYZE".to_owned()),
        (true, format) => Err(Error::no_analyze_in(format.name(), Dialect::Mysql)),
    }
}

fn mariadb(explain: &Explain) -> String {
    let verb = if explain.runs() { "ANALYZE" } else { "EXPLAIN" };
    match explain.format.map(traditional) {
        Some("TRADITIONAL") | None => verb.to_owned(),
        Some(format) => format!("{verb} FORMAT={format}"),
    }
}

/// The table is called otherwise there.
fn traditional(format: ExplainFormat) -> &'static str {
    if format == ExplainFormat::Text { "TRADITIONAL" } else { format.name() }
}
