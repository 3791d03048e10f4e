//! Times as a table.

use std::{fmt, time::Duration};

/// The times of all contenders; the first one is what the others are measured by.
pub(crate) struct Table {
    title: String,
    lines: Vec<Line>,
}

/// The times of one contender.
pub(crate) struct Line {
    name: &'static str,
    calls: usize,
    tenth: Duration,
    median: Duration,
    ninetieth: Duration,
}

impl Line {
    pub(crate) fn new(name: &'static str, mut samples: Vec<Duration>) -> Self {
        samples.sort_unstable();
        let at = |part: usize| samples.get(samples.len() * part / 100).copied().unwrap_or_default();
        Self { name, calls: samples.len(), tenth: at(10), median: at(50), ninetieth: at(90) }
    }
}

impl Table {
    pub(crate) fn new(title: impl Into<String>, lines: Vec<Line>) -> Self {
        Self { title: title.into(), lines }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(reference) = self.lines.first() else { return Ok(()) };
        let calls = format!("{}, {} calls each", self.title, reference.calls);
        writeln!(f, "{calls:<48} {:>10} {:>10} {:>10} {:>7}", "p10", "median", "p90", "ratio")?;
        for line in &self.lines {
            let ratio = line.median.as_secs_f64() / reference.median.as_secs_f64();
            write!(f, "  {:<46}", line.name)?;
            for it in [line.tenth, line.median, line.ninetieth] {
                write!(f, " {:>10}", time(it))?;
            }
            writeln!(f, " {ratio:>7.2}")?;
        }
        Ok(())
    }
}

fn time(it: Duration) -> String {
    match it.as_nanos() {
        nanos @ 0..10_000 => format!("{nanos} ns"),
        10_000..1_000_000 => format!("{:.1} µs", it.as_secs_f64() * 1e6),
        _ => format!("{:.2} ms", it.as_secs_f64() * 1e3),
    }
}
