//! Times as a table.

use std::{fmt, time::Duration};

/// The times of all contenders; the first one is what the others are measured by.
pub struct Table {
    title: String,
    lines: Vec<Line>,
}

/// The times of one contender.
pub struct Line {
    name: &'static str,
    calls: usize,
    median: Duration,
    ninetieth: Duration,
}

impl Line {
    pub fn new(name: &'static str, mut samples: Vec<Duration>) -> Self {
        samples.sort_unstable();
        let at = |part: usize| samples.get(samples.len() * part / 100).copied().unwrap_or_default();
        Self { name, calls: samples.len(), median: at(50), ninetieth: at(90) }
    }
}

impl Table {
    pub fn new(title: impl Into<String>, lines: Vec<Line>) -> Self {
        Self { title: title.into(), lines }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(reference) = self.lines.first() else { return Ok(()) };
        let calls = format!("{}, {} calls each", self.title, reference.calls);
        writeln!(f, "{calls:<48} {:>12} {:>12} {:>7}", "median", "p90", "ratio")?;
        for line in &self.lines {
            let ratio = line.median.as_secs_f64() / reference.median.as_secs_f64();
            let (median, ninetieth) = (time(line.median), time(line.ninetieth));
            writeln!(f, "  {:<46} {median:>12} {ninetieth:>12} {ratio:>7.2}", line.name)?;
        }
        Ok(())
    }
}

fn time(it: Duration) -> String {
    match it.as_nanos() {
        nanos @ 0..10_000 => format!("{nanos} ns"),
        nanos @ 10_000..1_000_000 => format!("{:.1} µs", nanos as f64 / 1e3),
        nanos => format!("{:.2} ms", nanos as f64 / 1e6),
    }
}
