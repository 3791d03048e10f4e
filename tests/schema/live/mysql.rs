//! MySQL or MariaDB, whichever answers, in a database of this test's own.

use queryset::dialect::Dialect;
use sqlx::{ConnectOptions, Connection, MySqlConnection, mysql::MySqlConnectOptions};

use super::{
    make_and_drop, run,
    selection::{is_selected, reached, url},
};

#[tokio::test]
async fn mysql_makes_and_drops_every_table() {
    if !is_selected("mysql") {
        return;
    }
    let url = url("QUERYSET_MYSQL_URL", "mysql://root@127.0.0.1:3306/");
    let options: MySqlConnectOptions = url.parse().unwrap();
    let mut server = reached(options.connect().await, &url);
    let name = format!("queryset_test_schema_{}", std::process::id());
    run(&mut server, &[format!("CREATE DATABASE {name} CHARACTER SET utf8mb4")]).await;
    let left = tokio::spawn(left_behind(options.database(&name))).await;
    run(&mut server, &[format!("DROP DATABASE {name}")]).await;
    assert_eq!(left.unwrap(), 0);
}

/// Makes and drops, and counts the tables that are still there.
async fn left_behind(options: MySqlConnectOptions) -> i64 {
    let mut connection = options.connect().await.unwrap();
    let dialect = dialect(&mut connection).await;
    make_and_drop(&mut connection, dialect).await;
    let tables = "SELECT count(*) FROM information_schema.tables WHERE table_schema = database()";
    let left = sqlx::query_scalar(tables).fetch_one(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    left
}

async fn dialect(connection: &mut MySqlConnection) -> Dialect {
    let version: String =
        sqlx::query_scalar("SELECT version()").fetch_one(connection).await.unwrap();
    if version.contains("MariaDB") { Dialect::Mariadb } else { Dialect::Mysql }
}
