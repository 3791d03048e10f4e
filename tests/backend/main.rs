//! The backend layer on real databases: values, errors, transactions, lost connections, dropped futures.
//!
//! `QUERYSET_TEST_DATABASES` (`sqlite,postgres,mysql`; default `sqlite`) says on which the tests run,
//! `QUERYSET_POSTGRES_URL` and `QUERYSET_MYSQL_URL` where the servers are.

#![allow(unreachable_pub, reason = "nothing here is for other crates")]
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first thing that is wrong"
)]

#[macro_use]
mod ring;

mod cancellation;
mod changes;
mod errors;
mod events;
mod functions;
mod loss;
mod lost;
mod opening;
mod place;
mod pools;
mod proxy;
mod runtimes;
mod samples;
mod strays;
mod timeouts;
mod transactions;
mod values;
mod writers;

fn main() -> std::process::ExitCode {
    ring::run()
}
