//! A loaded pipeline: text in, [`Doc`] out.

pub(crate) mod check;
mod load;

use std::path::Path;
use std::sync::Arc;

use crate::attribute_ruler::{self, AttributeRuler, Columns};
use crate::choosers::{Lemmas, Morphologizer, Senter, TreeLemmatizer};
use crate::doc::{Doc, Iob, Labels};
use crate::error::LoadError;
use crate::kernels::Kernel;
use crate::lemmatizer::{self, Lemmatizer, Word};
use crate::model::params::Params;
use crate::ner::biluo::{Boundaries, Ner};
use crate::parse::arc_eager::{Parser, ParserScratch};
use crate::parse::tree::{Edges, Lifted};
use crate::tagger::Tagger;
use crate::tok2vec::{Attr, Attributes, Tok2Vec, Tok2VecScratch};
use crate::tokenizer::{self, Tokenizer, Tokens};
use crate::transition::TransitionScratch;
use crate::vectors::Vectors;

pub use load::Meta;

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
    /// hundred another one. The weights are made anew, which takes some milliseconds.
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

/// One text on its way through the components.
struct Run<'a> {
    pipeline: &'a Pipeline,
    text: &'a str,
    tokens: &'a Tokens,
    scratch: &'a mut Scratch,
    doc: Doc,
    margins: Option<&'a mut Margins>,
    /// Whether the parser has run.
    parsed: bool,
}

/// Which components take the vectors of a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Takers {
    Listeners,
    Tagger,
    Parser,
    Ner,
    Senter,
    Morphologizer,
    TreeLemmatizer,
}

impl Run<'_> {
    fn start_margins(&mut self) {
        if let Some(margins) = &mut self.margins {
            margins.tag.clear();
            margins.parse = vec![f32::INFINITY; self.tokens.len()];
            margins.ner = vec![f32::INFINITY; self.tokens.len()];
        }
    }

    fn step(&mut self, step: Step) {
        let pipeline = self.pipeline;
        match step {
            Step::Shared => {
                if let Some((_, net)) = &pipeline.shared {
                    self.vectors(net, Takers::Listeners);
                }
            }
            Step::Tagger => {
                if let Some(Part { net: Some(net), .. }) = &pipeline.tagger {
                    self.vectors(net, Takers::Tagger);
                }
            }
            Step::Parser => {
                if let Some(part) = &pipeline.parser {
                    if let Some(net) = &part.net {
                        self.vectors(net, Takers::Parser);
                    }
                    self.parse(&part.head);
                    self.parsed = true;
                }
            }
            Step::Ner => {
                if let Some(part) = &pipeline.ner {
                    // The parser's vectors are of no use any more once it has run, and their memory serves.
                    let reuse = self.parsed && part.net.is_some();
                    self.swap_vectors(reuse);
                    if let Some(net) = &part.net {
                        self.vectors(net, Takers::Ner);
                    }
                    self.recognise(&part.head);
                    self.swap_vectors(reuse);
                }
            }
            Step::Senter => {
                if let Some(part) = &pipeline.senter {
                    if let Some(net) = &part.net {
                        self.vectors(net, Takers::Senter);
                    }
                    self.start_sentences(&part.head);
                }
            }
            Step::Morphologizer => {
                if let Some(part) = &pipeline.morphologizer {
                    if let Some(net) = &part.net {
                        self.vectors(net, Takers::Morphologizer);
                    }
                    self.write_morphology(&part.head);
                }
            }
            Step::TreeLemmatizer => {
                if let Some(part) = &pipeline.tree_lemmatizer {
                    if let Some(net) = &part.net {
                        self.vectors(net, Takers::TreeLemmatizer);
                    }
                    self.write_tree_lemmas(&part.head);
                }
            }
            Step::AttributeRuler => {
                if let Some(ruler) = &pipeline.attribute_ruler {
                    self.rule_attributes(ruler);
                }
            }
            Step::Lemmatizer => {
                if let Some(lemmatizer) = &pipeline.lemmatizer {
                    self.lemmatize(lemmatizer);
                }
            }
        }
    }

    fn swap_vectors(&mut self, really: bool) {
        if really {
            let Scratch { parser, ner, .. } = &mut *self.scratch;
            std::mem::swap(&mut parser.model, ner);
        }
    }

    /// Computes the text's vectors and hands them to those who take them.
    fn vectors(&mut self, net: &Tok2Vec, takers: Takers) {
        fn taking<T>(part: Option<&Part<T>>, takers: Takers, own: Takers) -> Option<&T> {
            let part = part?;
            let takes = match takers {
                Takers::Listeners => part.net.is_none(),
                _ => takers == own,
            };
            takes.then_some(&part.head)
        }
        let pipeline = self.pipeline;
        let (kernel, count) = (pipeline.kernel, self.tokens.len());
        let tagger = taking(pipeline.tagger.as_ref(), takers, Takers::Tagger);
        let parser = taking(pipeline.parser.as_ref(), takers, Takers::Parser);
        let ner = taking(pipeline.ner.as_ref(), takers, Takers::Ner);
        let senter = taking(pipeline.senter.as_ref(), takers, Takers::Senter);
        let morphologizer = taking(pipeline.morphologizer.as_ref(), takers, Takers::Morphologizer);
        let tree_lemmatizer =
            taking(pipeline.tree_lemmatizer.as_ref(), takers, Takers::TreeLemmatizer);
        let (text, tokens) = (self.text, self.tokens);
        let Scratch {
            shared,
            own,
            scores,
            starts,
            morphs,
            tree_lemmas,
            parser: parser_scratch,
            ner: ner_scratch,
            ..
        } = &mut *self.scratch;
        let [of_tagger, of_parser, of_ner, of_senter, of_morphologizer, of_trees] = own;
        let tok2vec = match takers {
            Takers::Listeners => shared,
            Takers::Tagger => of_tagger,
            Takers::Parser => of_parser,
            Takers::Ner => of_ner,
            Takers::Senter => of_senter,
            Takers::Morphologizer => of_morphologizer,
            Takers::TreeLemmatizer => of_trees,
        };
        let (doc, margins) = (&mut self.doc, &mut self.margins);
        if let Some(parser) = parser {
            parser.model().start(count, &mut parser_scratch.model);
        }
        if let Some(ner) = ner {
            ner.model().start(count, ner_scratch);
        }
        net.run(kernel, self.tokens, tok2vec, |first, count, rows| {
            if let Some(tagger) = tagger {
                let margins = margins.as_mut().map(|margins| &mut margins.tag);
                tagger.run(kernel, rows, count, scores, &mut doc.tag, margins);
            }
            if let Some(senter) = senter {
                senter.run(kernel, rows, count, scores, starts);
            }
            if let Some(morphologizer) = morphologizer {
                morphologizer.run(kernel, rows, count, scores, morphs);
            }
            if let Some(lemmatizer) = tree_lemmatizer {
                let word = |token| tokens.text(text, token);
                lemmatizer.run(kernel, rows, count, scores, tree_lemmas, word);
            }
            if let Some(parser) = parser {
                parser.model().take(kernel, first, count, rows, &mut parser_scratch.model);
            }
            if let Some(ner) = ner {
                ner.model().take(kernel, first, count, rows, ner_scratch);
            }
        });
    }

    fn parse(&mut self, parser: &Parser) {
        let pipeline = self.pipeline;
        let Scratch { parser: scratch, edges, .. } = &mut *self.scratch;
        let margins = self.margins.as_mut().map(|margins| &mut margins.parse[..]);
        parser.run(pipeline.kernel, self.tokens.len(), scratch, margins);
        let doc = &mut self.doc;
        for token in 0..self.tokens.len() {
            let head = scratch.state.head(token as u32);
            doc.head[token] = head.unwrap_or(token as u32);
            doc.dep[token] = scratch.state.label(token as u32).unwrap_or(pipeline.root);
        }
        edges.sentence_starts(&doc.head, &mut doc.sent_start);
        let lifted = |label: u32| pipeline.lifted.get(label as usize).copied().flatten();
        let is_space = |token: usize| self.tokens.features[token].is_space;
        if edges.deprojectivize(&mut doc.head, &mut doc.dep, lifted, is_space) {
            edges.sentence_starts(&doc.head, &mut doc.sent_start);
        }
    }

    fn recognise(&mut self, ner: &Ner) {
        let doc = &mut self.doc;
        let text = Sentences { tokens: self.tokens, sent_start: &doc.sent_start };
        let margins = self.margins.as_mut().map(|margins| &mut margins.ner[..]);
        let (iob, types) = (&mut doc.ent_iob[..], &mut doc.ent_type[..]);
        ner.run(self.pipeline.kernel, &text, &mut self.scratch.ner, iob, types, margins);
    }
}

impl Run<'_> {
    /// The first token starts a sentence whatever the component says, unless it may write over that.
    fn start_sentences(&mut self, senter: &Senter) {
        let set = if senter.overwrite {
            0
        } else if self.parsed {
            self.tokens.len()
        } else {
            1
        };
        let starts = self.doc.sent_start.iter_mut().zip(&self.scratch.starts);
        for (start, &chosen) in starts.skip(set) {
            *start = chosen;
        }
    }

    fn write_morphology(&mut self, morphologizer: &Morphologizer) {
        let doc = &mut self.doc;
        for (token, &(pos, morph)) in self.scratch.morphs.iter().enumerate() {
            if doc.pos[token] == 0 || morphologizer.overwrite {
                doc.pos[token] = pos;
            }
            if doc.morph[token] == 0 || morphologizer.overwrite {
                doc.morph[token] = morph;
            }
        }
    }

    fn write_tree_lemmas(&mut self, lemmatizer: &TreeLemmatizer) {
        let (pipeline, doc) = (self.pipeline, &mut self.doc);
        doc.lemma.clear();
        doc.lemma_text.clear();
        for token in 0..self.tokens.len() {
            let from = doc.lemma_text.len() as u32;
            let (set, chosen) = (self.scratch.lemmas[token], self.scratch.tree_lemmas.get(token));
            let keep = set != 0 && (!lemmatizer.overwrite || chosen.is_empty());
            doc.lemma_text.push_str(if keep { pipeline.labels.get(set) } else { chosen });
            doc.lemma.push((from, doc.lemma_text.len() as u32));
        }
    }

    fn rule_attributes(&mut self, ruler: &AttributeRuler) {
        let doc = &mut self.doc;
        doc.tag.resize(self.tokens.len(), 0);
        let mut columns = Columns {
            tag: &mut doc.tag,
            pos: &mut doc.pos,
            morph: &mut doc.morph,
            dep: &mut doc.dep,
            lemma: &mut self.scratch.lemmas,
        };
        ruler.apply(self.text, self.tokens, &mut columns, &mut self.scratch.attribute_ruler);
    }

    fn lemmatize(&mut self, lemmatizer: &Lemmatizer) {
        let (pipeline, doc) = (self.pipeline, &mut self.doc);
        doc.lemma.clear();
        doc.lemma_text.clear();
        for token in 0..self.tokens.len() {
            let from = doc.lemma_text.len() as u32;
            let set = self.scratch.lemmas[token];
            if set != 0 && !pipeline.overwrite_lemmas {
                doc.lemma_text.push_str(pipeline.labels.get(set));
            } else {
                let word = Word {
                    text: self.tokens.text(self.text, token),
                    orth: self.tokens.features[token].orth,
                    pos: doc.pos[token],
                    morph: doc.morph[token],
                };
                let scratch = &mut self.scratch.lemmatizer;
                lemmatizer.lemmatize(&word, &pipeline.labels, scratch, &mut doc.lemma_text);
            }
            doc.lemma.push((from, doc.lemma_text.len() as u32));
        }
    }

    /// Without a lemmatizer, the lemmas are those that the attribute ruler has set.
    fn write_lemmas(&mut self) {
        let doc = &mut self.doc;
        for &set in &self.scratch.lemmas[doc.lemma.len()..] {
            let from = doc.lemma_text.len() as u32;
            doc.lemma_text.push_str(self.pipeline.labels.get(set));
            doc.lemma.push((from, doc.lemma_text.len() as u32));
        }
    }
}

impl Attributes for Tokens {
    fn count(&self) -> usize {
        self.len()
    }

    fn attribute(&self, token: usize, attr: Attr) -> u64 {
        let features = &self.features[token];
        match attr {
            Attr::Orth => features.orth,
            Attr::Lower => features.lower,
            Attr::Norm => features.norm,
            Attr::Prefix => features.prefix,
            Attr::Suffix => features.suffix,
            Attr::Shape => features.shape,
            Attr::Spacy => u64::from(self.ws[token]),
            Attr::IsSpace => u64::from(features.is_space),
        }
    }
}

/// Tokens with the sentences that the parser found.
struct Sentences<'a> {
    tokens: &'a Tokens,
    sent_start: &'a [bool],
}

impl Boundaries for Sentences<'_> {
    fn sent_start(&self, token: usize) -> bool {
        self.sent_start[token]
    }

    fn is_space(&self, token: usize) -> bool {
        self.tokens.features[token].is_space
    }
}
