use serde::{
    Deserialize,
    de::{Error as _, Unexpected},
};

/// Parses the JSON object `json`, which a client sent.
///
/// The derived `Deserialize` of a struct also accepts an array with the values of its fields in order. The contract has
/// no such form, so an array is an error here.
///
/// # Errors
/// `json` is not JSON, is an array, or does not match `T`.
pub fn from_object<'json, T: Deserialize<'json>>(json: &'json (impl AsRef<[u8]> + ?Sized)) -> serde_json::Result<T> {
    let json = json.as_ref();
    if json.trim_ascii_start().starts_with(b"[") {
        return Err(serde_json::Error::invalid_type(Unexpected::Seq, &"an object"));
    }
    serde_json::from_slice(json)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Named {
        #[serde(default)]
        name: String,
    }

    #[test]
    fn arrays_are_not_objects() {
        for array in ["[]", r#"["Ana"]"#, " \r\n\t[ ]"] {
            assert!(from_object::<Named>(array).unwrap_err().to_string().contains("expected an object"), "{array}");
        }
        let read = |object: &str| from_object::<Named>(object).map(|named| named.name).ok();
        assert_eq!(read(r#" {"name":"[Ana]"}"#).as_deref(), Some("[Ana]"));
        assert_eq!(read("{}").as_deref(), Some(""));
        assert_eq!(read("null"), None);
        assert_eq!(from_object::<Named>(b"{\"name\":\"\xff\"}").ok(), None);
    }
}
