//! Primary keys of several fields, and those that the program makes.

use queryset::{model::ModelMeta, prelude::*};
use uuid::Uuid;

use crate::law::law;

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "hotel")]
pub struct Room {
    pub id: i32,
    #[field(max_length = 20)]
    pub name: String,
    #[field(of = room)]
    pub slots: Reverse<Slot>,
}

/// The order of the key is not that of the struct.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "hotel", primary_key(room, hour), get_latest_by(-hour, room__name))]
pub struct Slot {
    pub hour: i32,
    #[field(max_length = 20)]
    pub title: Option<String>,
    pub room: ForeignKey<Room>,
}

#[derive(Changes, Default)]
#[changes(Slot)]
#[expect(clippy::option_option, reason = "to leave alone, to set to NULL, to set")]
pub struct SlotPatch {
    pub title: Option<Option<String>>,
}

/// The models whose tables the laws use.
pub fn models() -> [&'static ModelMeta; 4] {
    [Room::meta(), Slot::meta(), Guest::meta(), Stay::meta()]
}

/// Two rooms with two slots each; gives back the rooms' keys.
async fn rooms() -> (i32, i32) {
    let mut keys = Vec::new();
    for name in ["blue", "red"] {
        let room = Room::objects().acreate(|r| r.name(name)).await.unwrap();
        for hour in [9, 10] {
            Slot::objects().acreate(|s| s.room(&room).hour(hour)).await.unwrap();
        }
        keys.push(room.id);
    }
    (keys[0], keys[1])
}

async fn keys(set: QuerySet<Slot>) -> Vec<(i32, i32)> {
    set.await.unwrap().iter().map(Model::key).collect()
}

law! {
    a_composite_key_finds_its_row(db) {
        let (blue, red) = rooms().await;
        let slot = Slot::objects().aget(|s| s.pk().eq((red, 9))).await.unwrap();
        assert_eq!((slot.key(), slot.is_saved()), ((red, 9), true));
        let two = Slot::objects().filter(|s| s.pk().in_([(blue, 10), (red, 9), (red, 77)])).order_by(|s| s.pk());
        assert_eq!(keys(two).await, [(blue, 10), (red, 9)]);
        assert_eq!(Slot::objects().filter(|s| s.pk().in_([])).acount().await.unwrap(), 0);
        assert_eq!(Slot::objects().aget(q!(pk = (red, 9))).await.unwrap(), slot);
        let others = Slot::objects().exclude(|s| s.pk().eq((red, 9))).order_by(|s| s.pk());
        assert_eq!(keys(others).await, [(blue, 9), (blue, 10), (red, 10)]);
    }
}

law! {
    composite_keys_compare_as_tuples(db) {
        let (blue, red) = rooms().await;
        let found = |q: fn(queryset::query::typed::WholeKey<Slot>, (i32, i32)) -> Q, key| {
            keys(Slot::objects().filter(|s| q(s.pk(), key)).order_by(|s| s.pk()))
        };
        assert_eq!(found(|pk, key| pk.gt(key), (blue, 9)).await, [(blue, 10), (red, 9), (red, 10)]);
        assert_eq!(found(|pk, key| pk.gte(key), (blue, 10)).await, [(blue, 10), (red, 9), (red, 10)]);
        assert_eq!(found(|pk, key| pk.lt(key), (red, 9)).await, [(blue, 9), (blue, 10)]);
        assert_eq!(found(|pk, key| pk.lte(key), (red, 9)).await, [(blue, 9), (blue, 10), (red, 9)]);
        assert_eq!(found(|pk, _| pk.is_null(), (0, 0)).await, []);
        assert_eq!(found(|pk, _| pk.is_not_null(), (0, 0)).await.len(), 4);
    }
}

law! {
    rows_with_composite_keys_are_ordered_counted_and_grouped(db) {
        let (blue, red) = rooms().await;
        assert_eq!(Slot::objects().afirst().await.unwrap().unwrap().key(), (blue, 9));
        assert_eq!(Slot::objects().alast().await.unwrap().unwrap().key(), (red, 10));
        let down = Slot::objects().order_by(|s| s.pk().desc()).slice(..2);
        assert_eq!(keys(down).await, [(red, 10), (red, 9)]);
        assert_eq!(Slot::objects().acount().await.unwrap(), 4);
        assert_eq!(Slot::objects().all().distinct().acount().await.unwrap(), 4);
        let counts = Slot::objects().order_by(|s| s.room().id()).values_list(|s| (s.room().id(), s.pk().count()));
        assert_eq!(counts.await.unwrap(), [(blue, 2), (red, 2)]);
        let rooms = Room::objects().order_by(|r| r.id()).annotate(|r| r.slots().count()).await.unwrap();
        assert_eq!(rooms.iter().map(|it| it.1).collect::<Vec<_>>(), [2, 2]);
        let each = Slot::objects().annotate(|s| s.hour().max()).order_by(|(s, _)| s.pk()).await.unwrap();
        assert_eq!(each.iter().map(|it| it.1).collect::<Vec<_>>(), [Some(9), Some(10), Some(9), Some(10)]);
    }
}

law! {
    an_instance_with_a_composite_key_is_saved_refreshed_and_deleted(db) {
        let (blue, _) = rooms().await;
        let mut slot = Slot::objects().aget(|s| s.pk().eq((blue, 9))).await.unwrap();
        slot.title = Some("talk".into());
        slot.asave().await.unwrap();
        slot.aupdate(SlotPatch { title: Some(None) }).await.unwrap();
        assert_eq!(slot.title, None);
        Slot::objects().filter(|s| s.pk().eq((blue, 9))).aupdate(|s| s.title().set("x")).await.unwrap();
        slot.arefresh_from_db().await.unwrap();
        assert_eq!(slot.title.as_deref(), Some("x"));
        assert_eq!(Slot::objects().filter(|s| s.title().eq("x")).acount().await.unwrap(), 1);
        let error = slot.asave().force_insert().await.unwrap_err();
        assert!(error.is_unique_violation(), "{error}");
        assert_eq!(slot.adelete().await.unwrap().total, 1);
        assert!(slot.arefresh_from_db().await.unwrap_err().is_does_not_exist_of::<Slot>());
        slot.set_key((blue, 11));
        slot.asave().await.unwrap();
        assert_eq!(keys(Slot::objects().filter(|s| s.room().eq(blue)).order_by(|s| s.pk())).await, [(blue, 10), (blue, 11)]);
    }
}

law! {
    rows_found_through_a_relation_are_changed_by_their_composite_keys(db) {
        rooms().await;
        let red = || Slot::objects().filter(|s| s.room().name().eq("red"));
        assert_eq!(red().aupdate(|s| s.title().set("busy")).await.unwrap(), 2);
        assert_eq!(Slot::objects().filter(|s| s.title().eq("busy")).acount().await.unwrap(), 2);
        assert_eq!(red().filter(|s| s.hour().gt(9)).adelete().await.unwrap().total, 1);
        assert_eq!(Slot::objects().acount().await.unwrap(), 3);
    }
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "hotel")]
pub struct Guest {
    #[field(primary_key, default = Uuid::new_v4())]
    pub id: Uuid,
    #[field(max_length = 20)]
    pub name: String,
    #[field(of = guest)]
    pub stays: Reverse<Stay>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "hotel")]
pub struct Stay {
    #[field(default = Uuid::new_v4())]
    pub id: Uuid,
    pub guest: ForeignKey<Guest>,
}

law! {
    a_uuid_that_the_program_makes_is_a_key_like_any_other(db) {
        let mut ann = Guest::objects().acreate(|g| g.name("Ann")).await.unwrap();
        let bob = Guest::objects().acreate(|g| g.name("Bob")).await.unwrap();
        assert!(ann.id != bob.id && !ann.id.is_nil());
        ann.name = "Anna".into();
        ann.asave().await.unwrap();
        assert_eq!(Guest::objects().aget(|g| g.id().eq(ann.id)).await.unwrap(), ann);
        let mut stay = Stay::build(|s| s.guest(&ann));
        stay.asave().await.unwrap();
        assert_eq!(Stay::objects().aget(|s| s.guest().eq(&ann)).await.unwrap(), stay);
        assert_eq!(Stay::objects().filter(|s| s.guest().in_([ann.id, bob.id])).acount().await.unwrap(), 1);
        assert_eq!(Guest::objects().aget(|g| g.stays().id().eq(stay.id)).await.unwrap().id, ann.id);
        assert_eq!(stay.guest.aget().await.unwrap(), ann);
        assert!(ann.asave().force_insert().await.unwrap_err().is_unique_violation());
        let many = (0..2_000).map(|_| Uuid::new_v4()).chain([bob.id]);
        assert_eq!(Guest::objects().filter(|g| g.id().in_(many)).values_list(|g| g.name()).await.unwrap(), ["Bob"]);
        assert_eq!(bob.adelete().await.unwrap().total, 1);
        ann.arefresh_from_db().await.unwrap();
    }
}

law! {
    /// A part of the key would find rows that were not asked for.
    the_whole_of_a_composite_key_is_no_text(db) {
        for key in ["pk", "pk__in"] {
            let condition: Result<Condition<Slot>, Error> = Lookups::allow([key]).parse([(key, "1")]);
            let error = condition.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidQuery);
            assert!(error.message().contains("(room, hour)"), "{error}");
        }
        let order: Result<Order<Slot>, Error> = SortKeys::allow(["pk"]).parse("-pk");
        assert_eq!(order.unwrap_err().kind(), ErrorKind::InvalidQuery);
        let (blue, _) = rooms().await;
        let condition = Lookups::allow(["room", "hour"]).parse([("room", blue.to_string().as_str()), ("hour", "9")]);
        assert_eq!(keys(Slot::objects().complex_filter(condition.unwrap())).await, [(blue, 9)]);
    }
}
