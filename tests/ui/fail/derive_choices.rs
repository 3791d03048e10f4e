//! What cannot be a set of choices.
use queryset::prelude::*;

#[derive(Choices, Clone)]
struct NoEnum;

#[derive(Choices, Clone)]
enum Empty {}

#[derive(Choices, Clone)]
enum WithFields {
    Plain,
    Sized(i32),
}

#[derive(Choices, Clone)]
enum Twice {
    #[choice(value = "b")]
    A,
    B,
}

#[derive(Choices, Clone)]
enum Words {
    #[choice(valu = "x")]
    A,
    #[choice(value = 3)]
    B,
}

#[derive(Choices, Clone)]
enum Numbers {
    #[choice(value = "x")]
    A = 1,
    B = 5_000_000_000,
    C = 1 + 1,
}

#[derive(Choices, Clone)]
#[repr(u8)]
enum Small {
    A,
}

#[derive(Choices, Clone)]
enum Status {
    Draft,
    Published,
}

#[derive(Model)]
#[model(app = "library")]
struct Book {
    id: i64,
    #[field(max_length = 5)]
    status: Status,
}

fn main() {}
