//! Text lookups on what is no text: UUIDs and IP addresses.

use queryset::prelude::*;
use uuid::Uuid;

use crate::{
    law::law,
    support::library::{Ticket, TicketFields},
};

const FIRST: &str = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";
const SECOND: &str = "01234567-89ab-4cde-8f01-23456789abcd";

async fn fill() {
    for id in [FIRST, SECOND] {
        let id = Uuid::parse_str(id).unwrap();
        Ticket::objects().acreate(|t| t.id(id).title(&id.to_string()[..4])).await.unwrap();
    }
}

async fn found(condition: impl FnOnce(TicketFields) -> Q + Send) -> String {
    let set = Ticket::objects().filter(condition).order_by(|t| t.title());
    set.values_list(|t| t.title()).await.unwrap().join(" ")
}

law! {
    a_uuid_is_searched_with_dashes_or_without(db) {
        fill().await;
        let whole = "AAAAAAAA-bbbb-4ccc-8ddd-EEEEEEEEEEEE";
        assert_eq!(found(|t| t.id().iexact(whole)).await, "aaaa");
        assert_eq!(found(|t| t.id().startswith("aaaaaaaa-bb")).await, "aaaa");
        assert_eq!(found(|t| t.id().istartswith("AAAAAAAA-BB")).await, "aaaa");
        assert_eq!(found(|t| t.id().endswith("-23456789abcd")).await, "0123");
        assert_eq!(found(|t| t.id().iendswith("ABCD")).await, "0123");
        assert_eq!(found(|t| t.id().contains("89ab-4cde")).await, "0123");
        assert_eq!(found(|t| t.id().icontains("4CCC-8D")).await, "aaaa");
        assert_eq!(found(|t| t.id().contains("89ab%")).await, "");
        assert_eq!(found(|t| t.id().regex("^0123.*abcd$")).await, "0123");
        assert_eq!(found(|t| !t.id().contains("bbbb")).await, "0123");
    }
}

law! {
    a_uuid_is_searched_for_the_text_of_a_column(db) {
        fill().await;
        assert_eq!(found(|t| t.id().startswith(t.title())).await, "0123 aaaa");
        assert_eq!(found(|t| t.id().iendswith(t.title())).await, "");
    }
}
