//! Hostile text against the lookups and orders that come in as text.
//!
//! What comes in is made by a generator with a seed, so that every run of a seed is the same. A run takes a moment;
//! `QUERYSET_FUZZ_SECONDS=600` makes it ten minutes, `QUERYSET_FUZZ_SEED` another run. The figures are printed.

#![allow(missing_docs, unreachable_pub, reason = "nothing here is for other crates")]
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first thing that is wrong"
)]

#[path = "../support/library.rs"]
#[allow(dead_code, reason = "this binary uses the models only")]
mod library;

mod attack;
mod chance;
mod figures;
mod text;

use std::{env, time::Duration};

use queryset::prelude::*;

use crate::{attack::Attack, chance::Chance, figures::Figures};

/// How many attacks a run without a time makes.
const ATTACKS: u64 = 1_000;

fn setting(name: &str) -> Option<u64> {
    env::var(name).ok().map(|it| it.parse().unwrap_or_else(|_| panic!("{name} is a whole number")))
}

#[tokio::test]
async fn hostile_text_neither_panics_nor_reaches_sql() {
    let db = Database::connect("sqlite::memory:").await.unwrap();
    queryset::schema::models(library::models()).create_on(&db).await.unwrap();
    let seed = setting("QUERYSET_FUZZ_SEED").unwrap_or(1);
    let time = setting("QUERYSET_FUZZ_SECONDS").map(Duration::from_secs);
    let mut figures = Figures::new(seed);
    db.scope(async {
        library::Shelf::fill().await;
        let mut chance = Chance::new(seed);
        let attack = Attack::new();
        while figures.goes_on(time, ATTACKS) {
            attack.run(&mut chance, &mut figures).await;
        }
    })
    .await;
    figures.print();
    figures.check();
}
