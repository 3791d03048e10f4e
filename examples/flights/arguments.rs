//! The command line.

use std::path::PathBuf;

/// What the program is asked to do.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Arguments {
    /// The folder with the files, where it is not the one that comes with the example.
    pub csv: Option<PathBuf>,
    /// Whether the SQL is shown with each answer.
    pub sql: bool,
    /// Whether only the usage is wanted.
    pub help: bool,
}

/// How the program is called.
pub const USAGE: &str = "\
Loads flights from New York into a database, answers questions about them, and changes a few rows.

usage: cargo run --example flights -- [--sql] [--csv DIR]

  --sql        show the SQL of each answer
  --csv DIR    load the files of DIR (airlines.csv, airports.csv, planes.csv, flights.csv)
               in place of the seven days in examples/data

Without DATABASE_URL the database is a temporary SQLite file. With it, its tables flights_* are made if they are
missing, emptied and filled: postgres://…, sqlite://file.db, or mysql://… (add `--features mysql` before `--`).
";

/// Reads the words behind the program's name.
pub fn parse(words: impl IntoIterator<Item = String>) -> Result<Arguments, String> {
    let mut arguments = Arguments::default();
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--sql" => arguments.sql = true,
            "--csv" => arguments.csv = Some(words.next().ok_or("--csv needs a folder")?.into()),
            "-h" | "--help" => arguments.help = true,
            _ => return Err(format!("unknown argument `{word}`\n\n{USAGE}")),
        }
    }
    Ok(arguments)
}
