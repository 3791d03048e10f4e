//! `tests/outside/`: an application with a manifest and a database of its own, outside the workspace.
//!
//! It is built by cargo into the folder of the workspace, where its dependencies are compiled already, from the
//! versions of the workspace, so that nothing is fetched.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use crate::live;

#[test]
fn an_application_checks_its_sql_against_its_own_database() {
    let folder = live::folder("outside_good");
    let url = live::database(&folder, include_str!("../outside/schema.sql"));
    let described = folder.join("described");
    fs::create_dir(&described).unwrap();

    let live = [("DATABASE_URL", url.as_str()), ("SQLX_OFFLINE_DIR", text(&described))];
    assert_built(&build("library", "live", &live));
    run(&url);

    // What sqlx wrote down is enough to compile without a database.
    let offline = [("SQLX_OFFLINE", "true"), ("SQLX_OFFLINE_DIR", text(&described))];
    assert_built(&build("library", "offline", &offline));
    let fresh =
        live::database(&live::folder("outside_offline"), include_str!("../outside/schema.sql"));
    run(&fresh);
}

#[test]
fn a_misspelt_column_does_not_compile_in_an_application() {
    let folder = live::folder("outside_misspelt");
    let url = live::database(&folder, include_str!("../outside/schema.sql"));
    let live = build("misspelt", "live", &[("DATABASE_URL", &url)]);
    assert_refused(&live, "no such column: nmae");
    let offline = [("SQLX_OFFLINE", "true"), ("SQLX_OFFLINE_DIR", text(&folder))];
    assert_refused(
        &build("misspelt", "offline", &offline),
        "there is no cached data for this query",
    );
}

/// Builds one program of the application. `mode` goes to the compiler as a flag: sqlx does not see that a variable has
/// changed, and a flag that has changed is a reason to compile.
fn build(program: &str, mode: &str, variables: &[(&str, &str)]) -> Output {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR"));
    let application = workspace.join("tests/outside");
    fs::copy(workspace.join("Cargo.lock"), application.join("Cargo.lock")).unwrap();
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(application).args(["rustc", "--offline", "--color=never", "--bin", program]);
    cargo.arg("--target-dir").arg(target());
    for variable in ["DATABASE_URL", "SQLX_OFFLINE", "SQLX_OFFLINE_DIR"] {
        cargo.env_remove(variable);
    }
    cargo.envs(variables.iter().copied());
    cargo.args(["--", &format!("--cfg=sqlx_{mode}")]).output().unwrap()
}

fn run(url: &str) {
    let ran = Command::new(target().join("debug/library")).arg(url).output().unwrap();
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success(), "{said}{}", String::from_utf8_lossy(&ran.stderr));
    assert_eq!(said.trim(), "the library is in order");
}

fn assert_built(output: &Output) {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn assert_refused(output: &Output, why: &str) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "it was compiled");
    assert!(said.contains(why) && said.contains("misspelt.rs"), "{said}");
}

/// The folder that cargo builds this test in.
fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().to_owned()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}
