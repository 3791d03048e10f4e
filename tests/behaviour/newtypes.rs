//! Structs round one value as columns and keys.

use queryset::{prelude::*, value::Type};

use crate::{
    law::law,
    support::kinds::{Cents, Edition, Isbn, Level, Task, TaskId},
};

fn isbn(text: &str) -> Isbn {
    Isbn(text.to_owned())
}

law! {
    a_newtype_can_be_a_key_that_the_database_makes(db) {
        let root = Task::objects().acreate(|t| t.level(Level::Low)).await.unwrap();
        assert!(root.is_saved() && root.id.0 > 0);
        let by_key = Task::objects().acreate(|t| t.level(Level::Low).parent(root.id)).await.unwrap();
        let by_object = Task::objects().acreate(|t| t.level(Level::Low).parent(&root)).await.unwrap();
        let children = Task::objects().filter(|t| t.parent().eq(root.id)).order_by(|t| t.id());
        assert_eq!(children.values_list(|t| t.id()).await.unwrap(), [by_key.id, by_object.id]);
        assert_eq!(Task::objects().filter(|t| t.id().in_([root.id, TaskId(-1)])).acount().await.unwrap(), 1);
        let mut unsaved = Task::build(|t| t.level(Level::Low));
        assert!(!unsaved.is_saved());
        unsaved.asave().await.unwrap();
        assert_eq!(Task::meta().field("parent").unwrap().kind, Type::BigInteger);
    }
}

law! {
    a_newtype_round_text_is_searched_as_text(db) {
        let first = Edition::objects().acreate(|e| e.isbn(isbn("978-1"))).await.unwrap();
        Edition::objects().acreate(|e| e.isbn(isbn("979-2")).reprint_of(&first)).await.unwrap();
        let again = Edition::objects().aget(|e| e.reprint_of().eq(isbn("978-1"))).await.unwrap();
        assert_eq!(again.reprint_of, Some(ForeignKey::from(isbn("978-1"))));
        let found = Edition::objects().filter(|e| e.isbn().startswith("979") & e.isbn().gt(&first.isbn));
        assert_eq!(found.values_list(|e| e.isbn()).await.unwrap(), [isbn("979-2")]);
        assert_eq!(Edition::meta().field("isbn").unwrap().max_length, Some(13));
    }
}

law! {
    a_newtype_round_a_number_is_computed_with_and_stays_what_it_is(db) {
        Task::objects().acreate(|t| t.level(Level::Low).cost(Cents(250))).await.unwrap();
        Task::objects().acreate(|t| t.level(Level::High)).await.unwrap();
        let doubled: Vec<Option<Cents>> =
            Task::objects().order_by(|t| t.level()).values_list(|t| (t.cost() * 2_i64 + Cents(1)) % 100_i64).await.unwrap();
        assert_eq!(doubled, [Some(Cents(1)), None]);
        Task::objects().aupdate(|t| t.cost().set(t.cost() + t.cost())).await.unwrap();
        let found = Task::objects().filter(|t| t.cost().eq(Cents(500)) & t.cost().lt(501_i64));
        assert_eq!(found.acount().await.unwrap(), 1);
    }
}
