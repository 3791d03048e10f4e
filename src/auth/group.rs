//! Groups of users.

use crate::{auth::Permission, prelude::*};

/// Users who have permissions in common (Django: `django.contrib.auth.models.Group`).
#[derive(Model, Debug, Clone, PartialEq, Eq)]
#[model(crate = crate, app = "auth", table = "auth_group", serialize)]
pub struct Group {
    /// The primary key.
    pub id: i32,
    /// The name.
    #[field(max_length = 150, unique)]
    pub name: String,
}

/// A permission of a group (Django: the join table of `Group.permissions`).
#[derive(Model, Debug, Clone, PartialEq, Eq)]
#[model(crate = crate, app = "auth", table = "auth_group_permissions", unique_together(group, permission))]
pub struct GroupPermission {
    /// The primary key.
    pub id: i64,
    /// The group.
    pub group: ForeignKey<Group>,
    /// What its users may do.
    pub permission: ForeignKey<Permission>,
}
