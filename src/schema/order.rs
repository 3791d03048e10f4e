//! Dependency order.

use crate::model::ModelMeta;

/// Each model once, after those it refers to, otherwise in the order given. In a circle of references, the model that
/// was given first stands last.
pub(super) fn by_dependency(models: &[&'static ModelMeta]) -> Vec<&'static ModelMeta> {
    let mut walk = Walk { models, seen: Vec::new(), ordered: Vec::new() };
    for model in models {
        walk.place(model);
    }
    walk.ordered
}

struct Walk<'a> {
    models: &'a [&'static ModelMeta],
    /// Also those that still wait for what they refer to: meeting one again is a circle.
    seen: Vec<&'static ModelMeta>,
    ordered: Vec<&'static ModelMeta>,
}

impl Walk<'_> {
    fn place(&mut self, model: &'static ModelMeta) {
        if self.seen.contains(&model) || !self.models.contains(&model) {
            return;
        }
        self.seen.push(model);
        for relation in model.fields.iter().filter_map(|it| it.relation) {
            self.place((relation.target)());
        }
        self.ordered.push(model);
    }
}
