//! What only MariaDB was asked.

use queryset::{
    atomic,
    prelude::*,
    query::{Explain, ExplainFormat, Lock},
};
use serde_json::json;

use crate::{
    registry::case,
    shop::{Author, Book},
};

case!(maria_select_for_update_of_error(db) {
    let locked = Author::objects().select_for_update_with(|a| Lock::new().of(&a));
    atomic(async { locked.await }).await
});

case!(maria_select_for_update_nullable_join(db) {
    let books = Book::objects().filter(|b| b.id().in_([1, 7]));
    let books = books.order_by(|b| b.publisher().name()).select_for_update();
    atomic(async { books.await }).await
});

case!(maria_difference_sliced(db) {
    let young = Author::objects().filter(|a| a.age().eq(29));
    let others = Author::objects().filter(|a| a.id().lt(6)).difference(young);
    others.order_by(|a| a.id().desc()).slice(..2).await
});

case!(maria_distinct_on_error(db) {
    Book::objects().distinct_on(|b| b.publisher().key()).await
});

case!(maria_explain(db) {
    let plain = Author::objects().aexplain().await?;
    let document = Author::objects().aexplain_with(Explain::new().format(ExplainFormat::Json)).await?;
    let tree = Author::objects().aexplain_with(Explain::new().format(ExplainFormat::Tree)).await;
    let tree = tree.unwrap_err();
    let refused = crate::errors::is("ValueError", &tree).then_some("ValueError");
    Ok(json!([!plain.is_empty(), document.contains("query_block"), refused]))
});
