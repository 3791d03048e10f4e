//! What came of the attacks.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

use queryset::{Error, ErrorKind};

pub struct Figures {
    seed: u64,
    start: Instant,
    attacks: u64,
    /// How many had each outcome.
    outcomes: BTreeMap<String, u64>,
    /// The words and numbers that stood in some SQL, but for those of placeholders.
    words: BTreeSet<String>,
}

/// More words than the library and its models have together: what came in has reached the SQL.
const MOST_WORDS: usize = 250;

impl Figures {
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            start: Instant::now(),
            attacks: 0,
            outcomes: BTreeMap::new(),
            words: BTreeSet::new(),
        }
    }

    /// Counts an attack, unless the time, or the number without one, is over.
    pub fn goes_on(&mut self, time: Option<Duration>, attacks: u64) -> bool {
        let more = match time {
            Some(time) => self.start.elapsed() < time,
            None => self.attacks < attacks,
        };
        self.attacks += u64::from(more);
        more
    }

    /// Where a failure is found again.
    pub fn place(&self) -> String {
        format!("seed {}, attack {}", self.seed, self.attacks)
    }

    pub fn note(&mut self, outcome: &str) {
        *self.outcomes.entry(outcome.to_owned()).or_default() += 1;
    }

    /// Notes the words of a statement.
    pub fn words(&mut self, sql: &str) {
        let is_word = |it: char| it.is_ascii_alphanumeric() || matches!(it, '_' | '$');
        for word in sql.split(|it| !is_word(it)).filter(|it| !it.starts_with('$')) {
            if !self.words.contains(word) {
                self.words.insert(word.to_owned());
                assert!(self.words.len() < MOST_WORDS, "{}: {sql}: {:?}", self.place(), self.words);
            }
        }
    }

    /// An error that may come of hostile text.
    pub fn refused(&mut self, step: &str, error: &Error, expected: &[ErrorKind]) {
        assert!(expected.contains(&error.kind()), "{}: {step}: {error:?}", self.place());
        self.note(&format!("{step}: {:?}", error.kind()));
    }

    #[expect(clippy::print_stderr, reason = "the figures are what a long run is for")]
    pub fn print(&self) {
        let seconds = self.start.elapsed().as_secs_f64();
        let words = self.words.len();
        eprintln!(
            "seed {}: {} attacks in {seconds:.1} s, {words} words of SQL",
            self.seed, self.attacks
        );
        for (outcome, count) in &self.outcomes {
            eprintln!("  {outcome}: {count}");
        }
    }

    /// A run in which everything is refused, or nothing, attacks nothing.
    pub fn check(&self) {
        for outcome in ["parse: BadLookup", "parse: ok", "run: ok", "order: BadLookup", "order: ok"]
        {
            let count = self.outcomes.get(outcome).copied().unwrap_or_default();
            assert!(count * 50 > self.attacks, "{outcome}: {count} of {} only", self.attacks);
        }
    }
}
