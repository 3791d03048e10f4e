//! Composite keys that are none, and relations to one.
use queryset::prelude::*;

#[derive(Model)]
#[model(app = "hotel", primary_key(room, hour))]
struct Slot {
    room: i32,
    hour: i32,
}

#[derive(Model)]
#[model(app = "hotel")]
struct Booking {
    id: i64,
    slot: ForeignKey<Slot>,
}

#[derive(Model)]
#[model(app = "hotel", primary_key(room, our))]
struct Unknown {
    room: i32,
    hour: i32,
}

#[derive(Model)]
#[model(app = "hotel", primary_key(room, room))]
struct Twice {
    room: i32,
}

#[derive(Model)]
#[model(app = "hotel", primary_key(room))]
struct Alone {
    room: i32,
}

#[derive(Model)]
#[model(app = "hotel", primary_key(room, hour))]
struct Two {
    #[field(primary_key)]
    room: i32,
    hour: Option<i32>,
}

#[derive(Model)]
#[model(app = "hotel", primary_key(room, hour))]
struct Absent {
    room: i32,
    hour: Option<i32>,
}

#[derive(Model)]
#[model(app = "hotel", primary_key(room, pk))]
struct Taken {
    room: i32,
    pk: i32,
}

fn main() {
    let _ = Slot::objects().filter(|s| s.pk().eq(7));
    let _ = Slot::objects().filter(|s| s.pk().contains("x"));
}
