//! What closures receive.

use queryset::{
    model::{Always, Fields, Maybe, Model, Path, Reach, Scoped},
    prelude::*,
    query::Expr,
};

use crate::models::{AuthorFields, Book, BookFields, Publisher, PublisherFields};

fn fields<M: Model>() -> M::Fields<Always> {
    Fields::at(Path::root(Scoped::Level(0), M::meta()))
}

fn long<R: Reach>(book: &BookFields<R>) -> Q {
    book.pages().gt(500)
}

fn path<T>(column: &Expression<T>) -> String {
    match column.expr() {
        Expr::Path(path) => format!("{path:?}"),
        other => panic!("{other:?} is no path"),
    }
}

#[test]
fn a_path_carries_the_names_of_the_fields() {
    let book = fields::<Book>();
    assert_eq!(path(&book.publisher().name()), "Book.publisher__name");
    assert_eq!(path(&book.r#type()), "Book.type");
    assert_eq!(
        format!("{:?}", book.editor().edited().editor().page()),
        "Book.editor__edited__editor__page"
    );
    assert_eq!(book.clone().path(), book.path());
}

#[test]
fn the_type_of_a_column_says_whether_it_may_be_absent() {
    let book = fields::<Book>();
    let _: Expression<String> = book.publisher().name();
    let _: Expression<Option<String>> = book.editor().name();
    let _: Expression<Option<f64>> = book.rating();
    let _: Expression<Option<f64>> = fields::<Publisher>().books().rating();
    let _: PublisherFields = book.publisher();
    let _: AuthorFields<Maybe> = book.editor();
    let _: PublisherFields<Maybe> = book.editor().edited().publisher();
}

#[test]
fn a_condition_can_be_written_for_every_reach() {
    assert_eq!(long(&fields::<Book>()), fields::<Book>().pages().gt(500));
    assert_eq!(long(&fields::<Publisher>().books()), fields::<Publisher>().books().pages().gt(500));
}
