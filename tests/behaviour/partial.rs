//! Partial updates: of an instance, and of the rows of a queryset.

use std::time::Duration;

use chrono::{DateTime, Utc};
use queryset::{prelude::*, testing::assert_num_queries};

use crate::{
    law::law,
    support::library::{Book, BookPatch, Shelf, Ticket, names},
};

#[derive(Changes, Default)]
#[changes(Ticket)]
struct TicketPatch {
    title: Option<String>,
    changed: Option<DateTime<Utc>>,
}

async fn row(ticket: &Ticket) -> Ticket {
    Ticket::objects().aget(|t| t.id().eq(ticket.id)).await.unwrap()
}

law! {
    a_partial_update_of_an_instance_sets_the_time_as_every_save(db) {
        let mut ticket = Ticket::objects().acreate(|t| t.title("x")).await.unwrap();
        let (created, before) = (ticket.created, ticket.changed);
        tokio::time::sleep(Duration::from_millis(5)).await;
        let patch = TicketPatch { title: Some("y".into()), changed: None };
        assert_num_queries(1, ticket.aupdate(patch).into_future()).await.unwrap();
        assert!(ticket.changed > before, "{ticket:?}");
        assert_eq!((ticket.title.as_str(), ticket.created), ("y", created));
        assert_eq!(row(&ticket).await, ticket);

        let given = TicketPatch { title: None, changed: Some(DateTime::UNIX_EPOCH) };
        ticket.aupdate(given).await.unwrap();
        assert!(ticket.changed > before, "{ticket:?}");
        assert_eq!(row(&ticket).await, ticket);

        let stood = ticket.changed;
        assert_num_queries(0, ticket.aupdate(TicketPatch::default()).into_future()).await.unwrap();
        assert_eq!((ticket.changed, row(&ticket).await.changed), (stood, stood));
    }
}

law! {
    a_failed_partial_update_leaves_the_instance_as_it_was(db) {
        let mut ticket = Ticket::objects().acreate(|t| t.title("x")).await.unwrap();
        row(&ticket).await.adelete().await.unwrap();
        let before = ticket.clone();
        let error = ticket.aupdate(TicketPatch { title: Some("y".into()), changed: None }).await.unwrap_err();
        assert_eq!((error.kind(), ticket), (ErrorKind::NotUpdated, before));
    }
}

law! {
    the_rows_of_a_queryset_take_a_patch(db) {
        Shelf::fill().await;
        let patch = BookPatch { name: None, rating: Some(None), pages: Some(7) };
        let written = Book::objects().filter(|b| b.pages().gt(250)).aupdate(|_| patch).await.unwrap();
        assert_eq!(written, 2);
        let all: Vec<(String, i32, Option<f64>)> =
            Book::objects().order_by(|b| b.name()).values_list(|b| (b.name(), b.pages(), b.rating())).await.unwrap();
        assert_eq!(all, [("Go".into(), 200, None), ("Rust".into(), 7, None), ("Zen".into(), 7, None)]);
        let nothing = Book::objects().aupdate(|_| BookPatch::default()).await.unwrap_err();
        assert!(nothing.to_string().contains("sets no field"), "{nothing}");
    }
}

law! {
    a_patch_beside_a_version_is_an_optimistic_lock_in_one_statement(db) {
        let shelf = Shelf::fill().await;
        let attempt = |name: &str| {
            let patch = BookPatch { name: Some(name.to_owned()), ..BookPatch::default() };
            let unchanged = Book::objects().filter(|b| b.id().eq(shelf.rust.id) & b.pages().eq(300));
            assert_num_queries(1, unchanged.aupdate(|b| (patch, b.pages().set(b.pages() + 1))))
        };
        assert_eq!(attempt("first").await.unwrap(), 1);
        assert_eq!(attempt("second").await.unwrap(), 0);
        let found = Book::objects().filter(|b| b.pages().eq(301)).await.unwrap();
        assert_eq!(names(&found), ["first"]);
    }
}
