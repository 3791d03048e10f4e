//! Flights from New York: real data into a database, questions about it, and changes of it.
//!
//! ```sh
//! cargo run --example flights                  # seven days into a temporary SQLite database
//! cargo run --example flights -- --sql         # with the SQL of each answer
//! cargo run --example flights -- --csv DIR     # the four files of DIR, for instance the whole year
//!
//! DATABASE_URL=postgres://postgres@127.0.0.1:5432/flights cargo run --example flights
//! DATABASE_URL=mysql://root@127.0.0.1:3306/flights cargo run --features mysql --example flights
//! ```
//!
//! `models` says what the tables are, `source` and `load` fill them, `answers` asks, `stream` reads all flights one by one,
//! `changes` writes, `report` and `page` print. Where
//! the data comes from, and what is missing in it, is told in `examples/data/README.md`.
//!
//! The answers are the same on every database. One of them takes care for that: on MySQL and MariaDB the collation
//! decides whether `icontains` tells upper from lower case, see `answers::to_high_airports`.

#![allow(unreachable_pub, reason = "the modules look as they do in a program of several crates")]

mod answers;
mod arguments;
mod changes;
mod load;
mod models;
mod page;
mod progress;
mod report;
mod source;
mod stream;

use std::{
    env,
    io::{self, Write},
    process::ExitCode,
    time::Instant,
};

use queryset::Database;

use crate::{
    arguments::Arguments,
    page::Section,
    source::{Folder, Outcome},
};

/// What a shell expects of a program that Ctrl-C has stopped.
const INTERRUPTED: u8 = 130;

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(code) => code,
        // Whoever reads has seen enough: `… | head`.
        Err(error) if is_broken_pipe(error.as_ref()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("error: {error}"));
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Outcome<ExitCode> {
    let arguments = arguments::parse(env::args().skip(1))?;
    if arguments.help {
        print(arguments::USAGE)?;
        return Ok(ExitCode::SUCCESS);
    }
    let folder = arguments.csv.clone().map_or_else(|| Ok(Folder::of_seven_days()), Folder::open)?;
    let db = connect().await?;
    let outcome = tokio::select! {
        outcome = load_and_answer(&db, &folder, &arguments) => outcome.map(|()| ExitCode::SUCCESS),
        _ = tokio::signal::ctrl_c() => Ok(ExitCode::from(INTERRUPTED)),
    };
    // However it went: open transactions are rolled back, and the temporary database is removed.
    db.close().await;
    outcome
}

async fn load_and_answer(db: &Database, folder: &Folder, arguments: &Arguments) -> Outcome<()> {
    let start = Instant::now();
    let rows = load::load(db, folder).await?;
    say(&format!("{rows} rows loaded in {:.1} s\n", start.elapsed().as_secs_f64()));
    show(report::flights_per_day(db).await?, arguments)?;
    show(report::longest_delays(db).await?, arguments)?;
    show(report::without_departure(db).await?, arguments)?;
    show(report::to_high_airports(db).await?, arguments)?;
    show(report::old_planes(db).await?, arguments)?;
    show(report::third_of_january(db).await?, arguments)?;
    show(report::earliest_and_latest(db).await?, arguments)?;
    show(report::busiest_hour(db).await?, arguments)?;
    show(report::names_of_airlines(db).await?, arguments)?;
    show(report::charters(db).await?, arguments)?;
    show(report::plan(db).await?, arguments)
}

async fn connect() -> Outcome<Database> {
    match env::var("DATABASE_URL") {
        Ok(url) if !url.is_empty() => {
            Database::connect(&url).await.map_err(|error| format!("DATABASE_URL: {error}").into())
        }
        _ => Ok(Database::connect("sqlite::temporary:").await?),
    }
}

fn show(mut section: Section, arguments: &Arguments) -> Outcome<()> {
    if !arguments.sql {
        section.sql.clear();
    }
    print(&section.to_string())
}

fn print(text: &str) -> Outcome<()> {
    Ok(io::stdout().write_all(text.as_bytes())?)
}

/// Tells how it goes, beside the answers. Where stderr is closed there is nobody to tell.
fn say(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

fn is_broken_pipe(error: &(dyn std::error::Error + 'static)) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|it| it.kind() == io::ErrorKind::BrokenPipe)
}
