//! A primary key is of a type that has one meaning of equal.
use queryset::prelude::*;

#[derive(Model)]
#[model(app = "library")]
struct Measurement {
    #[field(primary_key)]
    value: f64,
}

type Code = String;

#[derive(Model)]
#[model(app = "library")]
struct Alias {
    #[field(primary_key, auto)]
    code: Code,
}

fn main() {}
