//! Methods that reach a database, held against the law that carries each of them out of its scope.

use crate::{
    lexer::word,
    source::{Source, under},
};

/// The file of the law.
const WALK: &str = "tests/behaviour/scopes.rs";

/// What methods give that reaches a database when it is awaited or read.
const AWAITED: &[&str] =
    &["BoxFuture<", "BoxStream<", "Action<", "Save<", "Refresh<", "BulkCreate<", "BulkUpdate<"];

#[test]
fn every_method_that_reaches_a_database_is_carried_out_of_its_scope() {
    let walk = under(&["tests/behaviour"]).into_iter().find(|it| it.path == WALK);
    let walk = walk.expect(WALK).code;
    let sources = under(&["src/queryset"]);
    let methods: Vec<&str> = sources.iter().flat_map(methods).collect();
    assert!(methods.contains(&"acount") && methods.contains(&"asave"), "{methods:?}");
    let missing = methods.iter().filter(|it| !walk.contains(&format!(".{it}(")));
    let missing: Vec<_> = missing.map(|it| format!("{WALK} does not try `{it}`")).collect();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// The public methods of a file that give something to be awaited.
fn methods(source: &Source) -> Vec<&str> {
    let of_trait = source.code.contains("pub trait ");
    let functions = source.code.split("fn ").zip(source.code.split("fn ").skip(1));
    let public = functions.filter(|(before, _)| before.ends_with("pub ") || of_trait);
    let signatures = public.map(|(_, after)| after.split(['{', ';']).next().unwrap_or_default());
    let awaited = signatures.filter(|it| {
        let given = it.rsplit_once(") ->").map_or("", |it| it.1).trim_start();
        AWAITED.iter().any(|awaited| given.starts_with(awaited))
    });
    awaited.map(word).collect()
}

#[test]
fn a_planted_method_is_found() {
    let text = "impl<M> QuerySet<M> {\n    pub fn all(self) -> Self {}\n    pub fn get<F: Fn() -> Q>(self, f: F) -> \
                BoxFuture<'static, ()> {}\n    fn own(self) -> BoxFuture<'static, ()> {}\n}\n";
    assert_eq!(methods(&Source::new("src/queryset/a.rs", text)), ["get"]);
    let text = "pub trait Record {\n    fn asave(&mut self) -> Save<'_, Self> { Save::new(self) }\n    fn meta() -> Meta;\n}";
    assert_eq!(methods(&Source::new("src/queryset/b.rs", text)), ["asave"]);
}
