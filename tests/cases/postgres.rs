//! What only PostgreSQL was asked.

use queryset::prelude::*;

use crate::{registry::case, shop::Book};

case!(pg_distinct_on_annotate_count(db) {
    Book::objects().order_by(|b| (b.rating(), b.id())).distinct_on(|b| b.rating()).acount().await
});
