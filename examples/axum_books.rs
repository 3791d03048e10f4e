//! A JSON API of books, as a handler uses the library: a list with filters, an order and pages; one book; create, change,
//! delete; all books in a stream.
//!
//! ```sh
//! cargo run --example axum_books                                  # SQLite, gone when it ends
//! DATABASE_URL=postgres://… cargo run --example axum_books
//!
//! curl 'localhost:3000/books?publisher__name__icontains=press&pages__gte=300&order=-pages&page=1'
//! curl -X POST localhost:3000/books -H 'content-type: application/json' \
//!      -d '{"title": "Persuasion", "pages": 249, "price": "7.50", "publisher": 1}'
//! curl 'localhost:3000/books.ndjson'
//! curl -X PATCH localhost:3000/books/1 -H 'content-type: application/json' -d '{"rating": null}'
//! ```

#![allow(missing_docs, clippy::print_stdout, reason = "an example of a program, which prints")]

use std::{env, sync::LazyLock};

use axum::{
    BoxError, Json, Router, body,
    extract::{Path, Query, Request, State, rejection::JsonRejection},
    http::{StatusCode, header::LOCATION},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};
use chrono::{DateTime, Utc};
use futures::StreamExt;
use queryset::{Page, prelude::*, schema};
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::json;

/// A house that publishes books.
#[derive(Model, Debug)]
#[model(app = "books", ordering(name), serialize)]
pub struct Publisher {
    pub id: i64,
    #[field(max_length = 100, unique)]
    pub name: String,
}

/// A book.
#[derive(Model, Debug)]
#[model(app = "books", ordering(title), serialize)]
pub struct Book {
    pub id: i64,
    #[field(max_length = 200, unique)]
    pub title: String,
    pub pages: i32,
    #[field(max_digits = 8, decimal_places = 2)]
    pub price: Decimal,
    pub rating: Option<f64>,
    pub publisher: ForeignKey<Publisher>,
    #[field(default = 0, private)]
    pub cost: i32,
    /// When it was written last, a PATCH included.
    #[field(auto_now)]
    pub changed: DateTime<Utc>,
}

/// The body of a POST.
#[derive(Deserialize)]
struct NewBook {
    title: String,
    pages: i32,
    price: Decimal,
    rating: Option<f64>,
    publisher: i64,
}

/// The body of a PATCH.
#[derive(Changes)]
#[changes(Book, deserialize)]
struct BookPatch {
    title: Option<String>,
    pages: Option<i32>,
    price: Option<Decimal>,
    rating: Option<Option<f64>>,
    publisher: Option<ForeignKey<Publisher>>,
}

/// What a client may filter by.
static FILTERS: LazyLock<Lookups> = LazyLock::new(|| {
    Lookups::allow([
        "title__icontains",
        "pages__gte",
        "pages__lte",
        "price__range",
        "rating__isnull",
        "publisher",
        "publisher__name__icontains",
    ])
    .ignore(["order", "page"])
});

/// What a client may sort by.
static ORDERS: LazyLock<SortKeys> =
    LazyLock::new(|| SortKeys::allow(["title", "pages", "price", "publisher__name"]));

const PAGE_SIZE: u64 = 20;

/// The routes; every handler finds the database in its scope.
pub fn app(database: Database) -> Router {
    Router::new()
        .route("/books", get(list).post(create))
        .route("/books.ndjson", get(export))
        .route("/books/{id}", get(detail).patch(change).delete(remove))
        .layer(middleware::from_fn_with_state(database, in_scope))
}

async fn in_scope(State(database): State<Database>, request: Request, next: Next) -> Response {
    database.scope(next.run(request)).await
}

async fn list(Query(pairs): Query<Vec<(String, String)>>) -> Answer<Json<Page<Book>>> {
    let value = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value);
    let number = value("page").map_or(Ok(1), |it| it.parse()).map_err(|_| Failure::bad("page"))?;
    let order = ORDERS.parse(value("order").map_or("", String::as_str))?;
    let books = Book::objects().complex_filter(FILTERS.parse(pairs)?).order_by_text(order);
    Ok(Json(books.paginate(number, PAGE_SIZE).await?))
}

/// A document on each line, read from the database as the client takes them. The server polls it when the scope of the
/// request is over; the stream stays with the scope that it was made in.
async fn export() -> body::Body {
    let books = Book::objects().aiterator();
    body::Body::from_stream(books.map(|book| {
        let mut line = serde_json::to_vec(&book?)?;
        line.push(b'\n');
        Ok::<_, BoxError>(line)
    }))
}

async fn detail(Path(id): Path<i64>) -> Answer<Json<Book>> {
    Ok(Json(Book::objects().aget(q!(id = id)).await?))
}

async fn create(body: Body<NewBook>) -> Answer<impl IntoResponse> {
    let Json(new) = body?;
    let book = Book::objects()
        .acreate(|b| {
            b.title(new.title)
                .pages(new.pages)
                .price(new.price)
                .maybe_rating(new.rating)
                .publisher(new.publisher)
        })
        .await?;
    let location = format!("/books/{}", book.id);
    Ok((StatusCode::CREATED, [(LOCATION, location)], Json(book)))
}

async fn change(Path(id): Path<i64>, body: Body<BookPatch>) -> Answer<Json<Book>> {
    let Json(patch) = body?;
    let mut book = Book::objects().aget(q!(id = id)).await?;
    book.aupdate(patch).await?;
    Ok(Json(book))
}

async fn remove(Path(id): Path<i64>) -> Answer<StatusCode> {
    Book::objects().aget(q!(id = id)).await?.adelete().await?;
    Ok(StatusCode::NO_CONTENT)
}

type Answer<T> = Result<T, Failure>;
type Body<T> = Result<Json<T>, JsonRejection>;

/// An error as a client sees it.
#[derive(Debug)]
pub struct Failure(StatusCode, String);

impl Failure {
    fn bad(parameter: &str) -> Self {
        Self(StatusCode::BAD_REQUEST, format!("`{parameter}` must be a number"))
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let (status, message) = match error.kind() {
            ErrorKind::DoesNotExist => (StatusCode::NOT_FOUND, "there is nothing here".to_owned()),
            ErrorKind::BadLookup | ErrorKind::InvalidValue => {
                (StatusCode::BAD_REQUEST, error.message())
            }
            ErrorKind::ForeignKeyViolation => {
                (StatusCode::BAD_REQUEST, "there is no such publisher".to_owned())
            }
            ErrorKind::UniqueViolation => {
                let field = error.field().unwrap_or("value");
                (StatusCode::CONFLICT, format!("this {field} is taken"))
            }
            _ => {
                println!("{error:?}");
                let message = "something went wrong on our side".to_owned();
                (StatusCode::INTERNAL_SERVER_ERROR, message)
            }
        };
        Self(status, message)
    }
}

impl From<JsonRejection> for Failure {
    fn from(rejection: JsonRejection) -> Self {
        Self(StatusCode::BAD_REQUEST, rejection.body_text())
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "error": self.1 }))).into_response()
    }
}

/// The tables, and three publishers.
///
/// # Errors
/// When the database cannot be reached, or has the tables already.
pub async fn prepare(database: &Database) -> queryset::Result<()> {
    schema::apps(["books"])?.create_on(database).await?;
    database
        .scope(async {
            for name in ["Apress", "Morgan Press", "Penguin"] {
                Publisher::objects().acreate(|p| p.name(name)).await?;
            }
            Ok(())
        })
        .await
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = env::var("DATABASE_URL").unwrap_or_else(|_| "sqlite::temporary:".into());
    let database = Database::connect(&url).await?;
    prepare(&database).await?;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    println!("http://{}/books", listener.local_addr()?);
    axum::serve(listener, app(database)).await?;
    Ok(())
}
