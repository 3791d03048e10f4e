//! Structs embedded in models: their columns are columns of the model's table.

use chrono::{DateTime, TimeDelta, Utc};
use queryset::{model::ModelMeta, prelude::*};
use serde_json::json;

use crate::law::law;

/// Who writes.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "embed", serialize)]
pub struct Writer {
    pub id: i64,
    #[field(max_length = 40)]
    pub name: String,
    #[field(of = editor)]
    pub sheets: Reverse<Sheet>,
}

/// Nothing here is required.
#[derive(Embed, Debug, Clone, PartialEq)]
#[embed(serialize)]
pub struct Stamps {
    #[field(auto_now_add)]
    pub created: DateTime<Utc>,
    #[field(auto_now, column = "modified")]
    pub changed: DateTime<Utc>,
    pub editor: Option<ForeignKey<Writer>>,
    #[field(db_default = 3)]
    pub level: Deferred<i32>,
}

/// One of these is.
#[derive(Embed, Debug, Clone, PartialEq)]
#[embed(serialize)]
pub struct Address {
    #[field(max_length = 60)]
    pub city: String,
    #[field(max_length = 10, unique, private)]
    pub postcode: Option<String>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "embed", ordering(-city, title), serialize, unique_together(title, city), index(fields(city, -created)))]
pub struct Sheet {
    pub id: i64,
    #[field(embed)]
    pub stamps: Stamps,
    #[field(max_length = 60)]
    pub title: String,
    #[field(embed)]
    pub address: Address,
}

/// Embeds a struct that another model embeds too, and points to that model.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "embed", get_latest_by = created)]
pub struct Remark {
    pub id: i64,
    pub sheet: Option<ForeignKey<Sheet>>,
    #[field(embed)]
    pub stamps: Stamps,
}

#[expect(clippy::option_option, reason = "to leave alone, to set to NULL, to set")]
#[derive(Changes, Default)]
#[changes(Sheet, deserialize)]
pub struct SheetPatch {
    pub title: Option<String>,
    #[changes(embed = address)]
    pub city: Option<String>,
    #[changes(embed = stamps)]
    pub editor: Option<Option<ForeignKey<Writer>>>,
}

pub fn models() -> [&'static ModelMeta; 3] {
    [Writer::meta(), Sheet::meta(), Remark::meta()]
}

fn address(city: &str) -> Address {
    Address::build(|a| a.city(city))
}

async fn sheet(title: &str, city: &str) -> Sheet {
    Sheet::objects().acreate(|s| s.title(title).address(address(city))).await.unwrap()
}

async fn titles(set: QuerySet<Sheet>) -> Vec<String> {
    set.values_list(|s| s.title()).await.unwrap()
}

law! {
    private_columns_are_in_values_only_by_name(db) {
        let address = Address::build(|a| a.city("Bonn").postcode("53113"));
        Sheet::objects().acreate(|s| s.title("a").address(address)).await.unwrap();
        let row = Sheet::objects().values(|_| ()).afirst().await.unwrap().unwrap();
        let names = ["id", "created", "changed", "editor_id", "level", "title", "city"];
        assert_eq!(row.names().collect::<Vec<_>>(), names);
        assert!(!serde_json::to_string(&row).unwrap().contains("53113"));
        let row = Sheet::objects().values(|s| s.postcode()).afirst().await.unwrap().unwrap();
        assert_eq!(serde_json::to_value(&row).unwrap(), json!({ "postcode": "53113" }));
    }
}

law! {
    what_is_saved_in_an_embedded_struct_comes_back(db) {
        let ann = Writer::objects().acreate(|w| w.name("Ann")).await.unwrap();
        let given = Stamps::build(|s| s.editor(&ann).level(9));
        let saved = Sheet::objects()
            .acreate(|s| s.address(Address { city: "Oslo".into(), postcode: Some("0150".into()) }).stamps(given).title("A"))
            .await
            .unwrap();
        let read = Sheet::objects().aget(q!(id = saved.id)).await.unwrap();
        assert_eq!(read, saved);
        assert_eq!((read.stamps.level.get().unwrap(), read.address.city.as_str()), (&9, "Oslo"));
        assert_eq!(read.stamps.editor, Some(ForeignKey::to(ann.id)));
    }
}

law! {
    a_struct_with_nothing_required_need_not_be_given(db) {
        let remark = Remark::objects().acreate(|r| r).await.unwrap();
        assert_eq!(remark.stamps.level.get().unwrap(), &3, "what the database put in is read back");
        assert!(Utc::now() - remark.stamps.created < TimeDelta::minutes(5));
        assert_eq!(Remark::objects().aget(q!(created = remark.stamps.created)).await.unwrap(), remark);
    }
}

law! {
    queries_name_the_fields_as_those_of_the_model(db) {
        let ann = Writer::objects().acreate(|w| w.name("Ann")).await.unwrap();
        sheet("A", "Oslo").await;
        let mut second = sheet("B", "Bergen").await;
        second.stamps.editor = Some(ForeignKey::from(&ann));
        second.asave().await.unwrap();
        let all = || Sheet::objects().all();
        assert_eq!(titles(all()).await, ["A", "B"], "by -city");
        assert_eq!(titles(all().order_by(f!(-created))).await, ["B", "A"]);
        assert_eq!(titles(all().filter(q!(city__startswith = "Os"))).await, ["A"]);
        assert_eq!(titles(all().filter(q!(created__gt = DateTime::UNIX_EPOCH, level = 3))).await, ["A", "B"]);
        assert_eq!(titles(all().filter(q!(editor__name__contains = "n"))).await, ["B"]);
        assert_eq!(titles(all().exclude(q!(editor = &ann))).await, ["A"]);
        assert_eq!(titles(all().filter(|s| s.editor().is_null() & s.postcode().is_null())).await, ["A"]);
        let written = Writer::objects().filter(q!(sheets__city = "Bergen"));
        assert_eq!(written.acount().await.unwrap(), 1, "from the other side, along the key inside");
        Remark::objects().acreate(|r| r.sheet(&second)).await.unwrap();
        let found = Remark::objects().filter(q!(sheet__city = "Bergen", sheet__editor__name = "Ann"));
        assert_eq!(found.acount().await.unwrap(), 1, "through a relation");
        all().filter(q!(title = "A")).aupdate(set!(city = "Moss", level = F(level) + 1)).await.unwrap();
        assert_eq!(all().aget(q!(city = "Moss")).await.unwrap().stamps.level.get().unwrap(), &4);
    }
}

law! {
    a_save_stamps_the_fields_inside(db) {
        let mut sheet = sheet("A", "Oslo").await;
        let before = sheet.stamps.clone();
        sheet.stamps.created = DateTime::UNIX_EPOCH;
        sheet.stamps.changed = DateTime::UNIX_EPOCH;
        sheet.asave().await.unwrap();
        assert_eq!(sheet.stamps.created, DateTime::UNIX_EPOCH, "only when the row is added");
        assert!(sheet.stamps.changed >= before.changed);
    }
}

law! {
    update_fields_takes_fields_inside(db) {
        let mut sheet = sheet("A", "Oslo").await;
        sheet.address.city = "Moss".into();
        sheet.title = "unsaved".into();
        sheet.asave().update_fields(|s| s.city()).await.unwrap();
        let read = Sheet::objects().aget(q!(id = sheet.id)).await.unwrap();
        assert_eq!((read.title.as_str(), read.address.city.as_str()), ("A", "Moss"));
    }
}

law! {
    a_partial_update_reaches_into_the_structs(db) {
        let ann = Writer::objects().acreate(|w| w.name("Ann")).await.unwrap();
        let mut sheet = sheet("A", "Oslo").await;
        let patch: SheetPatch = serde_json::from_value(json!({ "city": "Moss", "editor": ann.id })).unwrap();
        sheet.aupdate(patch).await.unwrap();
        assert_eq!((sheet.address.city.as_str(), sheet.title.as_str()), ("Moss", "A"));
        assert_eq!(Sheet::objects().filter(q!(city = "Moss", editor = &ann)).acount().await.unwrap(), 1);
    }
}

law! {
    what_is_unique_inside_is_unique_in_the_table(db) {
        let post = |it: &str| Address { city: "Oslo".into(), postcode: Some(it.to_owned()) };
        Sheet::objects().acreate(|s| s.title("A").address(post("1"))).await.unwrap();
        let twice = Sheet::objects().acreate(|s| s.title("B").address(post("1"))).await.unwrap_err();
        assert!(twice.is_unique_violation(), "{twice}");
        let together = Sheet::objects().acreate(|s| s.title("A").address(post("2"))).await.unwrap_err();
        assert!(together.is_unique_violation(), "{together}");
    }
}

law! {
    the_json_of_a_model_is_flat(db) {
        let sheet = sheet("A", "Oslo").await;
        let json = serde_json::to_value(&sheet).unwrap();
        let names: Vec<_> = json.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(names, ["id", "created", "changed", "editor", "level", "title", "city"]);
        assert_eq!((&json["city"], &json["level"], &json["editor"]), (&json!("Oslo"), &json!(3), &json!(null)));
    }
}
