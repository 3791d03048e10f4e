//! How far it is.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar on the terminal; nothing at all where stderr is none.
pub fn bar(of: &'static str, length: u64) -> ProgressBar {
    let bar = ProgressBar::new(length).with_message(of);
    match ProgressStyle::with_template("{msg:14} [{bar:40}] {percent:>3} %  {elapsed}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
