//! A test that is killed leaves nothing that hurts the next one.

use std::{
    env,
    io::{BufRead, BufReader, Write},
    process::{Command, Stdio},
    time::Duration,
};

use queryset::prelude::*;

use crate::{
    library::Author,
    place::{identity, made},
    server::Server,
};

/// The process that is to be killed is told the server by it.
const VICTIM: &str = "QUERYSET_TEST_VICTIM";

#[tokio::test]
async fn a_killed_test_leaves_its_database_to_the_next_on_postgres() {
    a_killed_test_leaves_its_database_to_the_next(
        Server::Postgres,
        "a_killed_test_leaves_its_database_to_the_next_on_postgres",
    )
    .await;
}

#[tokio::test]
async fn a_killed_test_leaves_its_database_to_the_next_on_mysql() {
    a_killed_test_leaves_its_database_to_the_next(
        Server::Mysql,
        "a_killed_test_leaves_its_database_to_the_next_on_mysql",
    )
    .await;
}

async fn a_killed_test_leaves_its_database_to_the_next(server: Server, this: &str) {
    if !server.is_selected() {
        return;
    }
    if env::var_os(VICTIM).is_some() {
        wait_to_be_killed(server).await;
    }
    let mut victim = Command::new(env::current_exe().unwrap())
        .args([&format!("killed::{this}"), "--exact", "--nocapture"])
        .env(VICTIM, "1")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(victim.stdout.take().unwrap()).lines();
    let told =
        lines.map_while(Result::ok).find_map(|it| it.split_once("has ").map(|it| it.1.to_owned()));
    let others = made(server, "killed").await;
    assert_ne!(Some(identity(others.database()).await), told, "two tests had one database");
    victim.kill().unwrap();
    victim.wait().unwrap();
    // The server notices that nobody is there any more.
    for _ in 0..500 {
        let next = made(server, "killed").await;
        if Some(identity(next.database()).await) == told {
            let author = Author::objects().using(next.database()).acreate(|a| a.name("first"));
            assert_eq!(author.await.unwrap().id, 1);
            assert_eq!(Author::objects().using(next.database()).acount().await.unwrap(), 1);
            return;
        }
        drop(next);
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    unreachable!("the database of the killed test {told:?} never came back");
}

async fn wait_to_be_killed(server: Server) {
    let test = made(server, "killed").await;
    Author::objects().using(test.database()).acreate(|a| a.name("committed")).await.unwrap();
    let tx = test.database().begin().await.unwrap();
    Author::objects().using(&tx).all().aupdate(|a| a.name().set("locked")).await.unwrap();
    println!("has {}", identity(test.database()).await);
    std::io::stdout().flush().unwrap();
    std::future::pending::<()>().await;
}
