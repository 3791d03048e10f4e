//! What it costs to write a query and to make SQL of it; no database is asked.

use std::{hint::black_box, time::Instant};

use queryset::prelude::*;

use crate::{
    Outcome,
    models::{Review, Song},
    race::Plan,
    table::{Line, Table},
};

/// How many calls are timed together: one is shorter than a clock can tell.
const CALLS: u32 = 100;

/// Times both queries, first the writing alone, then `to_sql` of the query as it stands.
pub(crate) fn run(plan: &Plan) -> Outcome<()> {
    let rounds = if plan.quick { 50 } else { 1_000 };
    let (one, two) = (by_key(7), joined(7));
    for dialect in [Dialect::Postgres, Dialect::Sqlite] {
        println!("{}", one.to_sql(dialect)?);
        println!("{}\n", two.to_sql(dialect)?);
    }
    let lines = vec![
        timed("by key: the closures", rounds, || Ok(by_key(black_box(7)))),
        timed("by key: to_sql", rounds, || one.to_sql(Dialect::Postgres)),
        timed("two joins, four conditions: the closures", rounds, || Ok(joined(black_box(7)))),
        timed("two joins, four conditions: to_sql", rounds, || two.to_sql(Dialect::Postgres)),
    ];
    let lines = lines.into_iter().collect::<Result<_, Error>>()?;
    println!("{}", Table::new("Compiling", lines));
    Ok(())
}

fn by_key(key: i64) -> QuerySet<Song> {
    Song::objects().filter(|s| s.id().eq(key)).order_by(|_| ()).slice(..21)
}

fn joined(stars: i32) -> QuerySet<Review> {
    Review::objects().filter(|r| {
        let found = r.song().title().startswith("The song") & r.song().plays().gt(100);
        found & r.visitor().name().eq("User 12") & r.stars().gte(stars)
    })
}

fn timed<T>(
    name: &'static str,
    rounds: usize,
    mut call: impl FnMut() -> Result<T, Error>,
) -> Result<Line, Error> {
    let mut samples = Vec::with_capacity(rounds);
    for _ in 0..rounds {
        let started = Instant::now();
        for _ in 0..CALLS {
            black_box(call()?);
        }
        samples.push(started.elapsed() / CALLS);
    }
    Ok(Line::new(name, samples))
}
