//! A limit of the time of statements, where connections are shared.

use std::time::Duration;

use queryset::{Builder, Database, ErrorKind, Result};

use crate::{
    bouncer::{Bouncer, on_postgres},
    place::{Place, Server},
};

async fn nap(db: &Database, seconds: f64, inside: bool) -> Result<()> {
    let nap = Server::Postgres.statement(&format!("SELECT 1 FROM pg_sleep({seconds})"), vec![]);
    let mut lease = db.acquire().await?;
    if inside {
        lease.begin("BEGIN".into()).await?;
    }
    lease.fetch(&nap, &mut |_| Ok(())).await?;
    lease.rollback("ROLLBACK".into()).await
}

async fn a_limit_is_its_owners(place: Place, options: fn(Builder) -> Builder) -> Place {
    // All have one connection to the server.
    let bouncer = Bouncer::narrow();
    let limit = Duration::from_millis(100);
    let hasty = bouncer.connect(&place, |it| options(it).statement_timeout(limit)).await;
    let patient = bouncer.connect(&place, options).await;
    for inside in [false, true] {
        let error = nap(&hasty, 20.0, inside).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Cancelled, "{error}");
        assert!(error.to_string().contains("`statement_timeout`"), "{error}");
        nap(&patient, 0.3, inside).await.unwrap();
        nap(&hasty, 0.01, inside).await.unwrap();
    }
    hasty.close().await;
    patient.close().await;
    place
}

trial!(alone a_limit_holds_for_those_who_set_it_and_for_nobody_else on Postgres);
fn a_limit_holds_for_those_who_set_it_and_for_nobody_else() {
    on_postgres(|place| a_limit_is_its_owners(place, |it| it));
}

trial!(alone with_the_option_too on Postgres);
fn with_the_option_too() {
    on_postgres(|place| a_limit_is_its_owners(place, Builder::transaction_pooler));
}
