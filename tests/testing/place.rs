//! Databases that no other test can have: each law has content of its own, so that it finds its own database again.

use queryset::{
    Database, Lease,
    compiler::Statement,
    model::Model,
    schema,
    schema::Schema,
    testing::{TestBuilder, TestDatabase},
};

use crate::{
    library::{Author, Biography, Book, City, Publisher},
    server::Server,
};

pub(crate) fn tables() -> Schema {
    let models = [City::meta(), Publisher::meta(), Author::meta(), Biography::meta(), Book::meta()];
    schema::models(models)
}

/// The database of a law.
pub(crate) fn database_of(server: Server, law: &str) -> TestBuilder {
    let script = match server {
        Server::Postgres => format!("COMMENT ON TABLE library_book IS '{law}'"),
        Server::Mysql => format!("ALTER TABLE library_book COMMENT '{law}'"),
        Server::Sqlite => format!("CREATE VIEW \"{law}\" AS SELECT 1"),
    };
    TestDatabase::builder(&server.url()).tables(&tables()).script(&script)
}

pub(crate) async fn made(server: Server, law: &str) -> TestDatabase {
    database_of(server, law).create().await.unwrap()
}

/// Which of the server's databases it is, and when it was made: a number that the server gives to each.
pub(crate) async fn identity(database: &Database) -> String {
    let sql = match database.dialect() {
        queryset::dialect::Dialect::Postgres => {
            "SELECT datname || ' ' || oid FROM pg_database WHERE datname = current_database()"
        }
        _ => "SELECT DATABASE()",
    };
    text(&mut database.acquire().await.unwrap(), sql).await
}

pub(crate) async fn text(lease: &mut Lease, sql: &str) -> String {
    let mut found = String::new();
    let statement = Statement::new(sql, Vec::new());
    let mut each = |row: &mut dyn queryset::value::Row| {
        found = row.text()?.unwrap_or_default();
        Ok(())
    };
    lease.fetch(&statement, &mut each).await.unwrap();
    found
}

pub(crate) async fn run(database: &Database, sql: &str) {
    database.acquire().await.unwrap().run(sql.into()).await.unwrap();
}

/// Every selected database.
pub(crate) fn selected() -> impl Iterator<Item = Server> {
    Server::ALL.into_iter().filter(|it| it.is_selected())
}

/// The servers among them.
pub(crate) fn servers() -> impl Iterator<Item = Server> {
    selected().filter(|it| *it != Server::Sqlite)
}
