//! Every statement is one event.

use std::sync::{Arc, Mutex};

use queryset::{
    backend::{Pool, PoolOptions},
    value::Value,
};
use tracing::{
    Event, Level, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{
    Layer,
    layer::{Context, SubscriberExt},
    registry::Registry,
};

use crate::place::Server;

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
        if event.metadata().target() == "queryset::sql" {
            let mut text = Text(String::new());
            event.record(&mut text);
            // The other tests make events, too.
            if text.0.contains("alias=\"events\"") {
                self.0.lock().unwrap().push((*event.metadata().level(), text.0));
            }
        }
    }
}

trial!(alone a_statement_is_told_with_rows_alias_and_error_and_its_values_only_at_trace on Sqlite);
fn a_statement_is_told_with_rows_alias_and_error_and_its_values_only_at_trace() {
    let heard = Heard::default();
    tracing::subscriber::set_global_default(Registry::default().with(heard.clone())).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let pool = Pool::connect("sqlite::memory:", PoolOptions::default(), "events".into())
            .await
            .unwrap();
        let mut lease = pool.acquire().await.unwrap();
        let select = Server::Sqlite
            .statement("SELECT ? FROM sqlite_master LIMIT 1", vec![Value::Text("secret".into())]);
        lease.fetch(&select, &mut |_| Ok(())).await.unwrap();
        lease.run("SELEC".into()).await.unwrap_err();
    });
    let heard = heard.0.lock().unwrap();
    let told: Vec<_> =
        heard.iter().filter(|it| it.0 == Level::DEBUG).map(|it| it.1.as_str()).collect();
    assert_eq!(told.len(), 2, "{heard:#?}");
    for part in [
        "alias=\"events\" ",
        "db.system.name=\"sqlite\" ",
        "db.operation.name=\"SELECT\" ",
        "db.collection.name=\"sqlite_master\" ",
        "db.query.summary=\"SELECT sqlite_master\" ",
        "db.query.text=\"SELECT ? FROM sqlite_master LIMIT 1\" ",
        "db.client.operation.duration=0.0",
        "db.response.returned_rows=0 ",
        "message=SELECT sqlite_master ",
    ] {
        assert!(told[0].contains(part), "{part}: {}", told[0]);
    }
    assert!(!told[0].contains("error"), "{}", told[0]);
    assert!(
        told[1].contains("error.type=\"Database\" ")
            && told[1].contains("db.response.status_code=")
    );
    assert!(told[1].contains("error=\"near"), "{}", told[1]);
    assert!(told.iter().all(|it| !it.contains("secret")));
    assert!(heard.iter().any(|it| it.0 == Level::TRACE && it.1.contains("secret")));
}
