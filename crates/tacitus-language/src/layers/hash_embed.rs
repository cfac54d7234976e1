//! thinc's `HashEmbed`: a vector for any 64-bit key, the sum of four rows that four hashes of the key choose.

use crate::error::LoadError;
use crate::model::floats::Floats;
use crate::model::params::Params;

/// One table.
#[derive(Debug)]
pub(crate) struct HashEmbed {
    rows: u32,
    width: usize,
    seed: u32,
    column: usize,
    vectors: Floats,
}

impl HashEmbed {
    /// The table stored under names that begin with `name`.
    pub(crate) fn load(params: &Params, name: &str) -> Result<Self, LoadError> {
        let get = |key: &str| params.size(&format!("{name}.{key}"));
        let (rows, width) = (get("rows")?, get("width")?);
        let small = |key: &str| {
            let key = format!("{name}.{key}");
            let number = params.number(&key)?;
            u32::try_from(number).map_err(|_| params.error(&key, "a number of 32 bits"))
        };
        let (seed, column) = (small("seed")?, small("column")? as usize);
        let vectors = params.array(&format!("{name}.vectors"), rows * width)?;
        Ok(HashEmbed { rows: rows as u32, width, seed, column, vectors })
    }

    /// Adds the values to `params`, under names that begin with `name`.
    pub(crate) fn store(&self, params: &mut Params, name: &str) {
        params.set_number(format!("{name}.rows"), self.rows as usize);
        params.set_number(format!("{name}.width"), self.width);
        params.set_number(format!("{name}.seed"), self.seed as usize);
        params.set_number(format!("{name}.column"), self.column);
        params.set_array(format!("{name}.vectors"), self.vectors.clone());
    }

    /// The length of a vector.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// Which of the extracted attributes is the key.
    pub(crate) fn column(&self) -> usize {
        self.column
    }

    /// Writes the vector of `key` to the first [`HashEmbed::width`] places of `out`.
    pub(crate) fn embed(&self, key: u64, out: &mut [f32]) {
        let out = &mut out[..self.width];
        let [a, b, c, d] = hash(key, self.seed).map(|hash| {
            let row = (hash % self.rows) as usize;
            &self.vectors[row * self.width..][..self.width]
        });
        for ((((out, a), b), c), d) in out.iter_mut().zip(a).zip(b).zip(c).zip(d) {
            *out = a + b + c + d;
        }
    }
}

/// thinc's shortened MurmurHash3 x86-128 of one 64-bit key: four 32-bit numbers.
fn hash(key: u64, seed: u32) -> [u32; 4] {
    /// The last mixing of MurmurHash3.
    fn finish(mut hash: u64) -> u64 {
        hash ^= hash >> 33;
        hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
        hash ^= hash >> 33;
        hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        hash ^ hash >> 33
    }
    let seed = u64::from(seed);
    let mut first = key.wrapping_mul(0x87c3_7b91_1142_53d5).rotate_left(31);
    first = first.wrapping_mul(0x4cf5_ad43_2745_937f) ^ seed ^ 8;
    let mut second = seed ^ 8;
    first = first.wrapping_add(second);
    second = second.wrapping_add(first);
    first = finish(first);
    second = finish(second);
    first = first.wrapping_add(second);
    second = second.wrapping_add(first);
    [first as u32, (first >> 32) as u32, second as u32, (second >> 32) as u32]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_thinc() {
        // `NumpyOps().hash(numpy.array([key], dtype='uint64'), seed)` of thinc 8.3.
        assert_eq!(hash(0, 8), [0x0000_0000, 0x0000_0000, 0x0000_0000, 0x0000_0000]);
        assert_eq!(hash(1, 8), [0x453b_d91c, 0x85fa_7376, 0x67d9_c5aa, 0x48f7_ad31]);
        assert_eq!(hash(42, 8), [0xf965_98e0, 0x9140_de6e, 0x7618_6550, 0xd9e1_4da6]);
        assert_eq!(
            hash(18446744073709551615, 8),
            [0x9457_286e, 0xb150_a455, 0x5e82_bca5, 0x89f8_f680]
        );
        assert_eq!(
            hash(12646065887601541794, 8),
            [0xfee1_3b46, 0x10de_8a66, 0x7e51_d8e9, 0x994d_cf9a]
        );
        assert_eq!(hash(0, 13), [0x3e17_b53a, 0x3df4_60ff, 0x56e6_9767, 0x1787_4fba]);
        assert_eq!(hash(1, 13), [0x4b83_0d94, 0x50da_d0eb, 0x12fb_99d7, 0xc74c_6bfc]);
        assert_eq!(hash(42, 13), [0x3ff1_1878, 0xc8b8_81e8, 0x88ce_903a, 0x4453_897c]);
        assert_eq!(
            hash(18446744073709551615, 13),
            [0xbeb3_1ce8, 0x3f5b_23ed, 0x2cd6_e094, 0xb679_e78c]
        );
        assert_eq!(
            hash(12646065887601541794, 13),
            [0x2107_df97, 0x52ea_06a1, 0x3ad8_33c7, 0xfd73_a59e]
        );
    }

    #[test]
    fn a_vector_is_the_sum_of_four_rows() {
        let mut params = Params::new("tok2vec", "test");
        for (name, number) in [("rows", 5), ("width", 2), ("seed", 8), ("column", 0)] {
            params.set_number(format!("t.{name}"), number);
        }
        let vectors: Vec<f32> = (0..10).map(|i| f32::from(1u16 << i)).collect();
        params.set_array("t.vectors", Floats::copied(&vectors));
        let table = HashEmbed::load(&params, "t").unwrap();
        let mut out = [0.0; 2];
        table.embed(42, &mut out);
        let rows = hash(42, 8).map(|hash| (hash % 5) as usize);
        let expected = rows.map(|row| vectors[2 * row]).iter().sum::<f32>();
        assert_eq!(out, [expected, 2.0 * expected]);
    }
}
