//! Columns that are there twice, names that are not there, a struct that must be given.

use queryset::prelude::*;

#[derive(Embed)]
pub struct Address {
    pub city: String,
}

#[derive(Embed)]
pub struct Town {
    #[field(column = "city")]
    pub name: String,
}

#[derive(Model)]
#[model(app = "wiki")]
pub struct Twice {
    pub id: i64,
    pub city: String,
    #[field(embed)]
    pub address: Address,
}

#[derive(Model)]
#[model(app = "wiki")]
pub struct Both {
    pub id: i64,
    #[field(embed)]
    pub address: Address,
    #[field(embed)]
    pub town: Town,
}

#[derive(Model)]
#[model(app = "wiki", ordering(citty), unique_together(city, state))]
pub struct Misspelt {
    pub id: i64,
    #[field(embed)]
    pub address: Address,
}

#[derive(Model)]
#[model(app = "wiki", serialize)]
pub struct Json {
    pub id: i64,
    #[field(embed)]
    pub address: Address,
}

#[derive(Model)]
#[model(app = "wiki")]
pub struct Plain {
    pub id: i64,
    #[field(embed)]
    pub address: String,
}

fn main() {
    Misspelt::build(|m| m);
}
