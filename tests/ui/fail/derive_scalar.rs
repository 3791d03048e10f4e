//! What cannot be stored as the value inside it.
use queryset::prelude::*;

#[derive(Scalar, Clone)]
struct Named {
    inner: String,
}

#[derive(Scalar, Clone)]
struct Generic<T>(T);

#[derive(Scalar, Clone)]
struct Absent(Option<String>);

#[derive(Scalar, Clone)]
struct Byte(u8);

#[derive(Scalar, Clone)]
struct Tags(Vec<String>);

#[derive(Scalar, Clone)]
#[scalar(number)]
struct Title(String);

#[derive(Scalar, Clone)]
#[scalar(kee)]
struct Word(String);

struct Unknown;

#[derive(Scalar, Clone)]
struct Opaque(Unknown);

/// Two keys do not meet.
#[derive(Scalar, Clone, Debug, PartialEq, Eq, Hash)]
#[scalar(key)]
struct BookId(i64);

#[derive(Scalar, Clone, Debug, PartialEq, Eq, Hash)]
#[scalar(key)]
struct AuthorId(i64);

#[derive(Model)]
#[model(app = "library")]
struct Book {
    #[field(primary_key, auto)]
    id: BookId,
}

fn main() {
    let _ = Book::objects().filter(|b| b.id().eq(AuthorId(1)));
}
