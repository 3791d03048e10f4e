//! People, their clubs, their employers.

use chrono::NaiveDate;
use queryset::prelude::*;

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_person")]
pub struct Person {
    pub id: i64,
    #[field(max_length = 50)]
    pub name: String,
    #[field(of = person)]
    pub memberships: Reverse<Membership>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_club")]
pub struct Club {
    pub id: i64,
    #[field(max_length = 50)]
    pub name: String,
    #[field(of = club)]
    pub memberships: Reverse<Membership>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_membership", unique_together(person, club))]
pub struct Membership {
    pub id: i64,
    pub person: ForeignKey<Person>,
    pub club: ForeignKey<Club>,
    pub joined: NaiveDate,
    #[field(max_length = 50)]
    pub reason: Option<String>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_employee")]
pub struct Employee {
    pub id: i64,
    #[field(max_length = 40)]
    pub name: String,
    #[field(max_length = 40)]
    pub department: String,
    pub salary: i32,
    pub bonus: Option<i32>,
    pub hired: NaiveDate,
}
