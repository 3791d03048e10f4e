//! A step into a JSON document, and a lookup with a slip of the finger.
use queryset::prelude::*;

#[derive(Model)]
#[model(app = "library")]
struct Letter {
    id: i64,
    title: String,
    detail: serde_json::Value,
}

fn main() {
    let _ = Letter::objects().filter(q!(detail__from = "Ann"));
    let _ = Letter::objects().filter(q!(title__icontain = "x"));
}
