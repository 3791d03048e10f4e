//! The databases take the statements, and dropping leaves nothing behind.
//!
//! `QUERYSET_TEST_DATABASES` says which (default `sqlite`); one that is named and cannot be used is a failure.

#[cfg(feature = "mysql")]
mod mysql;
#[cfg(feature = "postgres")]
mod postgres;
mod selection;
#[cfg(feature = "sqlite")]
mod sqlite;

use queryset::{dialect::Dialect, schema};
use sqlx::{AssertSqlSafe, Connection, Executor};

use crate::{keys, names, order, shop};

/// Makes and drops every set of tables of this program, one set after the other in the same database.
async fn make_and_drop<C: Connection>(connection: &mut C, dialect: Dialect)
where
    for<'c> &'c mut C: Executor<'c, Database = C::Database>,
{
    for schema in [schema::models(shop::all()), order::circle(), names::hostile(), keys::keyed()] {
        run(connection, &schema.create(dialect).unwrap()).await;
        run(connection, &schema.drop(dialect).unwrap()).await;
    }
    // As `sqlx migrate` runs it: a file is one message.
    for schema in [order::circle(), names::hostile()] {
        let schema::Migration { up, down } = schema.sql(dialect).unwrap();
        run(connection, &[up, down]).await;
    }
}

async fn run<C: Connection>(connection: &mut C, statements: &[String])
where
    for<'c> &'c mut C: Executor<'c, Database = C::Database>,
{
    for statement in statements {
        let done = sqlx::raw_sql(AssertSqlSafe(statement.as_str())).execute(&mut *connection).await;
        done.unwrap_or_else(|error| panic!("{statement}\n{error}"));
    }
}
