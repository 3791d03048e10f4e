//! The models of the corpus, a book store: `models.py` of the recorded Django project in Rust.
//!
//! Join tables are models of their own. Left out are what has no counterpart yet: `shop_computed` (generated columns)
//! and `shop_slot` (a composite key). Tables of which a part cannot be declared are here without that part:
//! `shop_note` and `shop_season` (positive integers), `shop_event` (durations), `shop_account` (constraints).

mod deletion;
mod games;
mod people;
mod places;
mod press;
mod rows;
mod store;

use queryset::{
    auth::{ContentType, Group, GroupPermission, Permission, User, UserGroup, UserPermission},
    model::{Model, ModelMeta},
};

pub use deletion::{
    CascadeChild, CascadeGrandchild, ProtectChild, RestrictChild, Root, SetDefaultChild,
    SetNullChild, SetValueChild,
};
pub use games::{Game, Player, PlayerGame, Season};
pub use people::{Club, Employee, Membership, Person};
pub use places::{Place, Restaurant, Trattoria};
pub use press::{Article, Choice, Note, Poll, Tag, TagArticle};
pub use rows::{Account, Event, JsonDoc, Node, Num, TextRow, Uid};
pub use store::{Author, AuthorFriend, Book, BookAuthor, Profile, Publisher, Store, StoreBook};

/// Every model of the corpus and those of Django that it needs, in the order in which Django makes their tables.
pub fn all() -> Vec<&'static ModelMeta> {
    [auth(), books(), others()].concat()
}

fn auth() -> Vec<&'static ModelMeta> {
    vec![
        ContentType::meta(),
        Permission::meta(),
        Group::meta(),
        GroupPermission::meta(),
        User::meta(),
        UserGroup::meta(),
        UserPermission::meta(),
    ]
}

fn books() -> Vec<&'static ModelMeta> {
    vec![
        Author::meta(),
        AuthorFriend::meta(),
        Profile::meta(),
        Publisher::meta(),
        Book::meta(),
        BookAuthor::meta(),
        Store::meta(),
        StoreBook::meta(),
        Note::meta(),
        Article::meta(),
        Tag::meta(),
        TagArticle::meta(),
    ]
}

fn others() -> Vec<&'static ModelMeta> {
    vec![
        Season::meta(),
        Game::meta(),
        Player::meta(),
        PlayerGame::meta(),
        Node::meta(),
        JsonDoc::meta(),
        Person::meta(),
        Club::meta(),
        Membership::meta(),
        Poll::meta(),
        Choice::meta(),
        Event::meta(),
        TextRow::meta(),
        Num::meta(),
        Employee::meta(),
        Account::meta(),
        Uid::meta(),
        Place::meta(),
        Restaurant::meta(),
        Trattoria::meta(),
        Root::meta(),
        CascadeChild::meta(),
        CascadeGrandchild::meta(),
        ProtectChild::meta(),
        RestrictChild::meta(),
        SetNullChild::meta(),
        SetDefaultChild::meta(),
        SetValueChild::meta(),
    ]
}
