//! The migrations of this repository are what `schema::sql` writes.
//!
//! To write them anew: `QUERYSET_WRITE_MIGRATIONS=1 cargo test --test schema migrations`.

use std::{env, fs, path::Path};

use queryset::{
    dialect::Dialect,
    schema::{self, Migration},
};

const DIRECTORIES: [(&str, Dialect); 4] = [
    ("postgres", Dialect::Postgres),
    ("sqlite", Dialect::Sqlite),
    ("mysql", Dialect::Mysql),
    ("mysql", Dialect::Mariadb),
];

#[test]
fn the_migrations_of_auth_are_those_of_its_models() {
    for (directory, dialect) in DIRECTORIES {
        let Migration { up, down } = schema::sql(dialect, ["contenttypes", "auth"]).unwrap();
        for (end, text) in [("up", up), ("down", down)] {
            let path = format!("migrations/{directory}/0001_auth.{end}.sql");
            hold(Path::new(&path), &text);
        }
    }
}

fn hold(path: &Path, text: &str) {
    if env::var_os("QUERYSET_WRITE_MIGRATIONS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let held = fs::read_to_string(path).unwrap_or_default();
    assert_eq!(
        held,
        text,
        "{} is not what the models make. If they are right, write it anew:\n    \
         QUERYSET_WRITE_MIGRATIONS=1 cargo test --test schema migrations",
        path.display()
    );
}
