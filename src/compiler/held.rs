//! What only the database knows before it is written: where its columns hold anything, the statement looks.
//!
//! In: an expression that a column is set to, or a column that is computed from others. Out: its SQL, inside of a call of a
//! function that gives the value back or fails the statement (`backend/sqlite/functions.rs`). Tables have no part in it:
//! they are those that Django makes.

use sea_query::{Expr as Sql, Func};

use crate::{
    compiler::{
        binds::Binds,
        expression::{self, Place},
        pieces::text,
    },
    dialect::Dialect,
    error::Result,
    model::{FieldMeta, ModelMeta},
    query::Expr,
    value::Type,
};

/// The SQL of an expression that is written into a field's column.
pub(super) fn assigned(
    expr: &Expr,
    field: &FieldMeta,
    at: Place<'_>,
    binds: &mut Binds,
) -> Result<Sql> {
    let sql = expression::sql(expr, at, binds)?;
    Ok(checked(sql, expression::type_of(expr, at)?, field, binds.dialect()))
}

/// What a statement gives back: the columns of `asked`, and those of `computed` that somebody has to look at.
///
/// A row is refused by what it gives back: <https://www.sqlite.org/lang_returning.html>.
pub(super) fn returned(
    asked: Vec<&'static FieldMeta>,
    computed: &[&'static FieldMeta],
    dialect: Dialect,
) -> Vec<Sql> {
    let column = |field: &FieldMeta| {
        let column = Sql::col(field.column);
        let generated =
            field.generated.map(|_| checked(column.clone(), Some(field.kind), field, dialect));
        generated.unwrap_or(column)
    };
    let is_bounded =
        |it: &&FieldMeta| !dialect.capability().bounded_columns && bound(it, dialect).is_some();
    let unasked = computed.iter().filter(|it| !asked.iter().any(|other| other.name == it.name));
    let unasked: Vec<_> = unasked.copied().filter(is_bounded).collect();
    asked.into_iter().chain(unasked).map(column).collect()
}

/// The columns that the database computes anew when these fields are written.
pub(super) fn computed(
    model: &'static ModelMeta,
    written: impl Fn(&str) -> bool,
) -> Result<Vec<&'static FieldMeta>> {
    let mut fields = Vec::new();
    for field in model.fields {
        let Some(generated) = field.generated else { continue };
        let formula = generated.formula.expr().map_err(|it| it.with_field(field.name))?;
        let reads = |name: &str| {
            written(name) || model.field(name).is_some_and(|it| it.generated.is_some())
        };
        let paths = formula.paths_of_rows();
        if paths.iter().any(|it| it.names.first().is_some_and(|it| reads(it))) {
            fields.push(field);
        }
    }
    Ok(fields)
}

/// What the values of a column are held against.
enum Bound {
    /// The first and the last whole number.
    Whole(i128, i128),
    /// The most characters.
    Length(u32),
}

fn bound(field: &FieldMeta, dialect: Dialect) -> Option<Bound> {
    let range = match field.kind {
        Type::Duration => dialect.integer_range(Type::BigInteger),
        kind => dialect.integer_range(kind),
    };
    let length = field.most_characters().filter(|_| field.kind == Type::Text);
    range.map(|it| Bound::Whole(*it.start(), *it.end())).or_else(|| length.map(Bound::Length))
}

/// The value of `sql`, of type `kind`, where the field's column holds it.
fn checked(sql: Sql, kind: Option<Type>, field: &FieldMeta, dialect: Dialect) -> Sql {
    if dialect.capability().bounded_columns {
        return sql;
    }
    let name = text(format!("'{}'", field.name));
    match bound(field, dialect) {
        Some(Bound::Whole(first, last)) => {
            let (function, sql) = whole(sql, kind);
            let (first, last) = (text(first.to_string()), text(last.to_string()));
            Func::cust(function).args([sql, name, first, last]).into()
        }
        Some(Bound::Length(most)) => {
            Func::cust("queryset_text").args([sql, name, text(most.to_string())]).into()
        }
        None => sql,
    }
}

/// The function that looks at a number of this type. A sum of whole numbers that 64 bits do not hold is a double there;
/// other doubles are rounded to the even neighbour, and decimals away from zero, as the other databases do it.
fn whole(sql: Sql, kind: Option<Type>) -> (&'static str, Sql) {
    match kind {
        Some(it) if it.is_integer() || it == Type::Duration => ("queryset_whole", sql),
        Some(Type::Decimal) => ("queryset_rounded", Func::cust("ROUND").arg(sql).into()),
        _ => ("queryset_rounded", sql),
    }
}
