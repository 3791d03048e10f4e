//! Tables, made and removed on a database.

use std::sync::Arc;

use crate::{db::Database, error::Result, schema::Schema};

impl Schema {
    /// Makes the tables, in one transaction where the database allows that for tables.
    ///
    /// For tests and prototypes; a program that lives longer has migrations: [`schema::sql`](crate::schema::sql).
    ///
    /// # Errors
    /// When a model cannot be a table there, or the database refuses.
    pub async fn create_on(&self, database: &Database) -> Result<()> {
        run(database, self.create(database.dialect())?).await
    }

    /// Drops the tables.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn drop_on(&self, database: &Database) -> Result<()> {
        run(database, self.drop(database.dialect())?).await
    }
}

async fn run(database: &Database, statements: Vec<String>) -> Result<()> {
    let mut lease = database.lease().await?;
    lease.begin(Arc::from(database.dialect().begin())).await?;
    for statement in statements {
        lease.run(Arc::from(statement)).await?;
    }
    lease.commit(Arc::from("COMMIT")).await
}
