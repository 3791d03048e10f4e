//! What a pool finds out about the way to its server, and what it says of it.

use queryset::{Builder, Database, ErrorKind, Facts, Pooler};
use sqlx::postgres::PgPoolOptions;

use crate::{
    bouncer::{Bouncer, Mode, on_postgres},
    place::Place,
};

fn facts(db: &Database) -> (bool, bool, bool) {
    let Facts { cancellable, named, session, .. } = db.status().facts.expect("a connection");
    (cancellable, named, session)
}

/// What is found with a setting, through a pooler or without one.
async fn found(place: &Place, bouncer: Option<&Bouncer>, pooler: Pooler) -> (bool, bool, bool) {
    let url = bouncer.map_or_else(|| place.url(), |it| it.url(place));
    let db = Database::builder(&url).pooler(pooler).connect().await.unwrap();
    let facts = facts(&db);
    db.close().await;
    facts
}

const ALL: (bool, bool, bool) = (true, true, true);
const NOTHING: (bool, bool, bool) = (false, false, false);

trial!(alone a_direct_connection_keeps_everything on Postgres);
fn a_direct_connection_keeps_everything() {
    on_postgres(|place| async {
        for pooler in [Pooler::Detect, Pooler::Session, Pooler::None] {
            assert_eq!(found(&place, None, pooler).await, ALL, "{pooler:?}");
        }
        assert_eq!(found(&place, None, Pooler::Transaction).await, NOTHING);
        place
    });
}

trial!(alone a_pooler_that_knows_no_names_is_found on Postgres);
fn a_pooler_that_knows_no_names_is_found() {
    on_postgres(|place| async {
        let bouncer = Bouncer::start(Mode::Transaction);
        // Once with a server's process that is new, and once with one that others have used.
        for _ in 0..2 {
            assert_eq!(found(&place, Some(&bouncer), Pooler::Detect).await, NOTHING);
        }
        place
    });
}

trial!(alone a_pooler_that_translates_names_is_found on Postgres);
fn a_pooler_that_translates_names_is_found() {
    on_postgres(|place| async {
        if let Some(bouncer) = Bouncer::translating() {
            for _ in 0..2 {
                let found = found(&place, Some(&bouncer), Pooler::Detect).await;
                assert_eq!(found, (false, true, false));
            }
        }
        place
    });
}

trial!(alone sessions_are_taken_for_shared_connections_unless_they_are_named on Postgres);
fn sessions_are_taken_for_shared_connections_unless_they_are_named() {
    on_postgres(|place| async {
        let bouncer = Bouncer::start(Mode::Session);
        assert_eq!(found(&place, Some(&bouncer), Pooler::Detect).await, NOTHING);
        assert_eq!(found(&place, Some(&bouncer), Pooler::Session).await, ALL);
        place
    });
}

trial!(alone a_direct_pool_of_sqlx_keeps_names_and_sessions on Postgres);
fn a_direct_pool_of_sqlx_keeps_names_and_sessions() {
    on_postgres(|place| async {
        let pool = PgPoolOptions::new().connect(&place.url()).await.unwrap();
        let db = Database::from_pool(pool).await.unwrap();
        assert_eq!(db.status().facts, None);
        db.acquire().await.unwrap();
        // Its processes are not known.
        assert_eq!(facts(&db), (false, true, true));
        db.close().await;
        place
    });
}

trial!(alone looking_for_a_pooler_leaves_no_statement_on_the_server on Postgres);
fn looking_for_a_pooler_leaves_no_statement_on_the_server() {
    on_postgres(|place| async {
        let bouncer = Bouncer::start(Mode::Transaction);
        let db = bouncer.connect(&place, |it| it).await;
        let kept = place.server.statement("SELECT count(*) FROM pg_prepared_statements", vec![]);
        let mut lease = db.acquire().await.unwrap();
        assert_eq!(crate::place::number(&mut lease, &kept).await.unwrap(), 0);
        drop(lease);
        db.close().await;
        place
    });
}

trial!(alone the_error_of_a_refused_parameter_names_it_and_what_to_say on Postgres);
fn the_error_of_a_refused_parameter_names_it_and_what_to_say() {
    on_postgres(|place| async {
        let bouncer = Bouncer::strict(Mode::Transaction);
        let error = Database::connect(&bouncer.url(&place)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{error}");
        for told in ["`extra_float_digits`", "ignore_startup_parameters", "Pooler::Transaction"] {
            assert!(error.to_string().contains(told), "{error}");
        }
        // What it says helps.
        let db = bouncer.connect(&place, Builder::transaction_pooler).await;
        assert_eq!(facts(&db), NOTHING);
        db.close().await;
        place
    });
}
