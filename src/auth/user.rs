//! Users.

use chrono::{DateTime, Utc};

use crate::{
    auth::{Group, Permission},
    prelude::*,
};

/// Somebody who can log in (Django: `django.contrib.auth.models.User`).
#[derive(Model, Clone, PartialEq, Eq)]
#[model(crate = crate, app = "auth", table = "auth_user", serialize)]
pub struct User {
    /// The primary key.
    pub id: i32,
    /// The hash of the password, in Django's format; never the password.
    #[field(max_length = 128, private)]
    pub password: String,
    /// When the user was last seen.
    pub last_login: Option<DateTime<Utc>>,
    /// Whether every permission is given without being granted.
    #[field(default = false)]
    pub is_superuser: bool,
    /// The name to log in with.
    #[field(max_length = 150, unique)]
    pub username: String,
    /// The given name.
    #[field(max_length = 150, default = String::new())]
    pub first_name: String,
    /// The family name.
    #[field(max_length = 150, default = String::new())]
    pub last_name: String,
    /// The address.
    #[field(max_length = 254, default = String::new())]
    pub email: String,
    /// Whether the user may enter the admin site.
    #[field(default = false)]
    pub is_staff: bool,
    /// Whether the user may log in at all.
    #[field(default = true)]
    pub is_active: bool,
    /// When the account was made.
    #[field(default = Utc::now())]
    pub date_joined: DateTime<Utc>,
}

/// A user in a group (Django: the join table of `User.groups`).
#[derive(Model, Debug, Clone, PartialEq, Eq)]
#[model(crate = crate, app = "auth", table = "auth_user_groups", unique_together(user, group))]
pub struct UserGroup {
    /// The primary key.
    pub id: i64,
    /// The user.
    pub user: ForeignKey<User>,
    /// The group.
    pub group: ForeignKey<Group>,
}

/// A permission that a user has beside those of the groups (Django: the join table of `User.user_permissions`).
#[derive(Model, Debug, Clone, PartialEq, Eq)]
#[model(crate = crate, app = "auth", table = "auth_user_user_permissions", unique_together(user, permission))]
pub struct UserPermission {
    /// The primary key.
    pub id: i64,
    /// The user.
    pub user: ForeignKey<User>,
    /// What the user may do.
    pub permission: ForeignKey<Permission>,
}

impl std::fmt::Debug for User {
    /// Without the hash of the password: logs are no place for it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut it = f.debug_struct("User");
        it.field("id", &self.id).field("username", &self.username).finish_non_exhaustive()
    }
}
