//! What the database refuses, recognised.

use queryset::prelude::*;

use crate::{
    law::law,
    support::library::{Author, Book, City, Publisher, Shelf},
};

law! {
    a_unique_violation_names_model_and_constraint(db) {
        Publisher::objects().acreate(|p| p.name("Apress")).await.unwrap();
        let error = Publisher::objects().acreate(|p| p.name("Apress")).await.unwrap_err();
        assert!(error.is_unique_violation() && error.is_integrity_error(), "{error:?}");
        assert_eq!(error.model(), Some("Publisher"));
        let named = error.constraint().or(error.column()).unwrap_or_default();
        assert!(named.contains("name"), "{error:?} names {named:?}");
        assert_eq!(error.field(), Some("name"));
        assert!(error.code().is_some());
        // Neither it nor its cause tells the value.
        let cause = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
        assert!(!error.to_string().contains("Apress") && !cause.contains("Apress"), "{error}: {cause}");
    }
}

law! {
    a_taken_natural_key_is_a_unique_violation(db) {
        City::objects().acreate(|c| c.code("NYC")).await.unwrap();
        assert!(City::objects().acreate(|c| c.code("NYC")).await.unwrap_err().is_unique_violation());
    }
}

law! {
    a_relation_to_nothing_is_a_foreign_key_violation(db) {
        // Where constraints are deferred, the commit fails, which the statement is when it stands alone.
        let error = Book::objects().acreate(|b| b.name("n").price(1.into()).author(4_711)).await.unwrap_err();
        assert!(error.is_foreign_key_violation(), "{error:?}");
        assert_eq!(Book::objects().acount().await.unwrap(), 0);
    }
}

law! {
    deleting_what_others_point_to_is_a_foreign_key_violation(db) {
        let shelf = Shelf::fill().await;
        let error = shelf.ann.adelete().await.unwrap_err();
        assert!(error.is_foreign_key_violation(), "{error:?}");
        assert_eq!(Author::objects().acount().await.unwrap(), 3);
    }
}

law! {
    null_in_a_column_that_has_none_is_a_not_null_violation(db) {
        let shelf = Shelf::fill().await;
        let rust = Book::objects().filter(|b| b.id().eq(shelf.rust.id));
        let error = rust.aupdate(|b| b.author().set(None::<&Author>)).await.unwrap_err();
        assert!(error.is_not_null_violation(), "{error:?}");
        assert_eq!(error.column(), Some("author_id"));
    }
}

law! {
    a_table_that_is_not_there_is_a_database_error_with_its_sql(db) {
        let tables = queryset::schema::models([missing::Missing::meta()]);
        let error = missing::Missing::objects().acount().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Database, "{error:?}");
        assert!(error.sql().is_some_and(|it| it.contains("missing_missing")), "{error:?}");
        assert_eq!(tables.models().len(), 1);
    }
}

mod missing {
    use queryset::prelude::*;

    /// A model whose table nobody makes.
    #[derive(Model, Debug)]
    #[model(app = "missing")]
    pub struct Missing {
        pub id: i64,
    }
}

law! {
    without_a_database_the_error_says_what_to_do(db) {
        let outside = tokio::spawn(async { Author::objects().acount().await });
        let error = outside.await.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NoDatabase);
        assert!(error.to_string().contains("queryset::connect"), "{error}");
        let error = Author::objects().using("replica").acount().await.unwrap_err();
        assert!(error.to_string().contains("replica"), "{error}");
        assert_eq!(Author::objects().using(&db).acount().await.unwrap(), 0);
    }
}
