//! Embedded structs where they cannot stand, and what they cannot hold.

use queryset::prelude::*;

#[derive(Embed)]
pub struct Everything {
    #[field(primary_key)]
    pub code: String,
    #[field(embed)]
    pub address: String,
    #[field(generated = |it| it.code())]
    pub copy: Deferred<String>,
    #[field(of = author)]
    pub books: Reverse<Page>,
    pub path: String,
    #[field(private)]
    pub word: String,
    #[field(max_lenght = 3)]
    pub name: String,
}

#[derive(Embed)]
pub struct Taken {
    #[field(primary_key)]
    pub code: String,
    #[field(of = author)]
    pub books: Reverse<Page>,
    pub path: String,
    #[field(private)]
    pub word: String,
}

#[derive(Embed)]
pub struct Generic<T> {
    pub value: T,
}

#[derive(Model)]
#[model(app = "wiki", ordering(address))]
pub struct Page {
    pub id: i64,
    #[field(embed, unique)]
    pub address: String,
    #[field(embed)]
    pub other: Option<String>,
}

fn main() {}
