//! Sort keys: relations that go on to the order of another model, and what sorts groups.

use queryset::prelude::*;

use crate::library::{Book, Loan};

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "town", ordering(-name))]
pub struct Street {
    pub id: i64,
    pub name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "town", ordering(street, -number))]
pub struct House {
    pub id: i64,
    pub street: ForeignKey<Street>,
    pub number: i32,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "town", ordering(-house, name), get_latest_by = house)]
pub struct Resident {
    pub id: i64,
    pub name: String,
    pub house: ForeignKey<House>,
    pub landlord: Option<ForeignKey<Self>>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "town", ordering(parent))]
pub struct Branch {
    pub id: i64,
    pub parent: Option<ForeignKey<Self>>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "town", ordering(parent__id))]
pub struct Leaf {
    pub id: i64,
    pub parent: Option<ForeignKey<Self>>,
}

#[expect(clippy::needless_pass_by_value, reason = "querysets are made where they are asked")]
fn order<M: Model>(set: QuerySet<M>) -> String {
    let sql = set.to_sql(Dialect::Sqlite).unwrap().replace("\"town_", "\"");
    let (_, order) = sql.split_once(" ORDER BY ").unwrap();
    order.replace('"', "")
}

#[test]
fn a_relation_sorts_by_the_order_of_its_model() {
    let declared = "street.name ASC, house.number ASC, resident.name ASC";
    assert_eq!(order(Resident::objects().all()), declared);
    assert_eq!(
        order(Resident::objects().reverse()),
        "street.name DESC, house.number DESC, resident.name DESC"
    );
    let up = "street.name DESC, house.number DESC";
    assert_eq!(order(Resident::objects().order_by(|r| r.house())), up);
    assert_eq!(order(Resident::objects().order_by(f!(house))), up);
    assert_eq!(
        order(Resident::objects().order_by(|r| (r.house().asc(), r.id()))),
        format!("{up}, resident.id ASC")
    );
    let down = "street.name ASC, house.number ASC";
    assert_eq!(order(Resident::objects().order_by(f!(-house))), down);
    assert_eq!(order(Resident::objects().order_by(|r| r.house().desc())), down);
    let text = SortKeys::allow(["house", "house__street", "pk"]);
    assert_eq!(order(Resident::objects().order_by_text(text.parse("-house").unwrap())), down);
    assert_eq!(
        order(Resident::objects().order_by_text(text.parse("house__street,pk").unwrap())),
        "street.name DESC, resident.id ASC"
    );
    assert!(text.parse::<Resident>("house,-house").unwrap_err().is_bad_lookup());
    // What is selected sorts a combination: the key.
    let both =
        Resident::objects().all().union(Resident::objects().all()).to_sql(Dialect::Sqlite).unwrap();
    assert!(both.ends_with(r#"ORDER BY "col3" DESC, "col2" ASC"#), "{both}");
    // Through another resident: a table of its own, joined only once.
    let other = Resident::objects().order_by(|r| r.landlord()).to_sql(Dialect::Sqlite).unwrap();
    assert!(
        other.ends_with(
            r#"ORDER BY "town_street"."name" ASC, "town_house"."number" ASC, "T2"."name" ASC"#
        ),
        "{other}"
    );
}

#[test]
fn the_key_of_a_relation_sorts_by_itself() {
    assert_eq!(order(Resident::objects().order_by(|r| r.house().key())), "resident.house_id ASC");
    assert_eq!(order(Resident::objects().order_by(f!(house__id))), "resident.house_id ASC");
    assert_eq!(order(Leaf::objects().all()), "leaf.parent_id ASC");
    assert_eq!(order(Leaf::objects().order_by(|l| l.parent().desc())), "T2.parent_id DESC");
    let plain =
        Loan::base_manager().order_by(|l| l.book().author()).to_sql(Dialect::Sqlite).unwrap();
    assert!(plain.ends_with(r#"ORDER BY "library_book"."author_id" ASC"#), "{plain}");
}

#[test]
fn an_order_that_leads_back_to_itself_is_refused() {
    for set in [
        Branch::objects().all(),
        Branch::objects().order_by(|b| b.parent().desc()),
        Branch::objects().order_by(f!(parent__parent)),
    ] {
        let error = set.to_sql(Dialect::Sqlite).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidQuery);
        assert!(error.to_string().contains("Branch.parent"), "{error}");
    }
    assert!(Branch::objects().order_by(|b| b.parent().key()).to_sql(Dialect::Sqlite).is_ok());
}

#[test]
fn a_key_of_groups_has_the_same_placeholders_in_every_clause() {
    let set = Book::objects()
        .values_list(|b| (b.name(), b.id().count() + b.pages() / 100_i32))
        .order_by(|b| (b.pages() / 100_i32).desc());
    let sql = set.to_sql(Dialect::Postgres).unwrap();
    assert_eq!((sql.matches("$1").count(), sql.matches('$').count()), (3, 3), "{sql}");
    let sql = set.to_sql(Dialect::Mariadb).unwrap();
    assert_eq!(sql.matches('?').count(), 3, "{sql}");
}
