//! Every model, in the order in which Django makes their tables.

use queryset::{
    auth::{ContentType, Group, GroupPermission, Permission, User, UserGroup, UserPermission},
    model::{Model, ModelMeta},
};

use super::{
    Account, Article, Author, AuthorFriend, Book, BookAuthor, CascadeChild, CascadeGrandchild,
    Choice, Club, Computed, Employee, Event, Game, JsonDoc, Membership, Node, Note, Num, Person,
    Place, Player, PlayerGame, Poll, Profile, ProtectChild, Publisher, Restaurant, RestrictChild,
    Root, Season, SetDefaultChild, SetNullChild, SetValueChild, Slot, Store, StoreBook, Tag,
    TagArticle, TextRow, Trattoria, Uid,
};

/// Every model of the corpus, after those of Django that it needs.
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
        Computed::meta(),
        Slot::meta(),
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
