//! Fields with the names of lookups, of methods and of Rust's words, in `q!`, `f!` and `set!`, under all lints.
#![deny(warnings, clippy::all, clippy::pedantic)]
#![allow(dead_code, reason = "that it compiles is the test")]
#![deny(clippy::shadow_unrelated, clippy::indexing_slicing, clippy::unwrap_used)]

use queryset::prelude::*;

#[derive(Model, Debug)]
#[model(app = "spelled")]
pub struct Season {
    pub id: i64,
    pub gt: i32,
    pub r#type: String,
    pub r#in: Option<i32>,
    pub range: i32,
    pub count: i64,
    pub set: bool,
    pub eq: i32,
    pub is_null: bool,
    #[field(of = season)]
    pub games: Reverse<Game>,
}

#[derive(Model, Debug)]
#[model(app = "spelled")]
pub struct Game {
    #[field(primary_key)]
    pub code: String,
    pub season: ForeignKey<Season>,
    pub pk: i32,
    pub scope: i32,
    pub fields: i32,
    pub value_0: i32,
}

/// Conditions.
///
/// # Errors
/// As every query.
pub async fn filters(season: &Season, scope: i32, fields: &str) -> queryset::Result<()> {
    let value_0 = 3;
    let games = Game::objects()
        .filter(q!(season__gt__exact = 3, season__gt__gt = value_0))
        .filter(q!(season = season, season__isnull = false, season__in = [1, 2]))
        .filter(q!(season__type = fields & season__in__isnull = true & season__in__in = [scope]))
        .filter(q!(season__eq = 1, season__is_null = true, season__set = true, season__count = 4))
        .filter(q!(season__range__range = 1..=4, pk = 3, fields = scope, scope = value_0))
        .filter(q!(value_0 = F(scope) + F(fields) * value_0))
        .exclude(q!(!season__games__code = "x" | (pk = 1 ^ pk = 2)))
        .order_by(f!(-season__type, season__in nulls last, value_0));
    games.await?;
    Season::objects()
        .filter(q!(type = "x", in = 3, range = 4, gt = 1, set = true))
        .acount()
        .await?;
    Ok(())
}

/// Updates.
///
/// # Errors
/// As every query.
pub async fn updates(season: &Season) -> queryset::Result<u64> {
    Game::objects().all().aupdate(set!(season = season, pk = F(pk) + 1)).await?;
    let seasons = Season::objects().all();
    seasons.aupdate(set!(in = None, type = "x", set = false, r#range = F(range) * 2)).await
}

/// A condition that is kept.
pub fn kept(code: String) -> impl Fn(GameFields) -> Q {
    q!(Game; code__startswith = code, season__type__exact = "x")
}

#[test]
fn a_column_comes_before_the_operation_of_its_name() {
    let spelled = Game::objects().filter(q!(pk = 1, season__eq = 2));
    assert_eq!(spelled, Game::objects().filter(|g| g.pk().eq(1) & g.season().eq().eq(2)));
}
