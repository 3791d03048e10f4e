//! Contenders that run in turns.

use std::{
    fmt,
    time::{Duration, Instant},
};

use futures::future::LocalBoxFuture;

use crate::{
    Outcome,
    models::ROWS,
    table::{Line, Table},
};

/// Ways to do the same thing. The first one is what the others are measured by.
pub(crate) struct Race<'a, T> {
    title: &'static str,
    plan: &'a Plan,
    contenders: Vec<Contender<'a, T>>,
}

/// What is common to all races of a run.
#[derive(Default)]
pub(crate) struct Plan {
    /// A tenth of the rounds.
    pub(crate) quick: bool,
    /// The contenders to run, by a part of title and name: for a profiler.
    pub(crate) only: String,
}

struct Contender<'a, T> {
    number: usize,
    name: &'static str,
    lane: Box<dyn Lane<T> + 'a>,
    samples: Vec<Duration>,
}

/// How often everybody's turn comes, and how many calls a turn has.
#[derive(Clone, Copy)]
pub(crate) struct Rounds {
    pub(crate) rounds: usize,
    pub(crate) calls: usize,
}

/// One way to do it: a future per key, behind a pointer.
trait Lane<T> {
    fn once(&mut self, key: i64) -> LocalBoxFuture<'_, Outcome<T>>;
    fn turn<'s>(
        &'s mut self,
        keys: &'s [i64],
        samples: &'s mut Vec<Duration>,
    ) -> LocalBoxFuture<'s, Outcome<()>>;
}

impl<T, F: AsyncFnMut(i64) -> Outcome<T>> Lane<T> for F {
    fn once(&mut self, key: i64) -> LocalBoxFuture<'_, Outcome<T>> {
        Box::pin(self(key))
    }

    fn turn<'s>(
        &'s mut self,
        keys: &'s [i64],
        samples: &'s mut Vec<Duration>,
    ) -> LocalBoxFuture<'s, Outcome<()>> {
        Box::pin(async move {
            for key in keys {
                let started = Instant::now();
                let found = self(*key).await?;
                samples.push(started.elapsed());
                drop(found);
            }
            Ok(())
        })
    }
}

impl<'a, T: PartialEq + fmt::Debug + 'a> Race<'a, T> {
    pub(crate) fn new(title: &'static str, plan: &'a Plan) -> Self {
        Self { title, plan, contenders: Vec::new() }
    }

    /// Adds a contender: what it does with a key, from 1 to the number of rows.
    pub(crate) fn lane(
        mut self,
        name: &'static str,
        run: impl AsyncFnMut(i64) -> Outcome<T> + 'a,
    ) -> Self {
        if format!("{}: {name}", self.title).contains(&self.plan.only) {
            let number = self.contenders.len();
            let lane = Box::new(run);
            self.contenders.push(Contender { number, name, lane, samples: Vec::new() });
        }
        self
    }

    /// Sees that all agree, warms them up, and times them.
    pub(crate) async fn run(mut self, many: Rounds) -> Outcome<Table> {
        let mut random = Random::new();
        let few = Rounds { rounds: many.rounds / 10 + 1, ..many };
        let many = if self.plan.quick { few } else { many };
        self.compare(random.key()).await?;
        self.rounds(&mut random, few).await?;
        for contender in &mut self.contenders {
            contender.samples.clear();
        }
        self.rounds(&mut random, many).await?;
        self.contenders.sort_by_key(|it| it.number);
        let lines = self.contenders.into_iter().map(|it| Line::new(it.name, it.samples));
        Ok(Table::new(self.title, lines.collect()))
    }

    async fn compare(&mut self, key: i64) -> Outcome<()> {
        let mut found = Vec::new();
        for contender in &mut self.contenders {
            found.push((contender.name, contender.lane.once(key).await?));
        }
        let Some((reference, expected)) = found.first() else { return Ok(()) };
        match found.iter().find(|(_, it)| it != expected) {
            Some((name, _)) => {
                Err(format!("{}: {reference} and {name} disagree", self.title).into())
            }
            None => Ok(()),
        }
    }

    /// In every round all get the same keys, one after the other, in a new order.
    async fn rounds(&mut self, random: &mut Random, many: Rounds) -> Outcome<()> {
        for _ in 0..many.rounds {
            let keys: Vec<i64> = (0..many.calls).map(|_| random.key()).collect();
            for at in (1..self.contenders.len()).rev() {
                self.contenders.swap(at, random.below(at + 1));
            }
            for Contender { lane, samples, .. } in &mut self.contenders {
                lane.turn(&keys, samples).await?;
            }
        }
        Ok(())
    }
}

/// A xorshift generator: every run sees the same keys.
struct Random(u64);

impl Random {
    fn new() -> Self {
        Self(0x9E37_79B9_7F4A_7C15)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap_or_default()
    }

    fn key(&mut self) -> i64 {
        1 + i64::try_from(self.below(ROWS)).unwrap_or_default()
    }
}
