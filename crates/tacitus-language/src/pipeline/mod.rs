//! A loaded pipeline: text in, [`Doc`] out.

pub(crate) mod check;
mod load;
mod run;

use std::path::Path;
use std::sync::Arc;

use crate::attribute_ruler::{self, AttributeRuler};
use crate::choosers::{Lemmas, Morphologizer, Senter, TreeLemmatizer};
use crate::doc::{Doc, Iob, Labels};
use crate::error::LoadError;
use crate::kernels::Kernel;
use crate::lemmatizer::{self, Lemmatizer};
use crate::model::params::Params;
use crate::ner::biluo::Ner;
use crate::parse::arc_eager::{Parser, ParserScratch};
use crate::parse::tree::{Edges, Lifted};
use crate::tagger::Tagger;
use crate::tok2vec::{Tok2Vec, Tok2VecScratch};
use crate::tokenizer::{self, Tokenizer, Tokens};
use crate::transition::TransitionScratch;
use crate::vectors::Vectors;

pub use load::Meta;
use run::Run;

/// A spaCy pipeline. It never changes once loaded and may be shared by threads; what changes while a text is
/// analysed is in a [`Scratch`], of which each thread has its own.
#[derive(Debug)]
pub struct Pipeline {
    meta: Meta,
    kernel: Kernel,
    fast: bool,
    labels: Arc<Labels>,
    /// By label, what a label that pseudo-projective parsing has decorated stands for.
    lifted: Vec<Option<Lifted>>,
    root: u32,
    tokenizer: Tokenizer,
    /// The static vectors, where a network takes them.
    vectors: Option<Arc<Vectors>>,
    shared: Option<(String, Tok2Vec)>,
    tagger: Option<Part<Tagger>>,
    parser: Option<Part<Parser>>,
    ner: Option<Part<Ner>>,
    senter: Option<Part<Senter>>,
    morphologizer: Option<Part<Morphologizer>>,
    tree_lemmatizer: Option<Part<TreeLemmatizer>>,
    attribute_ruler: Option<AttributeRuler>,
    lemmatizer: Option<Lemmatizer>,
    /// Whether the lemmatizer writes over lemmas that are set already.
    overwrite_lemmas: bool,
    steps: Vec<Step>,
}

/// A component with its own network over the text, or none where it takes the shared one's vectors.
#[derive(Debug)]
struct Part<T> {
    name: String,
    net: Option<Tok2Vec>,
    head: T,
}

/// The components, in the order in which they run.
#[derive(Clone, Copy, Debug)]
enum Step {
    Shared,
    Tagger,
    Parser,
    Ner,
    AttributeRuler,
    Lemmatizer,
    Senter,
    Morphologizer,
    TreeLemmatizer,
}

/// What is needed while a text is analysed, kept from text to text.
#[derive(Debug, Default)]
pub struct Scratch {
    tokenizer: tokenizer::Scratch,
    tokens: Tokens,
    /// Of the shared network, and of those that components have for themselves.
    shared: Tok2VecScratch,
    own: [Tok2VecScratch; 6],
    scores: Vec<f32>,
    parser: ParserScratch,
    edges: Edges,
    ner: TransitionScratch,
    attribute_ruler: attribute_ruler::Scratch,
    lemmatizer: lemmatizer::Scratch,
    /// Lemmas that the attribute ruler has set, as labels; 0 where none is.
    lemmas: Vec<u32>,
    /// What networks have chosen for each token, until the turn of their component comes.
    starts: Vec<bool>,
    morphs: Vec<(u32, u32)>,
    tree_lemmas: Lemmas,
}

/// How clear the decisions were: by how much the best score of each was above the second best, by token.
/// Infinite where nothing else was possible.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Margins {
    /// The tagger's.
    pub tag: Vec<f32>,
    /// The least of the parser's steps that had the token on top of the stack or at the front of the buffer.
    pub parse: Vec<f32>,
    /// The recogniser's.
    pub ner: Vec<f32>,
}

impl Pipeline {
    /// Loads a pipeline from a directory, a wheel, or a file that [`Pipeline::write_compact`] wrote.
    ///
    /// # Errors
    ///
    /// Where the path cannot be read, is no pipeline, is damaged, or needs what this runtime does not do.
    pub fn load(path: &Path) -> Result<Self, LoadError> {
        load::load(path)
    }

    /// Loads the pipeline of these files.
    #[cfg(feature = "fuzzing")]
    pub(crate) fn from_memory(
        files: std::collections::BTreeMap<String, Vec<u8>>,
    ) -> Result<Self, LoadError> {
        load::from_memory(files)
    }

    /// Loads the pipeline at `from` and writes it to `to` in a form that loads in milliseconds.
    ///
    /// # Errors
    ///
    /// Where `from` cannot be loaded or `to` cannot be written; there is no half-written file then.
    pub fn write_compact(from: &Path, to: &Path) -> Result<(), LoadError> {
        load::write_compact(from, to)
    }

    /// The same pipeline with its products taken in eight bits: two to three times as fast, for about one head in two
    /// hundred another one. A compact file keeps the weights in eight bits beside the others; a pipeline from elsewhere, or from a
    /// compact file that is older than they are, gets them here, which takes some ten milliseconds.
    #[must_use]
    pub fn into_fast(mut self) -> Self {
        if let Some((_, net)) = &mut self.shared {
            net.use_bytes();
        }
        if let Some(part) = &mut self.tagger {
            part.net.iter_mut().for_each(Tok2Vec::use_bytes);
        }
        if let Some(part) = &mut self.parser {
            part.net.iter_mut().for_each(Tok2Vec::use_bytes);
            part.head.use_bytes();
        }
        if let Some(part) = &mut self.ner {
            part.net.iter_mut().for_each(Tok2Vec::use_bytes);
            part.head.use_bytes();
        }
        let nets = [
            self.senter.as_mut().map(|part| &mut part.net),
            self.morphologizer.as_mut().map(|part| &mut part.net),
            self.tree_lemmatizer.as_mut().map(|part| &mut part.net),
        ];
        nets.into_iter().flatten().flatten().for_each(Tok2Vec::use_bytes);
        self.fast = true;
        self
    }

    /// Whether the products are taken in eight bits.
    #[must_use]
    pub fn is_fast(&self) -> bool {
        self.fast
    }

    /// What the pipeline says of itself.
    #[must_use]
    pub fn meta(&self) -> &Meta {
        &self.meta
    }

    /// Room for one thread to analyse texts in.
    #[must_use]
    pub fn scratch(&self) -> Scratch {
        Scratch::default()
    }

    /// Analyses a text.
    #[must_use]
    pub fn parse(&self, text: &str, scratch: &mut Scratch) -> Doc {
        self.run(text, scratch, None)
    }

    /// Analyses texts, each by itself, and appends the results to `out` in order.
    pub fn parse_batch(&self, texts: &[&str], scratch: &mut Scratch, out: &mut Vec<Doc>) {
        out.extend(texts.iter().map(|text| self.parse(text, scratch)));
    }

    /// Analyses a text and tells how clear the decisions were.
    #[must_use]
    pub fn parse_with_margins(&self, text: &str, scratch: &mut Scratch) -> (Doc, Margins) {
        let mut margins = Margins::default();
        let doc = self.run(text, scratch, Some(&mut margins));
        (doc, margins)
    }

    fn run(&self, text: &str, scratch: &mut Scratch, margins: Option<&mut Margins>) -> Doc {
        let mut tokens = std::mem::take(&mut scratch.tokens);
        self.tokenizer.tokenize(text, &mut scratch.tokenizer, &mut tokens);
        let doc = self.empty_doc(text, &tokens);
        scratch.lemmas.clear();
        scratch.lemmas.resize(tokens.len(), 0);
        scratch.starts.clear();
        scratch.morphs.clear();
        scratch.tree_lemmas.clear();
        let mut run =
            Run { pipeline: self, text, tokens: &tokens, scratch, doc, margins, parsed: false };
        run.start_margins();
        for &step in &self.steps {
            run.step(step);
        }
        run.write_lemmas();
        let mut doc = run.doc;
        doc.tag.resize(tokens.len(), 0);
        scratch.tokens = tokens;
        doc
    }

    fn empty_doc(&self, text: &str, tokens: &Tokens) -> Doc {
        let count = tokens.len();
        let mut sent_start = vec![false; count];
        if let Some(first) = sent_start.first_mut() {
            *first = true;
        }
        Doc {
            text: text.to_owned(),
            labels: Arc::clone(&self.labels),
            start: tokens.start.clone(),
            end: tokens.end.clone(),
            ws: tokens.ws.clone(),
            tag: Vec::with_capacity(count),
            pos: vec![0; count],
            morph: vec![0; count],
            dep: vec![0; count],
            head: (0..count as u32).collect(),
            ent_iob: vec![if self.ner.is_some() { Iob::O } else { Iob::Unset }; count],
            ent_type: vec![0; count],
            sent_start,
            lemma: Vec::with_capacity(count),
            lemma_text: String::new(),
        }
    }

    /// The networks of all components, to store them.
    fn store(&self) -> Vec<Params> {
        let mut all = Vec::new();
        all.extend(self.vectors.iter().map(|vectors| vectors.store()));
        if let Some((name, net)) = &self.shared {
            all.push(stored(name, Some(net), |_| {}));
        }
        if let Some(Part { name, net, head }) = &self.tagger {
            all.push(stored(name, net.as_ref(), |params| head.store(params)));
        }
        if let Some(Part { name, net, head }) = &self.parser {
            all.push(stored(name, net.as_ref(), |params| head.model().store(params)));
        }
        if let Some(Part { name, net, head }) = &self.ner {
            all.push(stored(name, net.as_ref(), |params| head.model().store(params)));
        }
        if let Some(Part { name, net, head }) = &self.senter {
            all.push(stored(name, net.as_ref(), |params| head.store(params)));
        }
        if let Some(Part { name, net, head }) = &self.morphologizer {
            all.push(stored(name, net.as_ref(), |params| head.store(params)));
        }
        if let Some(Part { name, net, head }) = &self.tree_lemmatizer {
            all.push(stored(name, net.as_ref(), |params| head.store(params)));
        }
        all
    }
}

fn stored(name: &str, net: Option<&Tok2Vec>, head: impl FnOnce(&mut Params)) -> Params {
    let mut params = Params::new(name, "");
    params.set_number("listens", usize::from(net.is_none()));
    if let Some(net) = net {
        net.store(&mut params);
    }
    head(&mut params);
    params
}
