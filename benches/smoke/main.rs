//! What a query costs beside the same work written by hand.
//!
//! ```sh
//! cargo bench --bench smoke                     # two minutes
//! cargo bench --bench smoke -- --quick          # a few seconds, for a first look
//! cargo bench --bench smoke -- --everywhere     # on all cores, as chance has it
//! cargo bench --bench smoke -- --workers 2      # on a runtime with threads; without it there is one thread
//! cargo bench --bench smoke -- compile          # one part: postgres, sqlite or compile
//! cargo bench --bench smoke -- --only "key: queryset"   # one contender, for a profiler
//! ```
//!
//! PostgreSQL is where `QUERYSET_POSTGRES_URL` says; a database of the benchmark's own is made there and dropped at the
//! end. All contenders of a table run in turns, a few calls each, in an order that changes every round, so that a
//! disturbance meets them alike; what they return is compared before anything is timed.

#![allow(clippy::print_stdout, reason = "the tables are what a benchmark is for")]

mod compile;
mod many;
mod models;
mod one_core;
mod postgres;
mod race;
mod scratch;
mod sqlite;
mod table;

use std::error::Error;

use crate::{one_core::OneCore, race::Plan};

/// What everything here returns: a benchmark that fails says why and stops.
type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// What was asked for on the command line.
#[derive(Default)]
struct Arguments {
    plan: Plan,
    workers: usize,
    everywhere: bool,
    parts: Vec<String>,
}

impl Arguments {
    fn read(mut words: impl Iterator<Item = String>) -> Outcome<Self> {
        let mut arguments = Self::default();
        while let Some(word) = words.next() {
            match word.as_str() {
                // Cargo adds it.
                "--bench" => (),
                "--quick" => arguments.plan.quick = true,
                "--everywhere" => arguments.everywhere = true,
                "--only" => arguments.plan.only = words.next().ok_or("only which?")?,
                "--workers" => {
                    arguments.workers = words.next().ok_or("how many workers?")?.parse()?;
                }
                "postgres" | "sqlite" | "compile" => arguments.parts.push(word),
                _ => return Err(format!("unknown argument `{word}`").into()),
            }
        }
        Ok(arguments)
    }

    fn wants(&self, part: &str) -> bool {
        self.parts.is_empty() || self.parts.iter().any(|it| it == part)
    }

    fn runtime(&self) -> std::io::Result<tokio::runtime::Runtime> {
        match self.workers {
            0 => tokio::runtime::Builder::new_current_thread().enable_all().build(),
            many => tokio::runtime::Builder::new_multi_thread()
                .worker_threads(many)
                .enable_all()
                .build(),
        }
    }
}

fn main() -> Outcome<()> {
    let arguments = Arguments::read(std::env::args().skip(1))?;
    let _one_core = (!arguments.everywhere).then(OneCore::take);
    let runtime = arguments.runtime()?;
    if arguments.wants("postgres") {
        runtime.block_on(postgres::run(&arguments.plan))?;
    }
    if arguments.wants("sqlite") {
        runtime.block_on(sqlite::run(&arguments.plan))?;
    }
    if arguments.wants("compile") {
        compile::run(&arguments.plan)?;
    }
    Ok(())
}
