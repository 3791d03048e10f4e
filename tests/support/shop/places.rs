//! Inheritance over several tables: each key is a one-to-one relation to the table above.

use queryset::prelude::*;

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_place")]
pub struct Place {
    pub id: i64,
    #[field(max_length = 50)]
    pub name: String,
    #[field(of = place_ptr)]
    pub restaurant: Reverse<Restaurant>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_restaurant")]
pub struct Restaurant {
    #[field(primary_key)]
    pub place_ptr: OneToOne<Place>,
    #[field(default = false)]
    pub serves_pizza: bool,
    pub stars: Option<i32>,
    #[field(of = restaurant_ptr)]
    pub trattoria: Reverse<Trattoria>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_trattoria")]
pub struct Trattoria {
    #[field(primary_key)]
    pub restaurant_ptr: OneToOne<Restaurant>,
    #[field(max_length = 30)]
    pub chef: String,
}
