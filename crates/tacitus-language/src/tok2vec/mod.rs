//! spaCy's `Tok2Vec`: hash embeddings of a token's attributes, mixed, and encoded by convolutions over its
//! neighbours.
//!
//! A text is taken in chunks, so that memory beside the result does not grow with it. spaCy puts rows of zeros
//! before and after each text, as many as the encoder can see beyond a token, and encodes them like tokens;
//! a chunk does the same with what lies around it.

mod cache;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use cache::{EmbedCache, KNOWN};

use crate::error::LoadError;
use crate::kernels::{Kernel, Runs, padded};
use crate::layers::hash_embed::HashEmbed;
use crate::layers::linear::Linear;
use crate::layers::maxout::MaxoutNorm;
use crate::model::params::Params;
use crate::vectors::Vectors;

/// Tokens of one chunk: few enough that a chunk's rows stay in the cache.
const CHUNK: usize = 248;

/// Wider networks are refused: what is kept of known words would take too much memory.
const MAX_WIDTH: usize = 4096;

static NEXT_ID: AtomicU64 = AtomicU64::new(1);

/// The attributes of a token that a network can look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Attr {
    /// The id of the word as it stands.
    Orth,
    /// The id of the lower-cased word.
    Lower,
    /// The id of the normal form.
    Norm,
    /// The id of the first character.
    Prefix,
    /// The id of the last three characters.
    Suffix,
    /// The id of the word's shape.
    Shape,
    /// Whether a space follows.
    Spacy,
    /// Whether the token is white space.
    IsSpace,
}

impl Attr {
    const NAMES: [(&'static str, Attr); 8] = [
        ("ORTH", Attr::Orth),
        ("LOWER", Attr::Lower),
        ("NORM", Attr::Norm),
        ("PREFIX", Attr::Prefix),
        ("SUFFIX", Attr::Suffix),
        ("SHAPE", Attr::Shape),
        ("SPACY", Attr::Spacy),
        ("IS_SPACE", Attr::IsSpace),
    ];

    fn from_name(name: &str) -> Option<Self> {
        Attr::NAMES.iter().find(|(known, _)| *known == name).map(|(_, attr)| *attr)
    }

    fn name(self) -> &'static str {
        Attr::NAMES.iter().find(|(_, attr)| *attr == self).map_or("", |(name, _)| name)
    }
}

/// Tokens as a network sees them.
pub(crate) trait Attributes {
    /// The number of tokens.
    fn count(&self) -> usize;
    /// One attribute of one token: the id of a string in spaCy's string store, or 0 or 1.
    fn attribute(&self, token: usize, attr: Attr) -> u64;
}

/// The network.
#[derive(Debug)]
pub(crate) struct Tok2Vec {
    columns: Vec<Attr>,
    tables: Vec<HashEmbed>,
    /// The pipeline's vectors and the map from them to the width of a table, where the network takes them too.
    vectors: Option<(Arc<Vectors>, Linear)>,
    mix: MaxoutNorm,
    encoder: Vec<MaxoutNorm>,
    window: usize,
    width: usize,
    /// Tells the caches of different networks apart.
    id: u64,
}

/// Room for one chunk; grows to the size that the network needs and is reused.
#[derive(Debug, Default)]
pub(crate) struct Tok2VecScratch {
    known: EmbedCache,
    /// Where each token's row is in `mixed`, `KNOWN` where it was copied from the cache.
    sources: Vec<u32>,
    embedded: Vec<f32>,
    /// Static vectors, and what is made of them.
    looked_up: Vec<f32>,
    mapped: Vec<f32>,
    mixed: Vec<f32>,
    rows: Vec<f32>,
    next: Vec<f32>,
}

impl Tok2Vec {
    /// Whether the network in `params` takes the pipeline's static vectors.
    pub(crate) fn takes_vectors(params: &Params) -> bool {
        params.numbers.contains_key("tok2vec.static.inputs")
    }

    /// The network stored under names that begin with `tok2vec.`, in a pipeline with these vectors.
    pub(crate) fn load(params: &Params, vectors: Option<&Arc<Vectors>>) -> Result<Self, LoadError> {
        let mut columns = Vec::new();
        for name in params.text("tok2vec.columns")?.split(',') {
            let attr = Attr::from_name(name)
                .ok_or_else(|| params.unsupported(format!("the attribute '{name}'")))?;
            columns.push(attr);
        }
        let mut tables = Vec::new();
        for order in 0..params.size("tok2vec.tables")? {
            let table = HashEmbed::load(params, &format!("tok2vec.table.{order}"))?;
            if table.column() >= columns.len() {
                return Err(params.error("tok2vec.columns", "fewer attributes than tables ask for"));
            }
            tables.push(table);
        }
        let embedded = tables[0].width();
        if tables.iter().any(|table| table.width() != embedded) {
            return Err(params.unsupported("embedding tables of several widths"));
        }
        let vectors = static_vectors(params, vectors, embedded)?;
        let groups = tables.len() + usize::from(vectors.is_some());
        let runs = Runs { groups, width: embedded };
        let mix = MaxoutNorm::load(params, "tok2vec.layer.0", runs)?;
        let width = mix.outputs();
        if width > MAX_WIDTH {
            return Err(params.unsupported(format!("vectors of {width} numbers")));
        }
        let window = params.number("tok2vec.window")?;
        let depth = params.size("tok2vec.depth")?;
        if window > 16 || depth > 64 {
            return Err(params.unsupported(format!("{depth} layers over windows of {window}")));
        }
        let runs = Runs { groups: 2 * window + 1, width };
        let mut encoder = Vec::new();
        for order in 1..=depth {
            let name = format!("tok2vec.layer.{order}");
            let layer = MaxoutNorm::load(params, &name, runs)?;
            if layer.outputs() != width {
                return Err(params.error(&format!("{name}.outputs"), &format!("expected {width}")));
            }
            encoder.push(layer);
        }
        let id = NEXT_ID.fetch_add(1, Ordering::Relaxed);
        Ok(Tok2Vec { columns, tables, vectors, mix, encoder, window, width, id })
    }

    /// Adds the values to `params`.
    pub(crate) fn store(&self, params: &mut Params) {
        let names: Vec<&str> = self.columns.iter().map(|attr| attr.name()).collect();
        params.texts.insert("tok2vec.columns".into(), names.join(","));
        params.set_number("tok2vec.tables", self.tables.len());
        params.set_number("tok2vec.window", self.window);
        params.set_number("tok2vec.depth", self.encoder.len());
        for (order, table) in self.tables.iter().enumerate() {
            table.store(params, &format!("tok2vec.table.{order}"));
        }
        if let Some((_, map)) = &self.vectors {
            map.store(params, "tok2vec.static");
        }
        for (order, layer) in std::iter::once(&self.mix).chain(&self.encoder).enumerate() {
            layer.store(params, &format!("tok2vec.layer.{order}"));
        }
    }

    /// From now on the products are taken in eight bits.
    pub(crate) fn use_bytes(&mut self) {
        self.mix.use_bytes();
        self.encoder.iter_mut().for_each(MaxoutNorm::use_bytes);
        // What a cache holds of the exact network is no longer its answer.
        self.id = NEXT_ID.fetch_add(1, Ordering::Relaxed);
    }

    /// The length of a token's vector.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// Computes the vectors of all tokens and hands them to `take` in order: the first token of a chunk, the
    /// number of tokens, and their rows, padded to whole panels.
    pub(crate) fn run(
        &self,
        kernel: Kernel,
        tokens: &impl Attributes,
        scratch: &mut Tok2VecScratch,
        mut take: impl FnMut(usize, usize, &[f32]),
    ) {
        let mut first = 0;
        while first < tokens.count() {
            let length = CHUNK.min(tokens.count() - first);
            let halo = self.window * self.encoder.len();
            self.embed(kernel, tokens, first, length, scratch);
            self.encode(kernel, length, scratch);
            take(first, length, &scratch.rows[halo * padded(self.width)..]);
            first += length;
        }
    }

    /// Embeds the tokens from `first` and as many on either side as the encoder can see. The vector of a token
    /// follows from its attributes alone, so each is computed once, until another takes its place in the cache.
    fn embed(
        &self,
        kernel: Kernel,
        tokens: &impl Attributes,
        first: usize,
        length: usize,
        scratch: &mut Tok2VecScratch,
    ) {
        let halo = self.window * self.encoder.len();
        let (stride, run) = (padded(self.width), padded(self.tables[0].width()));
        let from = first.saturating_sub(halo);
        let to = (first + length + halo).min(tokens.count());
        let Tok2VecScratch { known, sources, embedded, looked_up, mapped, mixed, rows, .. } =
            scratch;
        let groups = self.tables.len() + usize::from(self.vectors.is_some());
        // Where vectors are looked up by the word itself, it is part of what a row depends on.
        known.belong_to(self.id, self.columns.len() + groups - self.tables.len(), stride);
        looked_up.clear();
        rows.clear();
        rows.resize((length + 2 * halo) * stride, 0.0);
        let rows = &mut rows[(from + halo - first) * stride..];
        sources.clear();
        embedded.clear();
        let mut new = 0;
        for (token, row) in (from..to).zip(rows.chunks_exact_mut(stride)) {
            let source = known.find(new, row, |column| {
                tokens.attribute(token, self.columns.get(column).copied().unwrap_or(Attr::Orth))
            });
            if source == new {
                new += 1;
                let start = embedded.len();
                embedded.resize(start + groups * run, 0.0);
                if let Some((vectors, _)) = &self.vectors {
                    vectors.append(tokens.attribute(token, Attr::Orth), looked_up);
                }
                for (table, part) in self.tables.iter().zip(embedded[start..].chunks_exact_mut(run))
                {
                    table.embed(tokens.attribute(token, self.columns[table.column()]), part);
                }
            }
            sources.push(source);
        }
        if let Some((_, map)) = &self.vectors {
            mapped.resize(mapped.len().max(new as usize * map.stride()), 0.0);
            map.run(kernel, looked_up, new as usize, mapped);
            let parts = embedded.chunks_exact_mut(groups * run);
            for (row, mapped) in parts.zip(mapped.chunks_exact(map.stride())) {
                row[(groups - 1) * run..].copy_from_slice(&mapped[..run]);
            }
        }
        mixed.resize(mixed.len().max(new as usize * stride), 0.0);
        self.mix.run(kernel, embedded, groups * run, new as usize, mixed);
        for (row, &source) in rows.chunks_exact_mut(stride).zip(&*sources) {
            if source != KNOWN {
                row.copy_from_slice(&mixed[source as usize * stride..][..stride]);
            }
        }
        known.keep(mixed);
    }

    /// Encodes the rows in place. Each layer sees less far beyond the chunk than the one before.
    fn encode(&self, kernel: Kernel, length: usize, scratch: &mut Tok2VecScratch) {
        let stride = padded(self.width);
        let total = length + 2 * self.window * self.encoder.len();
        scratch.next.resize(scratch.next.len().max(total * stride), 0.0);
        for (depth, layer) in self.encoder.iter().enumerate() {
            let skip = self.window * depth;
            let count = total - 2 * (skip + self.window);
            let input = &scratch.rows[skip * stride..];
            layer.run(kernel, input, stride, count, &mut scratch.next);
            let rows = &mut scratch.rows[(skip + self.window) * stride..][..count * stride];
            kernel.add(rows, &scratch.next);
        }
    }
}

/// The vectors and the map from them to `width`, where the network has one.
fn static_vectors(
    params: &Params,
    vectors: Option<&Arc<Vectors>>,
    width: usize,
) -> Result<Option<(Arc<Vectors>, Linear)>, LoadError> {
    if !Tok2Vec::takes_vectors(params) {
        return Ok(None);
    }
    let vectors =
        vectors.ok_or_else(|| LoadError::missing(crate::vectors::ROWS, &params.component))?;
    let map = Linear::load(params, "tok2vec.static", vectors.width())?;
    if map.outputs() != width {
        return Err(params.error("tok2vec.static.outputs", &format!("expected {width}")));
    }
    Ok(Some((Arc::clone(vectors), map)))
}
