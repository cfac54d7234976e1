//! What several modules' tests need.

use serde_json::Value;

/// The MessagePack form of a JSON value.
pub(crate) fn msgpack(value: &Value) -> Vec<u8> {
    let mut out = Vec::new();
    write(value, &mut out);
    out
}

fn write(value: &Value, out: &mut Vec<u8>) {
    use rmp::encode as to;
    match value {
        Value::Null => to::write_nil(out).unwrap(),
        Value::Bool(flag) => to::write_bool(out, *flag).unwrap(),
        Value::Number(number) => {
            to::write_sint(out, number.as_i64().unwrap()).unwrap();
        }
        Value::String(text) => to::write_str(out, text).unwrap(),
        Value::Array(list) => {
            to::write_array_len(out, list.len() as u32).unwrap();
            list.iter().for_each(|item| write(item, out));
        }
        Value::Object(map) => {
            to::write_map_len(out, map.len() as u32).unwrap();
            for (key, item) in map {
                to::write_str(out, key).unwrap();
                write(item, out);
            }
        }
    }
}
