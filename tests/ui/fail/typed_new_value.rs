//! A new value that would be read as none: text of an enumeration, another document, NULL without an `Option`.
use queryset::{prelude::*, query::typed::Case};
use serde::{Deserialize, Serialize};

#[derive(Choices, Clone, Copy, Debug, PartialEq)]
enum Status {
    Open,
    Done,
}

#[derive(Serialize, Deserialize, Clone)]
struct Notes {
    title: String,
}

#[derive(Model)]
#[model(app = "library")]
struct Book {
    id: i64,
    name: String,
    status: Status,
    before: Option<Status>,
    notes: Json<Notes>,
    author: ForeignKey<Author>,
    editor: Option<ForeignKey<Author>>,
}

#[derive(Model)]
#[model(app = "library")]
struct Author {
    id: i64,
    name: String,
}

fn main() {
    let all = || Book::objects().all();
    let _ = all().aupdate(set!(status = "opne"));
    let _ = all().aupdate(|b| b.before().set("opne"));
    let _ = all().aupdate(|b| b.before().set(Some("opne".to_owned())));
    let _ = all().aupdate(|b| b.status().set(b.name()));
    let _ = all().aupdate(set!(status = F(name)));
    let _ = all().aupdate(|b| b.status().set(Case::when(b.id().gt(3), "opne").otherwise("done")));
    let _ = all().aupdate(|b| b.notes().set("text"));
    let _ = all().aupdate(|b| b.notes().set(Json(vec![1])));
    let _ = all().aupdate(set!(name = None));
    let _ = all().aupdate(|b| b.name().set(None::<&str>));
    let _ = all().aupdate(|b| b.status().set(Some(Status::Done)));
    let _ = all().aupdate(set!(author = None));
    let _ = all().aupdate(|b| b.author().set_null());
}
