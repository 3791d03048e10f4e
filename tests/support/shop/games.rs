//! Seasons, games, players.

use queryset::prelude::*;

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_season")]
pub struct Season {
    pub id: i64,
    #[field(unique)]
    pub year: u16,
    /// Named like a lookup, to be in the way.
    pub gt: Option<i32>,
    #[field(of = season)]
    pub games: Reverse<Game>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_game")]
pub struct Game {
    pub id: i64,
    pub season: ForeignKey<Season>,
    #[field(max_length = 100)]
    pub home: String,
    #[field(max_length = 100)]
    pub away: String,
    pub home_goals: Option<i32>,
    pub away_goals: Option<i32>,
    #[field(of = game)]
    pub player_links: Reverse<PlayerGame>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_player")]
pub struct Player {
    pub id: i64,
    #[field(max_length = 100)]
    pub name: String,
    #[field(of = player)]
    pub game_links: Reverse<PlayerGame>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_player_games", unique_together(player, game))]
pub struct PlayerGame {
    pub id: i64,
    pub player: ForeignKey<Player>,
    pub game: ForeignKey<Game>,
}
