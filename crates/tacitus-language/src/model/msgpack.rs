//! A borrowed reader of MessagePack, with numpy arrays in it, as thinc and spaCy write them.
//!
//! The reader never allocates on the word of a length field: a corrupt file costs an error, not memory.

use rmp::Marker;

use crate::error::LoadError;

/// Values nested deeper than this are refused: thinc and spaCy nest less than ten deep.
const MAX_DEPTH: usize = 48;
/// Containers start with room for at most this many items and grow as items are really there.
const MAX_PREALLOCATION: usize = 1024;

/// One MessagePack value; strings and binaries borrow from the file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value<'a> {
    /// `nil`
    Nil,
    /// A boolean.
    Bool(bool),
    /// An integer that fits `i64`.
    Int(i64),
    /// An integer above `i64::MAX`: string hashes are such.
    UInt(u64),
    /// A float of either width.
    Float(f64),
    /// A string.
    Str(&'a str),
    /// Bytes.
    Bin(&'a [u8]),
    /// A list.
    Array(Vec<Value<'a>>),
    /// A map, in the file's order.
    Map(Vec<(Value<'a>, Value<'a>)>),
    /// An extension value; thinc and spaCy write none, so it is kept unread.
    Ext(i8, &'a [u8]),
}

/// Where reading stopped, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MsgpackError {
    /// Byte offset.
    pub(crate) offset: usize,
    /// What was expected there.
    pub(crate) reason: String,
}

impl MsgpackError {
    /// The error of a named file of the pipeline.
    pub(crate) fn in_file(self, file: &str) -> LoadError {
        LoadError::malformed(file, format!("byte {}", self.offset), self.reason)
    }
}

/// A numpy array as it stands in the file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct NdArray<'a> {
    /// numpy's type string, such as `<f4`.
    pub(crate) dtype: &'a str,
    /// The length of each axis.
    pub(crate) shape: Vec<usize>,
    /// The values, row by row.
    pub(crate) data: &'a [u8],
}

impl NdArray<'_> {
    /// The values of a little-endian `float32` array.
    pub(crate) fn to_f32(&self) -> Result<Vec<f32>, String> {
        if self.dtype != "<f4" {
            return Err(format!("an array of type '{}' where '<f4' was expected", self.dtype));
        }
        Ok(self.data.as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect())
    }
}

/// Reads one value that fills `bytes` to the end.
pub(crate) fn parse(bytes: &[u8]) -> Result<Value<'_>, MsgpackError> {
    let mut reader = Reader { bytes, at: 0 };
    let value = reader.value(0)?;
    if reader.at != bytes.len() {
        return Err(reader.error("the end of the file"));
    }
    Ok(value)
}

impl<'a> Value<'a> {
    /// The value under `key` of a map; keys may be strings or bytes.
    pub(crate) fn get(&self, key: &str) -> Option<&Value<'a>> {
        let Value::Map(entries) = self else { return None };
        entries
            .iter()
            .find(|(name, _)| name.as_bytes() == Some(key.as_bytes()))
            .map(|(_, value)| value)
    }

    /// The bytes of a string or binary.
    pub(crate) fn as_bytes(&self) -> Option<&'a [u8]> {
        match self {
            Value::Str(text) => Some(text.as_bytes()),
            Value::Bin(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// The text of a string, or of a binary that is UTF-8.
    pub(crate) fn as_str(&self) -> Option<&'a str> {
        match self {
            Value::Str(text) => Some(text),
            Value::Bin(bytes) => std::str::from_utf8(bytes).ok(),
            _ => None,
        }
    }

    /// A whole number that is not negative.
    pub(crate) fn as_u64(&self) -> Option<u64> {
        match *self {
            Value::Int(number) => u64::try_from(number).ok(),
            Value::UInt(number) => Some(number),
            _ => None,
        }
    }

    /// A whole number.
    pub(crate) fn as_i64(&self) -> Option<i64> {
        match *self {
            Value::Int(number) => Some(number),
            _ => None,
        }
    }

    /// A boolean.
    pub(crate) fn as_bool(&self) -> Option<bool> {
        match *self {
            Value::Bool(flag) => Some(flag),
            _ => None,
        }
    }

    /// The items of a list.
    pub(crate) fn as_array(&self) -> Option<&[Value<'a>]> {
        match self {
            Value::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The entries of a map.
    pub(crate) fn as_map(&self) -> Option<&[(Value<'a>, Value<'a>)]> {
        match self {
            Value::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// The numpy array that this map encodes, if it is one and its lengths agree.
    pub(crate) fn as_ndarray(&self) -> Option<NdArray<'a>> {
        if self.get("nd")?.as_bool() != Some(true) {
            return None;
        }
        let dtype = self.get("type")?.as_str()?;
        let shape: Option<Vec<usize>> = self
            .get("shape")?
            .as_array()?
            .iter()
            .map(|axis| usize::try_from(axis.as_u64()?).ok())
            .collect();
        let shape = shape?;
        let data = self.get("data")?.as_bytes()?;
        // The width is the number at the type string's end: `<f4`, `<u8`.
        let width: usize = dtype.get(2..)?.parse().ok()?;
        let mut size = width;
        for &axis in &shape {
            size = size.checked_mul(axis)?;
        }
        (size == data.len()).then_some(NdArray { dtype, shape, data })
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn error(&self, expected: &str) -> MsgpackError {
        MsgpackError { offset: self.at, reason: format!("expected {expected}") }
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], MsgpackError> {
        let end = self.at.checked_add(length).filter(|&end| end <= self.bytes.len());
        let Some(end) = end else {
            return Err(self.error(&format!("{length} more bytes")));
        };
        let taken = &self.bytes[self.at..end];
        self.at = end;
        Ok(taken)
    }

    /// A big-endian unsigned number of `width` bytes, at most eight.
    fn number(&mut self, width: usize) -> Result<u64, MsgpackError> {
        Ok(self.take(width)?.iter().fold(0, |number, &byte| number << 8 | u64::from(byte)))
    }

    fn length(&mut self, width: usize) -> Result<usize, MsgpackError> {
        let length = self.number(width)?;
        usize::try_from(length).map_err(|_| self.error("a length that fits memory"))
    }

    /// A big-endian signed number of `width` bytes.
    fn signed(&mut self, width: usize) -> Result<i64, MsgpackError> {
        let unused = 64 - 8 * width as u32;
        Ok((self.number(width)? << unused).cast_signed() >> unused)
    }

    fn text(&mut self, length: usize) -> Result<Value<'a>, MsgpackError> {
        let at = self.at;
        let bytes = self.take(length)?;
        let text = std::str::from_utf8(bytes).map_err(|_| MsgpackError {
            offset: at,
            reason: "expected a string in UTF-8".into(),
        })?;
        Ok(Value::Str(text))
    }

    fn ext(&mut self, length: usize) -> Result<Value<'a>, MsgpackError> {
        let kind = self.signed(1)? as i8;
        Ok(Value::Ext(kind, self.take(length)?))
    }

    fn array(&mut self, length: usize, depth: usize) -> Result<Value<'a>, MsgpackError> {
        let mut items = Vec::with_capacity(length.min(MAX_PREALLOCATION));
        for _ in 0..length {
            items.push(self.value(depth + 1)?);
        }
        Ok(Value::Array(items))
    }

    fn map(&mut self, length: usize, depth: usize) -> Result<Value<'a>, MsgpackError> {
        let mut entries = Vec::with_capacity(length.min(MAX_PREALLOCATION));
        for _ in 0..length {
            let key = self.value(depth + 1)?;
            entries.push((key, self.value(depth + 1)?));
        }
        Ok(Value::Map(entries))
    }

    fn unsigned(&mut self, width: usize) -> Result<Value<'a>, MsgpackError> {
        let number = self.number(width)?;
        Ok(i64::try_from(number).map_or(Value::UInt(number), Value::Int))
    }

    fn value(&mut self, depth: usize) -> Result<Value<'a>, MsgpackError> {
        if depth > MAX_DEPTH {
            return Err(self.error(&format!("values nested at most {MAX_DEPTH} deep")));
        }
        let marker = Marker::from_u8(self.take(1)?[0]);
        match marker {
            Marker::Null => Ok(Value::Nil),
            Marker::False => Ok(Value::Bool(false)),
            Marker::True => Ok(Value::Bool(true)),
            Marker::FixPos(number) => Ok(Value::Int(number.into())),
            Marker::FixNeg(number) => Ok(Value::Int(number.into())),
            Marker::U8 => self.unsigned(1),
            Marker::U16 => self.unsigned(2),
            Marker::U32 => self.unsigned(4),
            Marker::U64 => self.unsigned(8),
            Marker::I8 => self.signed(1).map(Value::Int),
            Marker::I16 => self.signed(2).map(Value::Int),
            Marker::I32 => self.signed(4).map(Value::Int),
            Marker::I64 => self.signed(8).map(Value::Int),
            Marker::F32 => Ok(Value::Float(f32::from_bits(self.number(4)? as u32).into())),
            Marker::F64 => Ok(Value::Float(f64::from_bits(self.number(8)?))),
            Marker::FixStr(length) => self.text(length.into()),
            Marker::Str8 => self.length(1).and_then(|length| self.text(length)),
            Marker::Str16 => self.length(2).and_then(|length| self.text(length)),
            Marker::Str32 => self.length(4).and_then(|length| self.text(length)),
            Marker::Bin8 => self.length(1).and_then(|length| self.take(length)).map(Value::Bin),
            Marker::Bin16 => self.length(2).and_then(|length| self.take(length)).map(Value::Bin),
            Marker::Bin32 => self.length(4).and_then(|length| self.take(length)).map(Value::Bin),
            Marker::FixArray(length) => self.array(length.into(), depth),
            Marker::Array16 => self.length(2).and_then(|length| self.array(length, depth)),
            Marker::Array32 => self.length(4).and_then(|length| self.array(length, depth)),
            Marker::FixMap(length) => self.map(length.into(), depth),
            Marker::Map16 => self.length(2).and_then(|length| self.map(length, depth)),
            Marker::Map32 => self.length(4).and_then(|length| self.map(length, depth)),
            Marker::FixExt1 => self.ext(1),
            Marker::FixExt2 => self.ext(2),
            Marker::FixExt4 => self.ext(4),
            Marker::FixExt8 => self.ext(8),
            Marker::FixExt16 => self.ext(16),
            Marker::Ext8 => self.length(1).and_then(|length| self.ext(length)),
            Marker::Ext16 => self.length(2).and_then(|length| self.ext(length)),
            Marker::Ext32 => self.length(4).and_then(|length| self.ext(length)),
            Marker::Reserved => Err(self.error("a value, not the unused marker 0xc1")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_each_kind() {
        // Written by hand from the MessagePack specification.
        let bytes = b"\x88\xa1a\xc0\xa1b\xc3\xa1c\xff\xa1d\xcf\xff\xff\xff\xff\xff\xff\xff\xff\
                      \xa1e\xca\x3f\x80\x00\x00\xa1f\xc4\x02\x00\x01\xa1g\x92\x01\xd1\xff\x00\xc4\x01h\xd9\x02hi";
        let value = parse(bytes).unwrap();
        assert_eq!(value.get("a"), Some(&Value::Nil));
        assert_eq!(value.get("b").and_then(Value::as_bool), Some(true));
        assert_eq!(value.get("c").and_then(Value::as_i64), Some(-1));
        assert_eq!(value.get("d").and_then(Value::as_u64), Some(u64::MAX));
        assert_eq!(value.get("e"), Some(&Value::Float(1.0)));
        assert_eq!(value.get("f").and_then(Value::as_bytes), Some(&[0, 1][..]));
        assert_eq!(
            value.get("g").and_then(Value::as_array),
            Some(&[Value::Int(1), Value::Int(-256)][..])
        );
        assert_eq!(value.get("h").and_then(Value::as_str), Some("hi"));
        assert_eq!(value.get("i"), None);
    }

    #[test]
    fn reads_a_numpy_array() {
        // msgpack-numpy's form of numpy.array([[1, 2]], dtype='<f4').
        let bytes =
            b"\x85\xc4\x02nd\xc3\xc4\x04type\xa3<f4\xc4\x04kind\xc4\x00\xc4\x05shape\x92\x01\x02\
                      \xc4\x04data\xc4\x08\x00\x00\x80\x3f\x00\x00\x00\x40";
        let array = parse(bytes).unwrap().as_ndarray().unwrap();
        assert_eq!(array.shape, [1, 2]);
        assert_eq!(array.to_f32().unwrap(), [1.0, 2.0]);
        // The same with a shape that the data does not fill is no array.
        let mut wrong = bytes.to_vec();
        let at = wrong.windows(5).position(|window| window == b"shape").unwrap();
        wrong[at + 6] = 9;
        assert_eq!(parse(&wrong).unwrap().as_ndarray(), None);
    }

    #[test]
    fn corrupt_input_is_an_error() {
        let offset = |bytes: &[u8]| parse(bytes).unwrap_err().offset;
        assert_eq!(offset(b""), 0);
        assert_eq!(offset(b"\xc1"), 1);
        assert_eq!(offset(b"\xa3ab"), 1);
        assert_eq!(offset(b"\x01\x01"), 1);
        assert_eq!(offset(b"\xa1\xff"), 1);
        // Lengths of four thousand million with nothing behind them must not reserve memory.
        assert_eq!(offset(b"\xdd\xff\xff\xff\xff"), 5);
        assert_eq!(offset(b"\xdf\xff\xff\xff\xff"), 5);
        assert_eq!(offset(b"\xc6\xff\xff\xff\xff"), 5);
        // A list in a list, a thousand deep.
        assert!(parse(&[0x91; 1000]).unwrap_err().reason.contains("nested"));
    }

    #[test]
    fn every_prefix_of_a_file_is_an_error() {
        let bytes = b"\x82\xa5nodes\x91\x81\xa4name\xa7softmax\xa6params\x91\x81\xa1b\xc4\x04\x00\x00\x80\x3f";
        assert!(parse(bytes).is_ok());
        for length in 0..bytes.len() {
            assert!(parse(&bytes[..length]).is_err(), "the first {length} bytes");
        }
    }
}
