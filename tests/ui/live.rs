//! Programs whose SQL the compiler gives to a database: to one in SQLite that the test has made, or to what PostgreSQL
//! once said in `.sqlx/`.
//!
//! sqlx takes both from the environment, which a process cannot change for itself without unsafe code. So a test starts
//! itself again, with the variables that it wants.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use queryset::Database;

const AGAIN: &str = "QUERYSET_UI_AGAIN";

#[test]
fn a_database_says_what_is_wrong_with_a_statement() {
    again(
        "live::a_database_says_what_is_wrong_with_a_statement",
        |folder| {
            let url = database(folder, include_str!("../outside/schema.sql"));
            vec![("DATABASE_URL", url), ("SQLX_OFFLINE", "false".into())]
        },
        || trybuild::TestCases::new().compile_fail("tests/ui/live/*.rs"),
    );
}

#[test]
fn without_a_database_a_statement_is_one_that_was_checked_before() {
    again(
        "live::without_a_database_a_statement_is_one_that_was_checked_before",
        |_| {
            let described = Path::new(env!("CARGO_MANIFEST_DIR")).join(".sqlx");
            let described = described.to_str().unwrap().to_owned();
            vec![("SQLX_OFFLINE", "true".into()), ("SQLX_OFFLINE_DIR", described)]
        },
        || trybuild::TestCases::new().compile_fail("tests/ui/offline/*.rs"),
    );
}

/// Runs the body of the test called `name` in a process of its own, with these variables.
fn again(
    name: &str,
    variables: impl FnOnce(&Path) -> Vec<(&'static str, String)>,
    body: impl FnOnce(),
) {
    if env::var_os(AGAIN).is_some() {
        return body();
    }
    let folder = folder(&name.replace("::", "_"));
    let mut test = Command::new(env::current_exe().unwrap());
    test.args(["--exact", name, "--nocapture"]).env(AGAIN, "1");
    let status = test.envs(variables(&folder)).status().unwrap();
    assert!(status.success(), "what is wrong stands above");
}

/// An empty folder of this name.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A new database in the folder, with these tables.
pub fn database(folder: &Path, schema: &str) -> String {
    let url = format!("sqlite://{}", folder.join("library.db").display());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let database = Database::connect(&format!("{url}?mode=rwc")).await.unwrap();
        database.acquire().await.unwrap().run(schema.into()).await.unwrap();
        database.close().await;
    });
    url
}
