//! A model has one primary key, which is never NULL.
use queryset::prelude::*;

#[derive(Model)]
#[model(app = "library")]
struct None {
    name: String,
}

#[derive(Model)]
#[model(app = "library")]
struct Two {
    #[field(primary_key)]
    name: String,
    #[field(primary_key)]
    code: i64,
}

#[derive(Model)]
#[model(app = "library")]
struct Absent {
    id: Option<i64>,
}

#[derive(Model)]
#[model(app = "library")]
struct Many {
    #[field(primary_key)]
    of: ForeignKey<Text>,
}

#[derive(Model)]
#[model(app = "library")]
struct Text {
    #[field(primary_key, auto)]
    code: String,
}

#[derive(Model)]
#[model(app = "library")]
struct Loose {
    id: i64,
    #[field(auto)]
    number: i64,
}

fn main() {}
