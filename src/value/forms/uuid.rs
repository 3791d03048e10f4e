//! UUIDs, in the forms that databases give.

/// Reads a UUID of 16 bytes, 32 hexadecimal digits, or 36 characters with hyphens.
pub(crate) fn read_uuid(bytes: &[u8]) -> Option<[u8; 16]> {
    if let Ok(uuid) = <[u8; 16]>::try_from(bytes) {
        return Some(uuid);
    }
    let text = std::str::from_utf8(bytes).ok()?;
    let hyphens = [8, 13, 18, 23];
    let digits: String = match text.len() {
        32 => text.to_owned(),
        36 if hyphens.iter().all(|at| text.as_bytes().get(*at) == Some(&b'-')) => {
            text.replace('-', "")
        }
        _ => return None,
    };
    let hexadecimal = digits.len() == 32 && digits.bytes().all(|it| it.is_ascii_hexdigit());
    hexadecimal.then(|| u128::from_str_radix(&digits, 16).ok().map(u128::to_be_bytes))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuid_is_read_in_its_three_forms() {
        let uuid = 0x0011_2233_4455_6677_8899_aabb_ccdd_eeff_u128.to_be_bytes();
        assert_eq!(read_uuid(&uuid), Some(uuid));
        assert_eq!(read_uuid(b"00112233445566778899AABBCCDDEEFF"), Some(uuid));
        assert_eq!(read_uuid(b"00112233-4455-6677-8899-aabbccddeeff"), Some(uuid));
        assert_eq!(read_uuid(b"0011223344-55-6677-8899-aabbccddeeff"), None);
        assert_eq!(read_uuid(b"+0112233445566778899aabbccddeeff"), None);
    }
}
