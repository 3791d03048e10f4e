//! `examples/axum_books.rs` over real HTTP: status codes and bodies, as a client sees them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first thing that is wrong"
)]

#[path = "../../examples/axum_books.rs"]
#[allow(dead_code, unreachable_pub, reason = "the example is a program of its own")]
mod axum_books;

use std::net::SocketAddr;

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header::CONTENT_TYPE},
};
use http_body_util::BodyExt;
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use queryset::testing::TestDatabase;
use serde_json::{Value, json};

/// A running server with a database of its own, and a client.
struct Server {
    address: SocketAddr,
    client: Client<HttpConnector, Body>,
}

impl Server {
    /// Starts the server on a fresh SQLite database and runs `test` against it.
    async fn run(test: impl AsyncFnOnce(&Self)) {
        let fresh = TestDatabase::create("sqlite::temporary:").await.unwrap();
        let database = fresh.database().clone();
        axum_books::prepare(&database).await.unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let serving =
            tokio::spawn(async move { axum::serve(listener, axum_books::app(database)).await });
        let client = Client::builder(TokioExecutor::new()).build_http();
        test(&Self { address, client }).await;
        serving.abort();
        fresh.close().await;
    }

    async fn send(&self, method: Method, path: &str, body: Option<&str>) -> (StatusCode, Value) {
        let request = Request::builder()
            .method(method)
            .uri(format!("http://{}{path}", self.address))
            .header(CONTENT_TYPE, "application/json")
            .body(body.map_or_else(Body::empty, |it| Body::from(it.to_owned())))
            .unwrap();
        let response = self.client.request(request).await.unwrap();
        let status = response.status();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        let document =
            if bytes.is_empty() { Value::Null } else { serde_json::from_slice(&bytes).unwrap() };
        (status, document)
    }

    async fn get(&self, path: &str) -> (StatusCode, Value) {
        self.send(Method::GET, path, None).await
    }

    async fn post(&self, body: &Value) -> (StatusCode, Value) {
        self.send(Method::POST, "/books", Some(&body.to_string())).await
    }

    async fn patch(&self, id: i64, body: &str) -> (StatusCode, Value) {
        self.send(Method::PATCH, &format!("/books/{id}"), Some(body)).await
    }

    /// Three books.
    async fn fill(&self) {
        for (title, pages, price, publisher) in
            [("Emma", 474, "9.99", 1), ("Persuasion", 249, "7.50", 2), ("Sanditon", 120, "5.00", 3)]
        {
            let body =
                json!({"title": title, "pages": pages, "price": price, "publisher": publisher});
            assert_eq!(self.post(&body).await.0, StatusCode::CREATED);
        }
    }

    /// The titles that a list gives.
    async fn titles(&self, query: &str) -> Vec<String> {
        let (status, page) = self.get(&format!("/books?{query}")).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        let items = page["items"].as_array().unwrap();
        items.iter().map(|it| it["title"].as_str().unwrap().to_owned()).collect()
    }
}

#[tokio::test]
async fn a_body_is_streamed_from_the_database_of_its_request() {
    Server::run(async |server: &Server| {
        server.fill().await;
        let uri = format!("http://{}/books.ndjson", server.address);
        let response = server.client.get(uri.parse().unwrap()).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        let lines = bytes.split(|it| *it == b'\n').filter(|it| !it.is_empty());
        let books = lines.map(|it| serde_json::from_slice::<Value>(it).unwrap());
        let titles: Vec<_> = books.map(|it| it["title"].as_str().unwrap().to_owned()).collect();
        assert_eq!(titles, ["Emma", "Persuasion", "Sanditon"]);
    })
    .await;
}

#[tokio::test]
async fn a_book_is_created_read_changed_and_deleted() {
    Server::run(async |server: &Server| {
        let body =
            json!({"title": "Emma", "pages": 474, "price": "9.99", "rating": 4.5, "publisher": 1});
        let (status, created) = server.post(&body).await;
        assert_eq!(status, StatusCode::CREATED);
        let id = created["id"].as_i64().unwrap();
        let written = created["changed"].clone();
        assert!(written.is_string(), "{created}");
        let expected = json!({
            "id": id, "title": "Emma", "pages": 474, "price": "9.99", "rating": 4.5, "publisher": 1,
            "changed": written,
        });
        assert_eq!(created, expected);
        assert_eq!(server.get(&format!("/books/{id}")).await, (StatusCode::OK, expected));

        let (status, changed) = server.patch(id, r#"{"rating": null, "publisher": 2}"#).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(
            (&changed["rating"], &changed["publisher"], &changed["pages"]),
            (&json!(null), &json!(2), &json!(474))
        );
        assert_ne!(changed["changed"], written);
        assert_eq!(server.get(&format!("/books/{id}")).await, (StatusCode::OK, changed));

        let gone = server.send(Method::DELETE, &format!("/books/{id}"), None).await;
        assert_eq!(gone, (StatusCode::NO_CONTENT, Value::Null));
        assert_eq!(server.get(&format!("/books/{id}")).await.0, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_list_is_filtered_sorted_and_paged() {
    Server::run(async |server: &Server| {
        server.fill().await;
        assert_eq!(server.titles("").await, ["Emma", "Persuasion", "Sanditon"]);
        assert_eq!(server.titles("order=-pages").await, ["Emma", "Persuasion", "Sanditon"]);
        assert_eq!(server.titles("order=price").await, ["Sanditon", "Persuasion", "Emma"]);
        assert_eq!(
            server.titles("publisher__name__icontains=press&pages__lte=300").await,
            ["Persuasion"]
        );
        assert_eq!(
            server.titles("price__range=5,8&order=-title").await,
            ["Sanditon", "Persuasion"]
        );
        assert_eq!(server.titles("rating__isnull=false").await, [""; 0]);
        assert_eq!(server.titles("publisher=3").await, ["Sanditon"]);
        let (_, page) = server.get("/books?page=1").await;
        assert_eq!(
            (&page["total"], &page["pages"], &page["number"]),
            (&json!(3), &json!(1), &json!(1))
        );
    })
    .await;
}

#[tokio::test]
async fn a_client_that_asks_for_what_is_not_there_gets_404() {
    Server::run(async |server: &Server| {
        assert_eq!(server.get("/books/7").await.0, StatusCode::NOT_FOUND);
        assert_eq!(server.patch(7, r#"{"pages": 1}"#).await.0, StatusCode::NOT_FOUND);
        assert_eq!(server.send(Method::DELETE, "/books/7", None).await.0, StatusCode::NOT_FOUND);
        assert_eq!(server.get("/books?page=2").await.0, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_client_that_makes_a_mistake_gets_400_and_is_told_which() {
    Server::run(async |server: &Server| {
        server.fill().await;
        for (query, word) in [
            ("title__icontain=x", "title__icontain"),
            ("cost=1", "cost"),
            ("pages__gte=many", "many"),
            ("price__range=1", "price__range"),
            ("order=cost", "cost"),
            ("page=first", "page"),
            ("title__icontains__gte=x&page=1", "title__icontains__gte"),
        ] {
            let (status, answer) = server.get(&format!("/books?{query}")).await;
            assert_eq!(status, StatusCode::BAD_REQUEST, "{query}: {answer}");
            let told = answer["error"].as_str().unwrap();
            assert!(told.contains(word), "{query}: {told}");
        }
        for (body, word) in [
            (r#"{"pages": "many"}"#, "pages"),
            (r#"{"title": null}"#, "title"),
            (r#"{"cost": 1}"#, "cost"),
            (r#"{"titel": "x"}"#, "titel"),
            (r#"{"publisher": 99}"#, "publisher"),
            ("{", "EOF"),
        ] {
            let (status, answer) = server.patch(1, body).await;
            assert_eq!(status, StatusCode::BAD_REQUEST, "{body}: {answer}");
            let told = answer["error"].as_str().unwrap();
            assert!(told.contains(word), "{body}: {told}");
        }
        let (status, answer) = server.patch(1, r#"{"price": "1234567890.12345678"}"#).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{answer}");
        assert!(!answer.to_string().contains("UPDATE"), "{answer}");
        let unknown = json!({"title": "x", "pages": 1, "price": "1.00", "publisher": 99});
        assert_eq!(server.post(&unknown).await.0, StatusCode::BAD_REQUEST);
        assert_eq!(server.post(&json!({"title": "x"})).await.0, StatusCode::BAD_REQUEST);
    })
    .await;
}

#[tokio::test]
async fn a_client_that_takes_what_is_taken_gets_409() {
    Server::run(async |server: &Server| {
        server.fill().await;
        let emma = json!({"title": "Emma", "pages": 1, "price": "1.00", "publisher": 1});
        let (status, answer) = server.post(&emma).await;
        assert_eq!(
            (status, &answer["error"]),
            (StatusCode::CONFLICT, &json!("this title is taken"))
        );
        assert_eq!(server.patch(2, r#"{"title": "Emma"}"#).await.0, StatusCode::CONFLICT);
    })
    .await;
}
