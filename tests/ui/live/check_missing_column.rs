//! A field that the table has no column for.
use queryset::prelude::*;

#[derive(Model)]
#[model(app = "library", check = sqlite)]
struct Author {
    id: i64,
    nmae: String,
}

fn main() {}
