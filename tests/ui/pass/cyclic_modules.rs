//! Models in modules that name only each other's models, under the strictest lints.
#![deny(missing_docs, missing_debug_implementations, warnings)]
#![deny(nonstandard_style, rust_2018_idioms, unused)]
#![forbid(unsafe_code)]

pub mod author {
    //! Authors.
    use queryset::prelude::*;

    /// An author.
    #[derive(Model, Debug, Clone)]
    #[model(app = "library", ordering(name))]
    pub struct Author {
        /// The key.
        pub id: i64,
        /// The name.
        pub name: String,
        /// Whom they learned from.
        pub mentor: Option<ForeignKey<Self>>,
        /// Whom they taught.
        #[field(of = mentor)]
        pub students: Reverse<Author>,
        /// What they wrote.
        #[field(of = author)]
        pub books: Reverse<super::book::Book>,
        /// What is printed about them.
        #[field(of = author)]
        pub page: Reverse<super::book::Page>,
    }
}

pub mod book {
    //! Books.
    use queryset::{model::ForeignKey, prelude};

    /// A book.
    #[derive(Debug, Clone, prelude::Model)]
    #[model(app = "library", ordering(author__mentor__name, -name))]
    pub struct Book {
        /// The key.
        pub id: i32,
        /// The name.
        pub name: String,
        /// Who wrote it.
        pub author: prelude::ForeignKey<super::author::Author>,
        /// Who edited it.
        pub editor: std::option::Option<ForeignKey<super::author::Author>>,
    }

    /// What is printed about an author.
    #[derive(Debug, Clone, prelude::Model)]
    #[model(app = "library")]
    pub struct Page {
        /// Whose page it is.
        #[field(primary_key)]
        pub author: prelude::OneToOne<super::author::Author>,
        /// The text.
        #[field(default)]
        pub text: String,
    }

    /// New values.
    #[expect(clippy::option_option, reason = "to leave alone, to set to NULL, to set")]
    #[derive(Debug, Clone, Default, prelude::Changes)]
    #[changes(Book)]
    pub struct BookPatch {
        /// The name.
        pub name: Option<String>,
        /// Who edited it.
        pub editor: Option<Option<ForeignKey<super::author::Author>>>,
    }
}

#[test]
fn an_ordering_may_leave_the_module() {
    use queryset::prelude::Model;
    let paths: Vec<_> = book::Book::meta().ordering.iter().map(|it| it.path).collect();
    let nothing = queryset::prelude::Changes::changes(&book::BookPatch::default());
    assert_eq!(nothing, []);
    assert_eq!(paths, [&["author", "mentor", "name"][..], &["name"]]);
}
