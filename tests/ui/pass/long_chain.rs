//! Models each of which has a relation to the next, in a circle: the compiler must not follow it.
#![deny(warnings)]

use queryset::prelude::*;

macro_rules! models {
    ($($Name:ident -> $Next:ident,)*) => { $(
        #[derive(Model, Clone, Debug, PartialEq, Eq, Hash)]
        #[model(app = "chain")]
        pub struct $Name {
            pub id: i64,
            pub next: ForeignKey<$Next>,
            pub last: Option<OneToOne<$Next>>,
        }
    )* };
}
models! {
    M0 -> M1,
    M1 -> M2,
    M2 -> M3,
    M3 -> M4,
    M4 -> M5,
    M5 -> M6,
    M6 -> M7,
    M7 -> M8,
    M8 -> M9,
    M9 -> M10,
    M10 -> M11,
    M11 -> M12,
    M12 -> M13,
    M13 -> M14,
    M14 -> M15,
    M15 -> M16,
    M16 -> M17,
    M17 -> M18,
    M18 -> M19,
    M19 -> M20,
    M20 -> M21,
    M21 -> M22,
    M22 -> M23,
    M23 -> M24,
    M24 -> M25,
    M25 -> M26,
    M26 -> M27,
    M27 -> M28,
    M28 -> M29,
    M29 -> M0,
}

#[test]
fn whether_a_model_is_send_does_not_depend_on_its_relations() {
    fn check<T: Send + Sync>(_: T) {}
    check(M0 { id: 1, next: 2.into(), last: None });
    check(M0::objects().filter(|m| m.next().next().next().id().gt(3)));
}
