//! Models as rows.

use crate::prelude::*;

/// A model of some app, known to the database (Django: `django.contrib.contenttypes.models.ContentType`).
#[derive(Model, Debug, Clone, PartialEq, Eq)]
#[model(crate = crate, app = "contenttypes", table = "django_content_type", unique_together(app_label, model), serialize)]
pub struct ContentType {
    /// The primary key.
    pub id: i32,
    /// The app.
    #[field(max_length = 100)]
    pub app_label: String,
    /// The name of the model in lower case.
    #[field(max_length = 100)]
    pub model: String,
}
