//! Tests that run once for each database.
//!
//! A test of a database that is not selected is reported as ignored, and the run says which were not covered: nothing passes
//! there without having looked at anything.

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

use crate::place::Server;

/// A test of a ring.
pub(crate) struct Tried {
    pub(crate) name: &'static str,
    /// The databases that it says something of.
    pub(crate) on: &'static [Server],
    pub(crate) run: fn(Server),
}

inventory::collect!(Tried);

/// Adds a function to the tests of its ring: on every database, or on those that are named.
///
/// It is given the database, but for an `async` function and one that is `alone`, which know where they run.
macro_rules! trial {
    ($name:ident) => {
        trial!($name on Sqlite, Postgres, Mysql);
    };
    ($name:ident on $($server:ident),+) => {
        trial!(@ $name, $name, $($server),+);
    };
    (alone $name:ident on $($server:ident),+) => {
        trial!(@ $name, |_| $name(), $($server),+);
    };
    (async $name:ident on $($server:ident),+) => {
        trial!(@ $name, |_| crate::ring::wait($name()), $($server),+);
    };
    (@ $name:ident, $run:expr, $($server:ident),+) => {
        inventory::submit! { crate::ring::Tried {
            name: concat!(module_path!(), "::", stringify!($name)),
            on: &[$(crate::place::Server::$server),+],
            run: $run,
        } }
    };
}

/// Runs the tests of the ring on the selected databases.
pub(crate) fn run() -> ExitCode {
    let arguments = Arguments::from_args();
    let mut trials = Vec::new();
    for tried in inventory::iter::<Tried> {
        let (_, name) = tried.name.split_once("::").unwrap_or(("", tried.name));
        for &server in tried.on {
            let trial = Trial::test(format!("{}::{name}", server.name()), move || {
                (tried.run)(server);
                Ok(())
            });
            trials.push(trial.with_ignored_flag(!server.is_selected()));
        }
    }
    let listing = arguments.list;
    let conclusion = libtest_mimic::run(&arguments, trials);
    if !listing {
        say_what_was_not_covered();
    }
    conclusion.exit_code()
}

/// Waits for a test on a runtime of its own.
#[allow(dead_code, reason = "a ring may have no such test")]
pub(crate) fn wait(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}

#[allow(clippy::print_stderr, reason = "what a run did not cover is for the person who runs it")]
fn say_what_was_not_covered() {
    let left_out = Server::ALL.into_iter().filter(|it| !it.is_selected());
    let left_out: Vec<_> = left_out.map(Server::name).collect();
    if !left_out.is_empty() {
        eprintln!(
            "not covered: {} (scripts/test runs every test on all three databases)\n",
            left_out.join(", ")
        );
    }
}
