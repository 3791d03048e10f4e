//! Rows that are read by their keys.

use queryset::prelude::*;
use serde_json::json;

use crate::{
    registry::case,
    shop::{Author, Publisher, Season},
};

case!(in_bulk_ids(db) {
    Author::objects().ain_bulk([1, 2, 99]).await
});

case!(in_bulk_all(db) {
    let mut keys: Vec<i64> = Publisher::objects().ain_bulk_all().await?.into_keys().collect();
    keys.sort_unstable();
    Ok(keys)
});

case!(in_bulk_field_name(db) {
    Season::objects().ain_bulk_by(|s| s.year(), [2010, 2011]).await
});

case!(in_bulk_values(db) {
    let rows = Author::objects().values(|a| a.name()).ain_bulk([1]).await?;
    Ok(json!({ "1": rows[&1] }))
});

case!(in_bulk_distinct_on_field(db) {
    Season::objects().distinct_on(|s| s.year()).ain_bulk_all_by(|s| s.year()).await
});
