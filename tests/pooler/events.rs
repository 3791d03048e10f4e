//! What was found is told once.

use std::sync::{Arc, Mutex};

use queryset::{Database, Pooler};
use sqlx::postgres::PgPoolOptions;
use tracing::{
    Event, Level, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{
    Layer,
    layer::{Context, SubscriberExt},
    registry::Registry,
};

use crate::{
    bouncer::{Bouncer, Mode, on_postgres},
    place::Place,
};

/// The events about pools.
#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<(Level, String)>>>);

struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.0 = format!("{}{}={value:?} ", self.0, field.name());
    }
}

impl<S: Subscriber> Layer<S> for Heard {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == "queryset::pool" {
            let mut text = Text(String::new());
            event.record(&mut text);
            self.0.lock().unwrap().push((*event.metadata().level(), text.0));
        }
    }
}

/// Takes connections several times.
async fn use_it(db: Database) {
    for _ in 0..3 {
        let (one, other) = (db.acquire().await.unwrap(), db.acquire().await.unwrap());
        drop((one, other));
    }
    db.close().await;
}

/// The one event of a pool.
async fn told(place: &Place, url: &str, pooler: Option<Pooler>) -> (Level, String) {
    let heard = Heard::default();
    let subscriber = Registry::default().with(heard.clone());
    let _listening = tracing::subscriber::set_default(subscriber);
    let db = match pooler {
        Some(pooler) => Database::builder(url).alias("told").pooler(pooler).connect().await,
        None => Database::from_pool(PgPoolOptions::new().connect(url).await.unwrap()).await,
    };
    use_it(db.unwrap()).await;
    let events = heard.0.lock().unwrap().clone();
    assert_eq!(events.len(), 1, "{url} {:?}: {events:?}", place.server);
    events[0].clone()
}

trial!(alone a_pool_tells_once_what_its_connections_keep on Postgres);
fn a_pool_tells_once_what_its_connections_keep() {
    on_postgres(|place| async {
        let (level, text) = told(&place, &place.url(), Some(Pooler::Detect)).await;
        assert_eq!(level, Level::DEBUG);
        assert_eq!(text, "alias=\"told\" cancellable=true named=true session=true ");
        let bouncer = Bouncer::start(Mode::Transaction);
        let shared = "cancellable=false named=false session=false";
        for (pooler, alias) in [(Some(Pooler::Detect), "told"), (None, "pool")] {
            let (level, text) = told(&place, &bouncer.url(&place), pooler).await;
            assert_eq!(level, Level::INFO);
            assert!(text.contains(&format!("alias=\"{alias}\" {shared}")), "{text}");
            assert!(text.contains("shared"), "{text}");
        }
        place
    });
}
