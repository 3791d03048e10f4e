//! Random filters over random rows, judged twice: by the compiler and a database, and by Django's rules in plain Rust.
//!
//! What comes is made by a generator with a seed, so that every run of a seed is the same. `QUERYSET_FILTERS=100000` asks
//! for more filters than the ordinary run has, `QUERYSET_FILTERS_SEED` for others; the seed is printed. A failure shows the
//! smallest filter that still goes wrong, in Django's words, with the rows.
//!
//! With `QUERYSET_FILTERS_FILE` the rows, the filters and what is found by the rules go to a file, too, which
//! `tests/filters/live.py` compares with a live Django.

#![allow(missing_docs, unreachable_pub, reason = "nothing here is for other crates")]
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test stops at the first thing that is wrong, and says which run it was"
)]

#[path = "../support/mod.rs"]
mod support;

#[path = "../fuzz/chance.rs"]
#[allow(dead_code, reason = "this binary makes no letters")]
mod chance;

mod ask;
mod filter;
mod grow;
mod judge;
mod shrink;
mod tables;
mod world;

use std::{env, io::Write, process::ExitCode, time::Duration};

use libtest_mimic::{Arguments, Failed, Trial};
use queryset::schema;
use serde_json::json;

use crate::{chance::Chance, filter::Filter, support::server::Server, world::World};

/// How many filters an ordinary run asks of each database.
const FILTERS: u64 = 2_000;

/// How many of them are asked of the same rows.
const OF_ONE_WORLD: u64 = 50;

fn setting(name: &str, otherwise: u64) -> u64 {
    let text = env::var(name).ok();
    text.map_or(otherwise, |it| it.parse().unwrap_or_else(|_| panic!("{name} is a whole number")))
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let mut trials = vec![Trial::test("rules::find_something_and_not_everything", by_the_rules)];
    for server in Server::ALL {
        let name = format!("{}::random_filters_find_what_the_rules_say", server.name());
        let trial = Trial::test(name, move || on(server));
        trials.push(trial.with_ignored_flag(!server.is_selected()));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// The rows and filters of a run, one world after the other.
fn worlds() -> impl Iterator<Item = (World, Vec<Filter>)> {
    let seed = setting("QUERYSET_FILTERS_SEED", 1);
    let mut left = setting("QUERYSET_FILTERS", FILTERS);
    eprintln!("QUERYSET_FILTERS_SEED={seed} QUERYSET_FILTERS={left}");
    let mut chance = Chance::new(seed);
    std::iter::from_fn(move || {
        let count = left.min(OF_ONE_WORLD);
        left -= count;
        let world = World::random(&mut chance);
        (count > 0).then(|| (world, (0..count).map(|_| grow::filter(&mut chance)).collect()))
    })
}

/// Whether the filters of a run are worth asking: most find rows, and leave some; many find one several times.
fn by_the_rules() -> Result<(), Failed> {
    let mut file =
        env::var("QUERYSET_FILTERS_FILE").ok().map(|it| std::fs::File::create(it).unwrap());
    let (mut all, mut telling, mut several) = (0_u64, 0_u64, 0_u64);
    for (world, filters) in worlds() {
        if let Some(file) = &mut file {
            writeln!(file, "{}", json!({ "rows": world.to_json() }))?;
        }
        for filter in filters {
            let keys = judge::keys(&filter, &world);
            let mut once = keys.clone();
            once.dedup();
            all += 1;
            telling += u64::from(!once.is_empty() && once.len() < world.rows[filter.root].len());
            several += u64::from(once.len() < keys.len());
            if let Some(file) = &mut file {
                writeln!(file, "{}", json!({ "filter": filter.to_string(), "keys": keys }))?;
            }
        }
    }
    eprintln!(
        "of {all} filters {telling} find some rows and not all, {several} find one more than once"
    );
    if all >= FILTERS && (telling * 5 < all || several * 25 < all) {
        return Err("too few of the filters tell right from wrong".into());
    }
    Ok(())
}

/// How long a connection is kept.
///
/// From the hundredth statement on, the driver closes one for each that it prepares, and the next message to MariaDB waits
/// for the receipt of that one: 40 ms. Here all statements are different, so that a new connection is cheaper.
const LIFETIME: Duration = Duration::from_millis(200);

fn on(server: Server) -> Result<(), Failed> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(server.with_options(
        |it| it.max_lifetime(LIFETIME),
        async |db| {
            schema::models(tables::models()).create_on(&db).await?;
            for (world, filters) in worlds() {
                world.store().await?;
                for filter in filters {
                    if let Some(wrong) = wrong(&filter, &world).await {
                        return Err(smallest(filter, wrong, &world).await);
                    }
                }
            }
            Ok(())
        },
    ))
}

/// What is wrong with the answer to a filter, if something is.
async fn wrong(filter: &Filter, world: &World) -> Option<String> {
    let expected = judge::keys(filter, world);
    match ask::keys(filter).await {
        Ok(found) if found == expected => None,
        Ok(found) => Some(format!("found {found:?}, by the rules {expected:?}")),
        Err(error) => Some(format!("{error}, by the rules {expected:?}")),
    }
}

async fn smallest(mut filter: Filter, mut wrong: String, world: &World) -> Failed {
    'smaller: loop {
        for candidate in shrink::smaller(&filter) {
            if let Some(still) = self::wrong(&candidate, world).await {
                (filter, wrong) = (candidate, still);
                continue 'smaller;
            }
        }
        let rows = world.to_json();
        return format!("{filter}\n  {wrong}\n  rows: {rows}").into();
    }
}
