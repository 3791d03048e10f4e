//! Names of indexes and constraints, by Django's rule, so that its migrations find them.

use md5::{Digest, Md5};

use crate::model::Direction;

/// The name of an index or constraint over `columns`, in at most `length` characters.
///
/// A part of the MD5 of table and columns keeps shortened names apart. Length is counted in characters, as Django
/// counts it.
pub(super) fn index_name(table: &str, columns: &[&str], suffix: &str, length: usize) -> String {
    let end = format!("{}{suffix}", digest(table, columns));
    let columns = columns.join("_");
    let whole = format!("{table}_{columns}_{end}");
    if whole.chars().count() <= length {
        return whole;
    }
    let end = first(&end, length / 3);
    let each = (length - end.chars().count()) / 2 - 1;
    let name = format!("{}_{}_{end}", first(table, each), first(&columns, each));
    if name.starts_with(|it: char| it == '_' || it.is_numeric()) {
        return format!("D{}", first(&name, name.chars().count() - 1));
    }
    name
}

/// The name of an index over several fields: at most 30 characters, whatever the database takes.
pub(super) fn meta_index_name(table: &str, columns: &[(&str, Direction)]) -> String {
    let signed = columns.iter().map(|(column, direction)| match direction {
        Direction::Ascending => (*column).to_owned(),
        Direction::Descending => format!("-{column}"),
    });
    let mut hashed: Vec<String> = signed.collect();
    hashed.push("idx".to_owned());
    let hashed: Vec<&str> = hashed.iter().map(String::as_str).collect();
    let leading = columns.first().map_or("", |(column, _)| first(column, 7));
    let digest = digest(table, &hashed);
    let name = format!("{}_{leading}_{}_idx", first(table, 11), first(&digest, 6));
    match name.strip_prefix(|it: char| it == '_' || it.is_numeric()) {
        Some(rest) => format!("D{rest}"),
        None => name,
    }
}

/// The name that Django gives a table whose own name is too long.
pub(super) fn shortened(name: &str, length: usize) -> String {
    format!("{}{}", first(name, length.saturating_sub(4)), first(&digest(name, &[]), 4))
}

/// The first eight hexadecimal digits of the MD5 of all names together.
fn digest(name: &str, more: &[&str]) -> String {
    let mut hash = Md5::new_with_prefix(name);
    for it in more {
        hash.update(it);
    }
    let [a, b, c, d, ..]: [u8; 16] = hash.finalize().into();
    format!("{:08x}", u32::from_be_bytes([a, b, c, d]))
}

/// The first `length` characters.
fn first(text: &str, length: usize) -> &str {
    text.char_indices().nth(length).map_or(text, |(end, _)| text.split_at(end).0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_has_all_its_parts() {
        let name = index_name("shop_book", &["contact_id"], "", 63);
        assert_eq!(name, "shop_book_contact_id_85724474");
    }

    #[test]
    fn a_long_name_is_cut_in_each_of_its_parts() {
        let columns = ["permission_id"];
        let name = index_name("auth_user_user_permissions", &columns, "_fk_auth_permission_id", 63);
        assert_eq!(name, "auth_user_user_permi_permission_id_1fbb5f2c_fk_auth_perm");
    }

    #[test]
    fn a_cut_name_does_not_start_with_an_underscore_or_a_digit() {
        let name = index_name(&"_table".repeat(20), &["column"], "", 63);
        assert!(name.starts_with("D_table_"), "{name}");
        assert!(name.chars().count() <= 63);
    }

    #[test]
    fn an_index_is_named_by_its_first_column_and_its_order() {
        let name = |key| meta_index_name("model_indexes_book", &[key]);
        assert_eq!(name(("title", Direction::Ascending)), "model_index_title_196f42_idx");
        assert_eq!(name(("author", Direction::Ascending)), "model_index_author_0f5565_idx");
        assert_eq!(name(("author", Direction::Descending)), "model_index_author_708765_idx");
        assert!(meta_index_name("_t", &[("a", Direction::Ascending)]).starts_with("Dt_a_"));
    }

    #[test]
    fn length_is_counted_in_characters() {
        let name = index_name(&"ä".repeat(80), &["ö"], "_fk_ü", 63);
        assert!(name.chars().count() <= 63);
        assert_eq!(shortened(&"ä".repeat(80), 63).chars().count(), 63);
    }
}
