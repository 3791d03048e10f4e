//! What comes when all tables are there: unique sets, foreign keys, indexes.

use crate::{
    schema::{
        constraint::Constraint,
        grammar::{Constraints, Grammar},
        names::index_name,
        resolve::{Column, Reference, Table},
        table::references,
        types::is_unlimited,
    },
    value::Type,
};

/// Unique sets, foreign keys and indexes of a table, in Django's order.
pub(super) fn add(table: &Table, grammar: &Grammar) -> Vec<String> {
    let unique = table.unique_sets.iter().map(|it| unique_set(table, it, grammar));
    let keys = foreign_keys(table, grammar).map(|(name, column, reference)| {
        let column = grammar.quote(column.field.column);
        let references = references(reference, grammar);
        add_constraint(table, &name, &format!("FOREIGN KEY ({column}) {references}"), grammar)
    });
    let indexes = table.columns.iter().flat_map(|it| indexes(table, it, grammar));
    let constraints = table.constraints.iter().filter_map(|it| match it {
        Constraint::Index(statement) => Some(statement.clone()),
        Constraint::Inline(_) => None,
    });
    let more = table.indexes.iter().cloned();
    unique.chain(keys).chain(constraints).chain(indexes).chain(more).collect()
}

/// Takes away the foreign keys that would keep `tables` from being dropped in reverse order.
pub(super) fn remove_circles(tables: &[Table], grammar: &Grammar) -> Vec<String> {
    let mut statements = Vec::new();
    for (at, table) in tables.iter().enumerate() {
        let later: Vec<_> = tables.iter().skip(at + 1).map(|it| it.model).collect();
        for (name, _, reference) in foreign_keys(table, grammar) {
            if later.contains(&reference.model) {
                let (table, name) = (grammar.quote(table.model.table), grammar.quote(&name));
                statements.push(format!("ALTER TABLE {table} DROP CONSTRAINT {name}"));
            }
        }
    }
    statements
}

/// The foreign keys that are not written in their column, with their names.
fn foreign_keys<'a>(
    table: &'a Table,
    grammar: &'a Grammar,
) -> impl Iterator<Item = (String, &'a Column, Reference)> {
    let added = grammar.constraints == Constraints::Added;
    table.columns.iter().filter(move |_| added).filter_map(|column| {
        let reference = column.reference?;
        let suffix = format!("_fk_{}_{}", reference.model.table, reference.column);
        Some((constraint_name(table, &[column.field.column], &suffix, grammar), column, reference))
    })
}

fn unique_set(table: &Table, columns: &[&str], grammar: &Grammar) -> String {
    let name = constraint_name(table, columns, "_uniq", grammar);
    let quoted: Vec<_> = columns.iter().map(|it| grammar.quote(it)).collect();
    let quoted = quoted.join(", ");
    match grammar.constraints {
        Constraints::Added => add_constraint(table, &name, &format!("UNIQUE ({quoted})"), grammar),
        Constraints::Inline => create_index("UNIQUE INDEX", &name, table, &quoted, grammar),
    }
}

fn indexes(table: &Table, column: &Column, grammar: &Grammar) -> Vec<String> {
    let mut statements = Vec::new();
    let quoted = grammar.quote(column.field.column);
    let mut index = |suffix, what: &str| {
        let name = constraint_name(table, &[column.field.column], suffix, grammar);
        statements.push(create_index("INDEX", &name, table, what, grammar));
    };
    let made = column.is_unique() || column.reference.is_some() && grammar.indexes.by_constraint;
    if column.field.index && !made {
        index("", &quoted);
    }
    if let Some(class) = pattern_class(column, grammar) {
        index("_like", &format!("{quoted} {class}"));
    }
    statements
}

/// The operator class of the index that serves `LIKE`, where the column has one.
fn pattern_class(column: &Column, grammar: &Grammar) -> Option<&'static str> {
    let (limited, unlimited) = grammar.indexes.patterns?;
    let is_text = column.stored.kind == Type::Text && column.stored.db_type.is_none();
    let text = is_text && column.is_indexed();
    text.then_some(if is_unlimited(column.stored) { unlimited } else { limited })
}

fn add_constraint(table: &Table, name: &str, what: &str, grammar: &Grammar) -> String {
    let (table, name) = (grammar.quote(table.model.table), grammar.quote(name));
    format!("ALTER TABLE {table} ADD CONSTRAINT {name} {what}")
}

fn create_index(what: &str, name: &str, table: &Table, columns: &str, grammar: &Grammar) -> String {
    let (table, name) = (grammar.quote(table.model.table), grammar.quote(name));
    format!("CREATE {what} {name} ON {table} ({columns})")
}

fn constraint_name(table: &Table, columns: &[&str], suffix: &str, grammar: &Grammar) -> String {
    index_name(table.model.table, columns, suffix, grammar.index_name_length())
}
