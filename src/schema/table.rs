//! `CREATE TABLE` and `DROP TABLE`.

use crate::{
    schema::{
        grammar::{Constraints, Grammar},
        resolve::{Column, Reference, Table},
        types::{auto_type, column_type},
    },
    value::Type,
};

/// The table with its columns.
pub(super) fn create(table: &Table, grammar: &Grammar) -> String {
    let columns: Vec<_> = table.columns.iter().map(|it| column(it, grammar)).collect();
    format!("CREATE TABLE {} ({})", grammar.quote(table.model.table), columns.join(", "))
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
    let sql_type = match field.auto {
        true => auto_type(field, grammar),
        false => column_type(column.stored, grammar),
    };
    let null = if field.null { "NULL" } else { "NOT NULL" };
    let mut sql = format!("{name} {sql_type} {null}");
    if field.primary_key {
        sql.push_str(" PRIMARY KEY");
    } else if field.unique {
        sql.push_str(" UNIQUE");
    }
    if column.stored.kind == Type::Json && grammar.types.json_check {
        sql.push_str(&format!(" CHECK ((JSON_VALID({name}) OR {name} IS NULL))"));
    }
    if field.auto {
        sql.push_str(grammar.auto.at_end);
    }
    if let (Some(it), Constraints::Inline) = (column.reference, grammar.constraints) {
        sql.push(' ');
        sql.push_str(&references(it, grammar));
    }
    sql
}
