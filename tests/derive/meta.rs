//! The facts of a model.

use queryset::{
    model::{AutoNow, Direction, FieldMeta, Model, ModelMeta, RelationKind, registered},
    value::Type,
};

use crate::models::{Author, Book, Counter, Page, Publisher, Token};

fn field(model: &'static ModelMeta, name: &str) -> &'static FieldMeta {
    model.field(name).expect("a field")
}

#[test]
fn a_table_is_named_by_app_and_struct_or_as_said() {
    assert_eq!(Book::meta().table, "library_book");
    assert_eq!(Author::meta().table, "people");
    assert_eq!((Book::meta().app, Book::meta().name), ("library", "Book"));
    assert_eq!((Book::meta().managed, Author::meta().managed), (true, false));
}

#[test]
fn columns_stand_in_the_order_of_the_struct_and_reverse_fields_have_none() {
    let columns: Vec<_> = Book::meta().fields.iter().map(|it| it.column).collect();
    let expected = [
        "id",
        "name",
        "pages",
        "price",
        "rating",
        "publisher_id",
        "editor_id",
        "pubdate",
        "created",
        "changed",
        "meta",
        "type",
    ];
    assert_eq!(columns, expected);
    let columns: Vec<_> = Author::meta().fields.iter().map(|it| (it.name, it.column)).collect();
    assert_eq!(columns, [("code", "code"), ("name", "full_name"), ("mentor", "teacher")]);
}

#[test]
fn an_integer_id_is_made_by_the_database_and_other_keys_by_the_program() {
    let key = |model: &ModelMeta| (model.primary_key().name, model.primary_key().auto);
    assert_eq!(key(Book::meta()), ("id", true));
    assert_eq!(key(Author::meta()), ("code", false));
    assert_eq!(key(Page::meta()), ("author", false));
    assert_eq!(key(Token::meta()), ("id", false));
    assert_eq!(key(Counter::meta()), ("number", true));
    assert_eq!(Counter::meta().fields.iter().filter(|it| it.primary_key).count(), 1);
    assert_eq!((Book::PRIMARY_KEY, Page::PRIMARY_KEY), (&["id"][..], &["author"][..]));
}

#[test]
fn the_words_of_a_field_are_its_facts() {
    let of = |name| field(Book::meta(), name);
    assert_eq!((of("name").max_length, of("name").unique), (Some(300), true));
    assert_eq!((of("price").kind, of("price").digits), (Type::Decimal, Some((10, 2))));
    assert_eq!((of("rating").null, of("pages").null), (true, false));
    assert_eq!((of("type").index, of("pages").index), (true, false));
    assert_eq!(of("created").auto_now, AutoNow::Adding);
    assert_eq!(of("changed").auto_now, AutoNow::Always);
    assert_eq!(of("pages").auto_now, AutoNow::No);
}

#[test]
fn a_relation_has_the_type_of_the_key_it_holds_and_an_index() {
    let publisher = field(Book::meta(), "publisher");
    assert_eq!((publisher.kind, publisher.null), (Type::BigInteger, false));
    assert_eq!((publisher.index, publisher.unique), (true, false));
    let relation = publisher.relation.expect("a relation");
    assert_eq!((relation.kind, relation.constraint), (RelationKind::ForeignKey, true));
    assert_eq!((relation.target)(), Publisher::meta());

    let editor = field(Book::meta(), "editor");
    assert_eq!((editor.kind, editor.null, editor.index), (Type::Text, true, false));
    assert!(!editor.relation.expect("a relation").constraint);

    let cover = field(Page::meta(), "cover");
    assert_eq!((cover.kind, cover.null, cover.unique), (Type::BigInteger, true, true));
    assert_eq!(cover.relation.expect("a relation").kind, RelationKind::OneToOne);
}

#[test]
fn the_options_of_a_model_are_its_facts() {
    let ordering: Vec<_> = Book::meta().ordering.iter().map(|it| (it.path, it.direction)).collect();
    let name: &[&str] = &["publisher", "name"];
    assert_eq!(ordering, [(&["pubdate"][..], Direction::Descending), (name, Direction::Ascending)]);
    let latest: Vec<_> =
        Book::meta().get_latest_by.iter().map(|it| (it.path, it.direction)).collect();
    assert_eq!(latest, [(&["pubdate"][..], Direction::Ascending)]);
    assert_eq!(Publisher::meta().unique_together, [["name", "city"], ["city", "id"]]);
    assert_eq!((Page::meta().ordering.len(), Page::meta().get_latest_by.len()), (0, 0));
}

#[test]
fn a_reverse_field_knows_the_key_on_the_other_side() {
    let [books] = Publisher::meta().reverse else { panic!("one reverse field") };
    assert_eq!((books.name, books.field), ("books", "publisher"));
    assert_eq!((books.source)(), Book::meta());
}

#[test]
fn every_model_is_in_the_register() {
    let known: Vec<_> = registered().into_iter().filter(|it| it.app == "library").collect();
    let names: Vec<_> = known.iter().map(|it| it.name).collect();
    assert_eq!(names, ["Author", "Book", "Counter", "Page", "Publisher", "Token"]);
    assert_eq!(known[1], Book::meta());
}
