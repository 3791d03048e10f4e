//! Functions of values, and how values are stored.

use queryset::prelude::*;
use rust_decimal::Decimal;

use crate::{
    answer::named,
    registry::{case, gap},
    shop::{Num, TextRow},
};

case!(length_unicode_codepoints(db) {
    let rows = TextRow::objects().values_list(|t| (t.id(), t.val().length())).await?;
    Ok(named(&["pk", "n"], rows))
});

case!(decimal_storage(db) {
    Num::objects().order_by(|n| n.id()).values_list(|n| (n.id(), n.d())).await
});

case!(decimal_exact_filter(db) {
    let largest: Decimal = "9999999999999.999999".parse().unwrap();
    Num::objects().filter(|n| n.d().eq(largest)).await
});

gap!(decimal_exact_filter on [Sqlite]:
    "a decimal of more than 15 digits is refused on SQLite, which would round it: docs/decisions/0005");

case!(big_int_storage(db) {
    Num::objects()
        .order_by(|n| n.id())
        .values_list(|n| (n.id(), n.big(), n.i(), n.f(), n.b()))
        .await
});
