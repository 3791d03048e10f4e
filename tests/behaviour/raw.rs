//! SQL of one's own.

use futures::TryStreamExt;
use queryset::{RawQuerySet, TrustedSql, prelude::*};
use rust_decimal::Decimal;

use crate::{
    law::law,
    support::library::{Author, Book, City, Everything, Loan, Publisher, Shelf, names},
    types::full,
};

/// A raw query with the placeholders of the database it will run on; they must stand in the order of their numbers.
fn raw<M: Record>(sql: &'static str) -> RawQuerySet<M> {
    let marks = (1..20).rev().fold(sql.to_owned(), |it, n| it.replace(&format!("${n}"), "?"));
    M::base_manager().raw(sql).raw_for(Dialect::Mysql, TrustedSql(marks))
}

law! {
    columns_are_matched_by_name_in_any_order(db) {
        let shelf = Shelf::fill().await;
        let adults = raw::<Author>("SELECT age, id, name FROM library_author WHERE age > $1 ORDER BY id");
        assert_eq!(adults.bind(20).await.unwrap(), [shelf.ann, shelf.zed]);
        let all: Vec<Book> = raw("SELECT * FROM library_book ORDER BY pages").await.unwrap();
        assert_eq!(all, [shelf.go, shelf.rust, shelf.zen]);
    }
}

law! {
    /// The column of `reader` is `reader_name`, that of `book` is `book_id`.
    a_field_is_found_by_its_column_or_by_its_name(db) {
        let loan = Loan::objects().acreate(|l| l.book(7).reader("Ann")).await.unwrap();
        let by_column = "SELECT returned, reader_name, book_id, id FROM library_loan";
        let loan = [loan];
        assert_eq!(raw::<Loan>(by_column).await.unwrap(), loan);
        let by_name = "SELECT reader_name AS reader, book_id AS book, id, returned FROM library_loan";
        assert_eq!(raw::<Loan>(by_name).await.unwrap(), loan);
        // Where both are there, the column is the field.
        let both = "SELECT reader_name, 8 AS book, 'Bob' AS reader, book_id, id, returned FROM library_loan";
        assert_eq!(raw::<Loan>(both).await.unwrap(), loan);
    }
}

law! {
    a_missing_field_is_named(db) {
        Shelf::fill().await;
        let error = raw::<Loan>("SELECT id, name AS book, 1 AS returned FROM library_author").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidQuery);
        assert_eq!((error.model(), error.field()), (Some("Loan"), Some("reader")));
        let message = error.to_string();
        assert!(message.contains("no column `reader_name`") && message.contains("id, book, returned"), "{message}");
    }
}

law! {
    /// Django: `FieldDoesNotExist("Raw query must include the primary key")`.
    the_primary_key_must_be_there(db) {
        Shelf::fill().await;
        let error = raw::<Author>("SELECT name, age FROM library_author").await.unwrap_err();
        assert_eq!((error.kind(), error.field()), (ErrorKind::InvalidQuery, Some("id")));
        assert!(error.to_string().contains("must give the primary key"), "{error}");
    }
}

law! {
    columns_beyond_the_model_are_ignored_or_annotated(db) {
        let shelf = Shelf::fill().await;
        let sql = "SELECT a.id AS x, a.*, COUNT(*) AS books, MAX(b.rating) AS best FROM library_author a \
                   JOIN library_book b ON b.author_id = a.id WHERE b.pages < $1 GROUP BY a.id, a.name, a.age ORDER BY a.id";
        let plain: Vec<Author> = raw(sql).bind(400).await.unwrap();
        assert_eq!(plain, [shelf.ann.clone(), shelf.bob.clone()]);
        let counted: Vec<(Author, Option<f64>, i64)> =
            raw::<Author>(sql).bind(400).annotate("best").annotate("books").await.unwrap();
        assert_eq!(counted, [(shelf.ann, Some(4.5), 1), (shelf.bob, None, 1)]);
    }
}

law! {
    an_annotation_that_is_not_there_is_an_error_with_the_columns(db) {
        Shelf::fill().await;
        let error = raw::<Author>("SELECT id, name, age FROM library_author").annotate::<i64>("books").await.unwrap_err();
        assert!(error.to_string().contains("no column `books`") && error.to_string().contains("id, name, age"), "{error}");
        // A column that a field has taken is none.
        let error = raw::<Author>("SELECT id, name, age FROM library_author").annotate::<i64>("age").await.unwrap_err();
        assert!(error.to_string().contains("no column `age`"), "{error}");
    }
}

law! {
    /// Django: the first of two columns with one name is the field.
    of_two_columns_with_one_name_the_first_is_the_field(db) {
        let shelf = Shelf::fill().await;
        let sql = "SELECT b.*, p.name FROM library_book b JOIN library_publisher p ON p.id = b.publisher_id WHERE b.id = $1";
        let rows = raw::<Book>(sql).bind(shelf.rust.id).annotate::<String>("name").await.unwrap();
        assert_eq!(rows, [(shelf.rust, "Apress".to_owned())]);
    }
}

law! {
    a_translation_says_which_column_holds_a_field(db) {
        let shelf = Shelf::fill().await;
        let sql = "SELECT b.id AS nr, b.name AS name, b.name AS title, p.city_id AS place FROM library_book b \
                   JOIN library_publisher p ON p.id = b.publisher_id WHERE b.pages < $1";
        let rows: Vec<Publisher> = raw::<Publisher>(sql)
            .bind(400)
            .translate("nr", |p| p.id())
            .translate("title", |p| p.name())
            .translate("place", |p| p.city().key())
            .await
            .unwrap();
        assert_eq!((rows[0].id, rows[0].name.as_str()), (shelf.rust.id, "Rust"));
        assert_eq!(rows[0].city.as_ref().map(|it| it.id().as_str()), Some("DEN"));
    }
}

law! {
    a_translation_names_a_column_of_the_model(db) {
        let set = Book::objects().raw("SELECT * FROM library_book").translate("x", |b| b.author().name());
        let error = set.await.unwrap_err();
        assert_eq!((error.kind(), error.model()), (ErrorKind::InvalidQuery, Some("Book")));
        assert!(error.to_string().contains("author__name"), "{error}");
    }
}

law! {
    values_of_every_type_can_be_bound(db) {
        let mut row = full();
        row.asave().await.unwrap();
        let sql = "SELECT * FROM library_everything e WHERE small = $1 AND medium = $2 AND large = $3 AND e.double = $4 \
                   AND flag = $5 AND text = $6 AND bytes = $7 AND date = $8 AND time = $9 AND instant = $10 \
                   AND amount = $11 AND token = $12 AND maybe_small = $13 AND maybe_medium = $14 AND maybe_text = $15 \
                   AND (document = $16 OR id > 0) AND (notes = $17 OR id > 0) AND COALESCE($18, 1) = 1";
        let found = raw::<Everything>(sql)
            .bind(row.small).bind(row.medium).bind(row.large).bind(row.double)
            .bind(row.flag).bind(&row.text).bind(&row.bytes).bind(row.date).bind(row.time).bind(row.instant)
            .bind(row.amount).bind(row.token).bind(row.maybe_small).bind(row.maybe_medium).bind(row.maybe_text.as_deref().unwrap())
            .bind(&row.document).bind(row.notes.clone()).bind(None::<i32>)
            .await
            .unwrap();
        assert_eq!(found, [row]);
    }
}

law! {
    /// A prepared statement is kept by its text, so the text must tell the types of its values.
    the_same_text_can_be_bound_with_values_of_other_types(db) {
        Shelf::fill().await;
        let tx = db.begin().await.unwrap();
        let thin = || raw::<Book>("SELECT * FROM library_book WHERE pages < $1 ORDER BY pages").using(&tx);
        for _ in 0..2 {
            assert_eq!(names(&thin().bind(300).await.unwrap()), ["Go"]);
            assert_eq!(names(&thin().bind(300_i64).await.unwrap()), ["Go"]);
            assert_eq!(names(&thin().bind(300_i16).await.unwrap()), ["Go"]);
            assert_eq!(names(&thin().bind(300.5).await.unwrap()), ["Go", "Rust"]);
            assert_eq!(names(&thin().bind(Decimal::new(3001, 1)).await.unwrap()), ["Go", "Rust"]);
            assert!(thin().bind(None::<i64>).await.unwrap().is_empty());
        }
        tx.commit().await.unwrap();
    }
}

law! {
    a_value_stays_a_value_whatever_it_holds(db) {
        Shelf::fill().await;
        let find = || raw::<Author>("SELECT * FROM library_author WHERE name = $1");
        for text in ["' OR '1'='1", "'; DROP TABLE library_author; --", "$1", "?", "\\' OR 1=1 -- "] {
            assert!(find().bind(text).await.unwrap().is_empty(), "{text}");
        }
        let harm = "O'Hara $1 ? -- \\";
        Author::objects().acreate(|a| a.name(harm)).await.unwrap();
        assert_eq!(find().bind(harm).await.unwrap().len(), 1);
        assert_eq!(Author::objects().acount().await.unwrap(), 4);
    }
}

law! {
    there_must_be_a_value_for_each_placeholder(db) {
        let shelf = Shelf::fill().await;
        let find = || raw::<Author>("SELECT * FROM library_author WHERE id = $1 AND name <> '$9 ?' /* $8 ? */");
        for wrong in [find(), find().bind(shelf.ann.id).bind(2)] {
            let error = wrong.await.unwrap_err();
            assert_eq!((error.kind(), error.model()), (ErrorKind::InvalidQuery, Some("Author")));
            assert!(error.to_string().contains("ask for 1"), "{error}");
        }
        assert_eq!(find().bind(shelf.ann.id).await.unwrap(), [shelf.ann]);
    }
}

law! {
    a_slice_is_an_array_where_the_database_has_arrays(db) {
        let shelf = Shelf::fill().await;
        let keys = [shelf.ann.id, shelf.zed.id];
        let found = Author::objects().raw("SELECT * FROM library_author WHERE id = ANY($1) ORDER BY id")
            .raw_for(Dialect::Mysql, "SELECT * FROM library_author WHERE id = ?")
            .bind(&keys[..])
            .await;
        if db.dialect().capability().array_parameters {
            assert_eq!(found.unwrap(), [shelf.ann, shelf.zed]);
        } else {
            assert_eq!(found.unwrap_err().kind(), ErrorKind::Unsupported);
        }
    }
}

law! {
    what_the_database_refuses_names_the_model(db) {
        Shelf::fill().await;
        let error = raw::<Author>("SELECT id, nmae, age FROM library_author").await.unwrap_err();
        assert_eq!((error.kind(), error.model()), (ErrorKind::Database, Some("Author")));
        assert!(error.to_string().contains("nmae"), "{error}");
        assert_eq!(error.sql(), Some("SELECT id, nmae, age FROM library_author"));
    }
}

law! {
    a_cell_of_another_type_names_the_field(db) {
        Shelf::fill().await;
        let error = raw::<Author>("SELECT id, name, 'old' AS age FROM library_author").await.unwrap_err();
        assert_eq!((error.kind(), error.field()), (ErrorKind::Decode, Some("age")));
    }
}

law! {
    aiterator_streams_the_rows_of_a_raw_query(db) {
        let shelf = Shelf::fill().await;
        let set = raw::<Author>("SELECT * FROM library_author WHERE id > $1 ORDER BY id").bind(0);
        let rows: Vec<Author> = set.clone().aiterator().try_collect().await.unwrap();
        assert_eq!(rows, [shelf.ann, shelf.bob, shelf.zed]);
        assert_eq!(rows, set.await.unwrap());
        let wrong = raw::<Author>("SELECT id FROM library_author").aiterator().try_collect::<Vec<_>>().await;
        assert_eq!(wrong.unwrap_err().field(), Some("name"));
        let wrong = raw::<Author>("SELECT $1").aiterator().try_collect::<Vec<_>>().await;
        assert_eq!(wrong.unwrap_err().kind(), ErrorKind::InvalidQuery);
    }
}

law! {
    a_raw_query_runs_in_the_transaction_it_is_given(db) {
        Shelf::fill().await;
        let tx = db.begin().await.unwrap();
        let all = || raw::<Author>("SELECT * FROM library_author").using(&tx);
        Author::objects().using(&tx).filter(|a| a.name().eq("Zed")).aupdate(|a| a.name().set("Zoe")).await.unwrap();
        assert!(all().await.unwrap().iter().any(|it| it.name == "Zoe"));
        let again = all();
        tx.rollback().await.unwrap();
        assert_eq!(again.await.unwrap_err().kind(), ErrorKind::TransactionClosed);
        assert!(!raw::<Author>("SELECT * FROM library_author").await.unwrap().iter().any(|it| it.name == "Zoe"));
    }
}

law! {
    /// SQLite, PostgreSQL and MariaDB all have it for INSERT.
    a_statement_that_writes_can_give_its_rows_back(db) {
        let insert = raw::<City>("INSERT INTO library_city (code, altitude) VALUES ($1, $2) RETURNING altitude, code");
        let rows = insert.bind("OSL").bind(Some(23)).await.unwrap();
        assert_eq!(rows, [City { code: "OSL".into(), altitude: Some(23) }]);
        assert_eq!(City::objects().all().await.unwrap(), rows);
    }
}

law! {
    /// Django: `raw` takes nothing over from the queryset that it is called on but its database.
    raw_starts_anew_where_the_queryset_goes(db) {
        let shelf = Shelf::fill().await;
        let set = Author::objects().using("nowhere").filter(|a| a.id().eq(0)).raw("SELECT * FROM library_author ORDER BY id");
        assert_eq!(set.clone().await.unwrap_err().kind(), ErrorKind::NoDatabase);
        assert_eq!(set.using(&db).await.unwrap(), [shelf.ann, shelf.bob, shelf.zed]);
    }
}

law! {
    /// `sqlx::query!` is told of a column by its name: `"books!"` is never NULL, `"age: f64"` of a type.
    what_sqlx_is_told_of_a_column_is_no_part_of_its_name(db) {
        let shelf = Shelf::fill().await;
        let rows: Vec<(Author, i64)> = Author::objects()
            .raw(r#"SELECT id AS "id!", name AS "name: String", age AS "age?", 7 AS "seven!: i64" FROM library_author WHERE name = 'Ann'"#)
            .annotate("seven")
            .await
            .unwrap();
        assert_eq!(rows, [(shelf.ann, 7)]);
    }
}

law! {
    /// SQLite would run them all.
    a_raw_query_is_one_statement(db) {
        Shelf::fill().await;
        let two = Author::objects().raw("SELECT * FROM library_author; DELETE FROM library_book");
        assert_eq!(two.await.unwrap_err().kind(), ErrorKind::InvalidQuery);
        assert_eq!(Book::objects().acount().await.unwrap(), 3);
        let one = Author::objects().raw("SELECT * FROM library_author WHERE name <> ';' ; -- that is all");
        assert_eq!(one.await.unwrap().len(), 3);
    }
}
