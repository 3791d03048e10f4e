//! Values and labels made of the names of variants.

use proc_macro2::Ident;
use syn::ext::IdentExt;

/// `in_review`, of `InReview`.
pub(super) fn snake(variant: &Ident) -> String {
    let words: Vec<String> = words(variant).iter().map(|it| it.to_lowercase()).collect();
    words.join("_")
}

/// `In Review`, of `InReview` (Django: `name.replace("_", " ").title()`).
pub(super) fn title(variant: &Ident) -> String {
    words(variant).join(" ")
}

/// The words of a name: a capital begins one, and of several in a row the last.
fn words(variant: &Ident) -> Vec<String> {
    let name: Vec<char> = variant.unraw().to_string().chars().collect();
    let mut words: Vec<String> = Vec::new();
    let mut before = '_';
    for (at, letter) in name.iter().copied().enumerate() {
        let after = name.get(at + 1).copied().unwrap_or('A');
        let begins = letter.is_uppercase() && (!before.is_uppercase() || after.is_lowercase());
        match words.last_mut() {
            Some(word) if letter != '_' && before != '_' && !begins => word.push(letter),
            _ if letter != '_' => words.push(letter.to_uppercase().collect()),
            _ => (),
        }
        before = letter;
    }
    words
}

#[cfg(test)]
mod tests {
    use proc_macro2::Span;

    use super::*;

    #[test]
    fn a_name_is_split_where_a_word_begins() {
        for (name, value, label) in [
            ("Draft", "draft", "Draft"),
            ("InReview", "in_review", "In Review"),
            ("HTTPError", "http_error", "HTTP Error"),
            ("Level2Done", "level2_done", "Level2 Done"),
            ("snake_case", "snake_case", "Snake Case"),
            ("r#type", "type", "Type"),
            ("A", "a", "A"),
        ] {
            let ident = match name.strip_prefix("r#") {
                Some(raw) => Ident::new_raw(raw, Span::call_site()),
                None => Ident::new(name, Span::call_site()),
            };
            assert_eq!((snake(&ident).as_str(), title(&ident).as_str()), (value, label));
        }
    }
}
