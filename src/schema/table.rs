//! `CREATE TABLE` and `DROP TABLE`.

use crate::{
    schema::{
        constraint::Constraint,
        grammar::{Constraints, Grammar},
        resolve::{Column, Reference, Table},
        types::{auto_type, column_type, referring_type},
    },
    value::Type,
};

/// The table with its columns.
pub(super) fn create(table: &Table, grammar: &Grammar) -> String {
    let columns = table.columns.iter().map(|it| column(it, grammar));
    let constraints = table.constraints.iter().filter_map(|it| match it {
        Constraint::Inline(text) => Some(text.clone()),
        Constraint::Index(_) => None,
    });
    let parts: Vec<_> = columns.chain(composite_key(table, grammar)).chain(constraints).collect();
    format!("CREATE TABLE {} ({})", grammar.quote(table.model.table), parts.join(", "))
}

/// A key of several columns.
fn composite_key(table: &Table, grammar: &Grammar) -> Option<String> {
    let keys: Vec<_> = table.model.keys().map(|it| grammar.quote(it.column)).collect();
    (keys.len() > 1).then(|| format!("PRIMARY KEY ({})", keys.join(", ")))
}

/// The end of the table.
pub(super) fn drop(table: &Table, grammar: &Grammar) -> String {
    format!("DROP TABLE {}", grammar.quote(table.model.table))
}

/// `REFERENCES` and what it says.
pub(super) fn references(reference: Reference, grammar: &Grammar) -> String {
    let (table, column) = (grammar.quote(reference.model.table), grammar.quote(reference.column));
    format!("REFERENCES {table} ({column}){}", grammar.deferrable)
}

fn column(column: &Column, grammar: &Grammar) -> String {
    let field = column.field;
    let name = grammar.quote(field.column);
    let sql_type = match field.relation {
        _ if field.auto => auto_type(field, grammar),
        Some(_) => referring_type(column.stored, grammar),
        None => column_type(field, grammar),
    };
    let default = column.default.as_ref().map(|it| format!(" DEFAULT {it}")).unwrap_or_default();
    let null = match (&column.generated, field.null) {
        (Some(text), _) => text,
        (None, true) => " NULL",
        (None, false) => " NOT NULL",
    };
    let key = match (column.sole_key, field.unique) {
        (true, _) => " PRIMARY KEY",
        (false, true) => " UNIQUE",
        (false, false) => "",
    };
    let check = check(column, &name, grammar);
    let auto = if field.auto { grammar.auto.at_end } else { "" };
    let reference = inline_reference(column, grammar);
    format!("{name} {sql_type}{default}{null}{key}{check}{auto}{reference}")
}

/// What keeps JSON well-formed where it is text, and positive integers positive.
fn check(column: &Column, name: &str, grammar: &Grammar) -> String {
    match column.stored.kind {
        Type::Json if grammar.types.json_check => {
            format!(" CHECK ((JSON_VALID({name}) OR {name} IS NULL))")
        }
        kind if kind.is_positive() && column.field.relation.is_none() => {
            format!(" CHECK ({name} >= 0)")
        }
        _ => String::new(),
    }
}

fn inline_reference(column: &Column, grammar: &Grammar) -> String {
    match (column.reference, grammar.constraints) {
        (Some(it), Constraints::Inline) => format!(" {}", references(it, grammar)),
        _ => String::new(),
    }
}
