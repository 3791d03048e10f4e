//! The values of a statement, and the placeholders that stand for them.

use sea_query::{
    Expr as Sql, Func, MysqlQueryBuilder, PostgresQueryBuilder, QueryBuilder, QueryStatementWriter,
    SqliteQueryBuilder, Value as Ticket,
};

use crate::{
    compiler::{
        Statement,
        fit::fitted,
        literal::literal,
        resolve::Place,
        writer::{Bound, Writer},
    },
    dialect::Dialect,
    error::{Error, Result},
    model::FieldMeta,
    query::Expr,
    value::{Type, Value},
};

/// Values in the order they were met; a placeholder holds the number of its value.
#[derive(Debug)]
pub(super) struct Binds {
    dialect: Dialect,
    written: Written,
    values: Vec<Value>,
    shared: Vec<Shared>,
}

/// An expression of one place that stands elsewhere in its query with the same placeholders.
#[derive(Debug)]
struct Shared {
    expr: Expr,
    depth: usize,
    owner: Option<usize>,
    sql: Sql,
}

/// What stands in the text for a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Written {
    Placeholder,
    /// In the definition of a table, where a database takes no parameters.
    Literal,
}

impl Binds {
    pub(super) fn new(dialect: Dialect) -> Self {
        Self { dialect, written: Written::Placeholder, values: Vec::new(), shared: Vec::new() }
    }

    /// For the definition of a table, where values are part of the text.
    pub(super) fn of_definition(dialect: Dialect) -> Self {
        Self { written: Written::Literal, ..Self::new(dialect) }
    }

    /// Whether it is the definition of a table that is written.
    pub(super) fn is_definition(&self) -> bool {
        self.written == Written::Literal
    }

    /// Whether a list is one parameter.
    pub(super) fn takes_arrays(&self) -> bool {
        self.written == Written::Placeholder && self.dialect.capability().array_parameters
    }

    pub(super) fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// How many expressions are shared.
    pub(super) fn shared(&self) -> usize {
        self.shared.len()
    }

    /// From here on the expression is written as it was, until it is forgotten.
    pub(super) fn share(&mut self, expr: Expr, at: Place<'_>, sql: Sql) {
        // A column is the same text by itself.
        if !matches!(expr, Expr::Path(_)) {
            self.shared.push(Shared { expr, depth: at.frame.depth, owner: at.owner, sql });
        }
    }

    /// Shares the first expressions only, as many as this.
    pub(super) fn forget(&mut self, count: usize) {
        self.shared.truncate(count);
    }

    /// The expression as it was written in the same place.
    pub(super) fn written(&self, expr: &Expr, at: Place<'_>) -> Option<Sql> {
        let here = |it: &&Shared| it.depth == at.frame.depth && it.owner == at.owner;
        self.shared.iter().filter(here).find(|it| it.expr == *expr).map(|it| it.sql.clone())
    }

    /// A placeholder for a value that stands beside a column of type `beside`, or is written into one.
    ///
    /// The value takes the type of the column where it can, and is cast where it cannot, so that the text alone tells
    /// the types of its placeholders: sqlx keeps prepared statements by their text.
    pub(super) fn beside(&mut self, value: &Value, beside: Type) -> Result<Sql> {
        value.check()?;
        let value = self.held(value.clone().fitted(beside), beside);
        let kind = value.type_of();
        let exact_on_mysql = kind == Type::Decimal && self.is_mysql();
        Ok(if kind == beside && !exact_on_mysql {
            self.plain(value)
        } else {
            self.cast(value, kind)
        })
    }

    /// A placeholder for a value that is written into a field's column.
    ///
    /// # Errors
    /// When it is a number that the column does not hold: some databases would store it nevertheless. The error names
    /// the field.
    pub(super) fn assigned(&mut self, value: &Value, field: &FieldMeta) -> Result<Sql> {
        let value = fitted(value.clone(), field, self.dialect)?;
        let kind = value.type_of();
        let value = if kind == field.kind { self.plain(value) } else { self.cast(value, kind) };
        Ok(self.of_column(value, field))
    }

    /// A value, as one of the type of the field's column where only the field says that type.
    pub(super) fn of_column(&self, value: Sql, field: &FieldMeta) -> Sql {
        match self.named_type(field) {
            Some(name) => Func::cast_as(value, name).into(),
            None => value,
        }
    }

    /// The members of a list, the same.
    pub(super) fn of_columns(&self, list: Sql, field: &FieldMeta) -> Sql {
        match self.named_type(field) {
            Some(name) => Func::cast_as(list, format!("{name}[]")).into(),
            None => list,
        }
    }

    /// The type of a column that only its field says, where parameters have types.
    pub(super) fn named_type(&self, field: &FieldMeta) -> Option<String> {
        let is_typed = self.dialect == Dialect::Postgres && self.written == Written::Placeholder;
        if is_typed { field.cast_type() } else { None }
    }

    /// A placeholder for a value that stands alone.
    pub(super) fn alone(&mut self, value: &Value) -> Result<Sql> {
        value.check()?;
        let value = value.clone().signed();
        let kind = value.type_of();
        Ok(self.cast(value, kind))
    }

    /// The value, in a wider type where the parameters for columns of type `beside` cannot hold it.
    fn held(&self, value: Value, beside: Type) -> Value {
        let held = self.dialect.integer_range(beside);
        let fits = |it: &Value| match (&held, it.as_whole()) {
            (Some(held), Some(number)) => held.contains(&number),
            _ => true,
        };
        let all_fit = match &value {
            Value::List(_, members) => members.iter().all(fits),
            one => fits(one),
        };
        if all_fit && value.type_of() == beside { value } else { value.signed() }
    }

    /// A placeholder for text that the compiler made of a value.
    pub(super) fn text(&mut self, text: String) -> Sql {
        self.plain(Value::Text(text))
    }

    fn plain(&mut self, value: Value) -> Sql {
        let ticket = i64::try_from(self.keep(value)).unwrap_or(i64::MAX);
        Sql::Value(Ticket::BigInt(Some(ticket)))
    }

    /// Keeps a value, for a placeholder that the caller writes; gives back its number.
    pub(super) fn keep(&mut self, value: Value) -> usize {
        self.values.push(value);
        self.values.len() - 1
    }

    fn cast(&mut self, value: Value, kind: Type) -> Sql {
        let list = matches!(value, Value::List(..));
        let placeholder = self.plain(value);
        let name = match self.dialect {
            // A literal shows its type.
            _ if self.written == Written::Literal => return placeholder,
            Dialect::Postgres => postgres_type(kind, list),
            // Text beside an expression is not made a number by itself; a decimal travels as text.
            Dialect::Sqlite if kind == Type::Decimal => "NUMERIC",
            // Text is compared with a number as a double, which has fewer digits than a decimal.
            Dialect::Mysql | Dialect::Mariadb if kind == Type::Decimal => "DECIMAL(65, 30)",
            Dialect::Sqlite | Dialect::Mysql | Dialect::Mariadb => return placeholder,
        };
        Func::cast_as(placeholder, Raw(name)).into()
    }

    fn is_mysql(&self) -> bool {
        matches!(self.dialect, Dialect::Mysql | Dialect::Mariadb)
    }

    /// The text of the statement, and its values in the order of their placeholders.
    pub(super) fn finish(self, query: &impl QueryStatementWriter) -> Result<Statement> {
        self.finish_returning(query, &[])
    }

    /// The same of a statement that gives something back.
    pub(super) fn finish_returning(
        self,
        query: &impl QueryStatementWriter,
        returned: &[Sql],
    ) -> Result<Statement> {
        let mut writer = Writer::new(self.dialect);
        match self.dialect {
            Dialect::Postgres => query.build_collect_into(PostgresQueryBuilder, &mut writer),
            Dialect::Sqlite => query.build_collect_into(SqliteQueryBuilder, &mut writer),
            Dialect::Mysql | Dialect::Mariadb => {
                query.build_collect_into(MysqlQueryBuilder, &mut writer);
            }
        }
        for (at, sql) in returned.iter().enumerate() {
            writer.push(if at == 0 { " RETURNING " } else { ", " });
            self.write(sql, &mut writer);
        }
        self.finish_written(writer)
    }

    /// The statement whose text has been written.
    pub(super) fn finish_written(self, writer: Writer) -> Result<Statement> {
        let (sql, bound) = writer.finish()?;
        let most = self.dialect.capability().max_parameters;
        if bound.len() > most {
            return Err(Error::more_values_than_parameters(bound.len(), most));
        }
        Ok(Statement::new(sql, self.redeemed(&bound)?))
    }

    /// The text of an expression in the definition of a table.
    pub(super) fn finish_expression(self, expr: &Sql) -> Result<String> {
        let literals = self.values.iter().map(|it| literal(it, self.dialect));
        let mut writer = Writer::with_literals(literals.collect::<Result<_>>()?);
        self.write(expr, &mut writer);
        writer.finish().map(|(sql, _)| sql)
    }

    pub(super) fn write(&self, expr: &Sql, writer: &mut Writer) {
        match self.dialect {
            Dialect::Postgres => PostgresQueryBuilder.prepare_expr(expr, writer),
            Dialect::Sqlite => SqliteQueryBuilder.prepare_expr(expr, writer),
            Dialect::Mysql | Dialect::Mariadb => MysqlQueryBuilder.prepare_expr(expr, writer),
        }
    }

    /// The values behind the placeholders. An expression can stand in two places, and its value with it.
    fn redeemed(self, bound: &[Bound]) -> Result<Vec<Value>> {
        if bound.len() == self.values.len() && in_order(bound) {
            return Ok(self.values);
        }
        let value = |it: &Bound| match it {
            Bound::Value(at) => self.values.get(*at).cloned().ok_or_else(Error::lost_placeholder),
            Bound::Rows(rows) => Ok(Value::BigInteger(*rows)),
        };
        bound.iter().map(value).collect()
    }
}

/// Whether each value stands in one place, in the order in which they came.
fn in_order(bound: &[Bound]) -> bool {
    bound.iter().enumerate().all(|(at, it)| *it == Bound::Value(at))
}

/// A type name, written as it is.
struct Raw(&'static str);

impl sea_query::Iden for Raw {
    fn quoted(&self) -> std::borrow::Cow<'static, str> {
        std::borrow::Cow::Borrowed(self.0)
    }

    fn unquoted(&self) -> &str {
        self.0
    }
}

/// The name of a type on PostgreSQL, or of its array type.
pub(super) fn postgres_type(kind: Type, list: bool) -> &'static str {
    match (kind, list) {
        // A list of arrays is written as several parameters.
        (Type::Array(of), _) => postgres_type(*of, true),
        (Type::Boolean, false) => "boolean",
        (Type::Boolean, true) => "boolean[]",
        (Type::SmallInteger | Type::PositiveSmallInteger, false) => "smallint",
        (Type::SmallInteger | Type::PositiveSmallInteger, true) => "smallint[]",
        (Type::Integer | Type::PositiveInteger, false) => "integer",
        (Type::Integer | Type::PositiveInteger, true) => "integer[]",
        (Type::BigInteger | Type::PositiveBigInteger, false) => "bigint",
        (Type::BigInteger | Type::PositiveBigInteger, true) => "bigint[]",
        (Type::Double, false) => "double precision",
        (Type::Double, true) => "double precision[]",
        (Type::Decimal, false) => "numeric",
        (Type::Decimal, true) => "numeric[]",
        (Type::Text, false) => "text",
        (Type::Text, true) => "text[]",
        (Type::Binary, false) => "bytea",
        (Type::Binary, true) => "bytea[]",
        (Type::Date, false) => "date",
        (Type::Date, true) => "date[]",
        (Type::Time, false) => "time",
        (Type::Time, true) => "time[]",
        (Type::DateTime, false) => "timestamp with time zone",
        (Type::DateTime, true) => "timestamp with time zone[]",
        (Type::Duration, false) => "interval",
        (Type::Duration, true) => "interval[]",
        (Type::Inet, false) => "inet",
        (Type::Inet, true) => "inet[]",
        (Type::Uuid, false) => "uuid",
        (Type::Uuid, true) => "uuid[]",
        (Type::Json, false) => "jsonb",
        (Type::Json, true) => "jsonb[]",
    }
}
