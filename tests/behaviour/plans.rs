//! How a query would run, and what its first rows are.

use queryset::{
    ErrorKind, atomic,
    dialect::Dialect,
    prelude::*,
    query::{Explain, ExplainFormat},
};

use crate::{
    law::law,
    support::library::{Author, Shelf},
};

law! {
    /// The plan names what is read; of what is never sent there is none.
    a_plan_is_text_of_the_database(db) {
        Shelf::fill().await;
        let plan = Author::objects().filter(|a| a.name().eq("Ann")).aexplain().await.unwrap();
        assert!(plan.contains("library_author"), "{plan}");
        assert_eq!(Author::objects().none().aexplain().await.unwrap(), "");
        let joined = Author::objects().filter(|a| a.books().name().eq("Go")).values_list(|a| a.name());
        let plan = joined.aexplain().await.unwrap();
        assert!(plan.lines().count() > 1, "{plan}");
        let locking = atomic(async { Author::objects().select_for_update().aexplain().await });
        assert!(locking.await.unwrap().contains("library_author"));
        if db.capability().row_locks {
            let outside = Author::objects().select_for_update().aexplain().await.unwrap_err();
            assert_eq!(outside.kind(), ErrorKind::TransactionMisuse);
        }
    }
}

law! {
    /// A form that the database has gives a plan in it, any other is refused and named.
    plans_have_the_forms_of_the_database(db) {
        use ExplainFormat::{Json, Text, Traditional, Tree, Xml, Yaml};
        Shelf::fill().await;
        for format in [Text, Json, Xml, Yaml, Tree, Traditional] {
            let plan = Author::objects().aexplain_with(Explain::new().format(format)).await;
            if db.capability().explain_formats.contains(&format) {
                let plan = plan.unwrap();
                assert!(plan.contains("library_author"), "{format:?}: {plan}");
                if format == Json {
                    serde_json::from_str::<serde_json::Value>(&plan).unwrap();
                }
            } else {
                let error = plan.unwrap_err();
                assert_eq!(error.kind(), ErrorKind::Unsupported);
                assert!(error.message().contains(format.name()), "{error}");
            }
        }
    }
}

law! {
    /// What the database has no option for is refused. What is analyzed has run.
    plans_show_what_they_are_told_to(db) {
        Shelf::fill().await;
        let analyzed = Author::objects().aexplain_with(Explain::new().analyze()).await;
        match db.dialect() {
            Dialect::Postgres => {
                let plan = analyzed.unwrap();
                assert!(plan.contains("actual time") && plan.contains("rows=3"), "{plan}");
                let bare = Explain::new().analyze().without_costs().without_timing().without_summary();
                let bare = Author::objects().aexplain_with(bare).await.unwrap();
                assert!(!bare.contains("cost=") && !bare.contains("time"), "{bare}");
                let much = Explain::new().analyze().verbose().buffers().settings().wal().summary();
                let much = Author::objects().aexplain_with(much).await.unwrap();
                assert!(much.contains("Output: ") && much.contains("Buffers: "), "{much}");
                assert!(much.contains("Execution Time: "), "{much}");
            }
            Dialect::Sqlite => {
                assert_eq!(analyzed.unwrap_err().kind(), ErrorKind::Unsupported);
            }
            _ => {
                let plan = analyzed.unwrap();
                assert!(plan.contains("3.0"), "rows that were read: {plan}");
                let json = Explain::new().analyze().format(ExplainFormat::Json);
                let json = Author::objects().aexplain_with(json).await.unwrap();
                assert!(json.contains("r_total_time_ms"), "{json}");
                let error = Author::objects().aexplain_with(Explain::new().buffers()).await.unwrap_err();
                assert!(error.message().contains("BUFFERS"), "{error}");
                assert_eq!(error.kind(), ErrorKind::Unsupported);
            }
        }
    }
}

law! {
    /// At most 20 rows, and a word about the others; a slice shows its own.
    a_text_shows_the_first_rows(db) {
        for number in 0..23 {
            Author::objects().acreate(|a| a.name(format!("Author {number:02}"))).await.unwrap();
        }
        let names = || Author::objects().order_by(|a| a.name()).values_list(|a| a.name());
        let shown = names().arepr().await.unwrap();
        assert!(shown.starts_with(r#"<QuerySet ["Author 00", "Author 01", "#), "{shown}");
        assert!(shown.ends_with(r#", "Author 19", "...(remaining elements truncated)..."]>"#), "{shown}");
        let twenty = names().slice(3..).arepr().await.unwrap();
        assert!(twenty.ends_with(r#", "Author 22"]>"#), "{twenty}");
        assert_eq!(names().slice(..2).arepr().await.unwrap(), r#"<QuerySet ["Author 00", "Author 01"]>"#);
        assert_eq!(names().none().arepr().await.unwrap(), "<QuerySet []>");
        let one = Author::objects().filter(|a| a.name().eq("Author 07"));
        let row = one.clone().aget(|_| Q::default()).await.unwrap();
        assert_eq!(one.arepr().await.unwrap(), format!("<QuerySet [{row:?}]>"));
    }
}
