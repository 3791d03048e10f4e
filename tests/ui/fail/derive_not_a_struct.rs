//! A model is a struct with named fields and without generics.
use queryset::prelude::*;

#[derive(Model)]
#[model(app = "library")]
enum Choice {
    One,
}

#[derive(Model)]
#[model(app = "library")]
struct Tuple(i64, String);

#[derive(Model)]
#[model(app = "library")]
struct Generic<T> {
    id: i64,
    value: T,
}

#[derive(Changes)]
#[changes(Generic)]
struct Patch(Option<i64>);

fn main() {}
