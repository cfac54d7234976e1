//! One text on its way through the components.

use super::{Margins, Part, Pipeline, Scratch, Step};
use crate::attribute_ruler::{AttributeRuler, Columns};
use crate::choosers::{Morphologizer, Senter, TreeLemmatizer};
use crate::doc::Doc;
use crate::lemmatizer::{Lemmatizer, Word};
use crate::ner::biluo::{Boundaries, Ner};
use crate::parse::arc_eager::Parser;
use crate::tok2vec::{Attr, Attributes, Tok2Vec};
use crate::tokenizer::Tokens;

/// The text, what is known of it so far, and room to work in.
pub(super) struct Run<'a> {
    pub(super) pipeline: &'a Pipeline,
    pub(super) text: &'a str,
    pub(super) tokens: &'a Tokens,
    pub(super) scratch: &'a mut Scratch,
    pub(super) doc: Doc,
    pub(super) margins: Option<&'a mut Margins>,
    /// Whether the parser has run.
    pub(super) parsed: bool,
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
    pub(super) fn start_margins(&mut self) {
        if let Some(margins) = &mut self.margins {
            margins.tag.clear();
            margins.parse = vec![f32::INFINITY; self.tokens.len()];
            margins.ner = vec![f32::INFINITY; self.tokens.len()];
        }
    }

    pub(super) fn step(&mut self, step: Step) {
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
    pub(super) fn write_lemmas(&mut self) {
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
