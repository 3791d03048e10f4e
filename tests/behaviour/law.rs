//! How a law is declared and run.

use std::process::ExitCode;

use futures::future::BoxFuture;
use libtest_mimic::{Arguments, Trial};
use queryset::{
    Database,
    dialect::{Capability, Dialect},
    model::ModelMeta,
};

use crate::{
    columns, constraints, deferring, embed, keys, made,
    support::{
        kinds, library,
        server::{Server, pool_size},
    },
    to_field,
};

/// Something that holds on every database.
pub struct Law {
    pub name: &'static str,
    /// Whether it says anything of such a database.
    pub applies: fn(&Ground) -> bool,
    pub run: fn(Database) -> BoxFuture<'static, ()>,
}

inventory::collect!(Law);

/// What a law stands on.
pub struct Ground {
    pub dialect: Dialect,
    pub facts: &'static Capability,
    /// How many connections a pool has, unless a law says otherwise.
    pub connections: usize,
}

/// Declares a law: an async function that is given a database with the tables of the library.
///
/// A law of what only some databases can do says so, `name(db, |on| on.facts.cursors)`, and is reported on the others as one
/// that does not apply. A law that returns early would pass there without having looked at anything.
macro_rules! law {
    ($(#[doc = $doc:literal])* $name:ident($db:ident) $body:block) => {
        crate::law::law! { $(#[doc = $doc])* $name($db, |_| true) $body }
    };
    ($(#[doc = $doc:literal])* $name:ident($db:ident, $applies:expr) $body:block) => {
        $(#[doc = $doc])*
        #[allow(unused_variables, reason = "most laws use the database of the scope")]
        async fn $name($db: queryset::Database) $body

        inventory::submit! { crate::law::Law {
            name: concat!(module_path!(), "::", stringify!($name)),
            applies: $applies,
            run: |db| Box::pin($name(db)),
        } }
    };
}
pub(crate) use law;

/// Runs the laws on the selected databases; those not selected are listed as ignored, and said at the end.
pub fn run() -> ExitCode {
    let arguments = Arguments::from_args();
    let mut trials = Vec::new();
    for server in Server::ALL {
        for law in inventory::iter::<Law> {
            let name = law.name.trim_start_matches("behaviour::");
            let trial = Trial::test(format!("{}::{name}", server.name()), move || {
                check(server, law);
                Ok(())
            });
            trials.push(match () {
                () if !server.is_selected() => trial.with_ignored_flag(true),
                () if !(law.applies)(&ground(server)) => {
                    trial.with_kind("does not apply").with_ignored_flag(true)
                }
                () => trial,
            });
        }
    }
    let listing = arguments.list;
    let conclusion = libtest_mimic::run(&arguments, trials);
    let missing: Vec<_> =
        Server::ALL.into_iter().filter(|it| !it.is_selected()).map(Server::name).collect();
    if !missing.is_empty() && !listing {
        #[expect(
            clippy::print_stderr,
            reason = "what a run did not cover is for the person who runs it"
        )]
        let () = eprintln!(
            "not covered: {} (scripts/test runs the suite on all three databases)\n",
            missing.join(", ")
        );
    }
    conclusion.exit_code()
}

fn ground(server: Server) -> Ground {
    let dialect = server.dialect();
    Ground { dialect, facts: dialect.capability(), connections: pool_size() }
}

fn check(server: Server, law: &'static Law) {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let law = async |db: Database| (law.run)(db).await;
    runtime.expect("a runtime").block_on(server.with_tables(&tables(server), law));
}

/// The tables that every law finds empty.
fn tables(server: Server) -> Vec<&'static ModelMeta> {
    let mut tables = library::models().to_vec();
    tables.extend(kinds::models(server.dialect()));
    tables.extend(made::models());
    tables.extend(columns::models());
    tables.extend(constraints::models());
    tables.extend(keys::models());
    tables.extend(embed::models());
    tables.extend(to_field::models());
    tables.extend(deferring::models());
    tables
}
