//! Steps into JSON documents.

/// One step into a JSON document.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// To a member of an object.
    Key(String),
    /// To a member of an array, counted from 0; from its end, if negative.
    Index(i32),
}

impl Step {
    /// The step that goes by this name in a path: digits are an index, everything else is a key.
    ///
    /// ```
    /// # use queryset::query::Step;
    /// assert_eq!(Step::named("12"), Step::Index(12));
    /// assert_eq!(Step::named("-1"), Step::Index(-1));
    /// assert_eq!(Step::named("a.b"), Step::Key("a.b".into()));
    /// ```
    pub fn named(name: &str) -> Self {
        let digits = name.strip_prefix('-').unwrap_or(name).bytes().all(|it| it.is_ascii_digit());
        match name.parse() {
            Ok(index) if digits => Self::Index(index),
            _ => Self::Key(name.to_owned()),
        }
    }
}
