//! A PostgreSQL database of the benchmark's own.

use std::env;

use tokio_postgres::{Client, NoTls};

use crate::Outcome;

/// Makes a database where `QUERYSET_POSTGRES_URL` says, does the work with its URL, and drops it.
pub(crate) async fn with_database(work: impl AsyncFnOnce(&str) -> Outcome<()>) -> Outcome<()> {
    let server = env::var("QUERYSET_POSTGRES_URL");
    let server = server.unwrap_or_else(|_| "postgres://postgres@127.0.0.1:5432/postgres".into());
    let name = format!("queryset_bench_{}", std::process::id());
    let administrator = client(&server).await?;
    administrator.batch_execute(&format!("CREATE DATABASE {name}")).await?;
    let done = work(&beside(&server, &name)?).await;
    administrator.batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)")).await?;
    done
}

/// A connection of tokio-postgres.
pub(crate) async fn client(url: &str) -> Outcome<Client> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}

/// The URL of another database of the same server.
fn beside(server: &str, name: &str) -> Outcome<String> {
    let (address, options) = server
        .split_once('?')
        .map_or((server, String::new()), |(address, options)| (address, format!("?{options}")));
    let (server, _) = address.rsplit_once('/').ok_or("QUERYSET_POSTGRES_URL names no database")?;
    Ok(format!("{server}/{name}{options}"))
}
