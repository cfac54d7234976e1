//! Putting a pipeline together from its files.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;

use super::check::{self, Factory};
use super::{Part, Pipeline, Step};
use crate::attribute_ruler::{AttributeRuler, normal_morph};
use crate::choosers::{Morphologizer, Senter, TreeLemmatizer};
use crate::doc::Labels;
use crate::error::LoadError;
use crate::kernels::Kernel;
use crate::lemmatizer::Lemmatizer;
use crate::model::compact::{self, Compact};
use crate::model::config::Config;
use crate::model::moves;
use crate::model::package::Package;
use crate::model::params::Params;
use crate::model::thinc::Nodes;
use crate::ner::biluo::Ner;
use crate::parse::arc_eager::Parser;
use crate::parse::tree::{DELIMITER, Lifted};
use crate::tagger::Tagger;
use crate::tok2vec::Tok2Vec;
use crate::tokenizer::Tokenizer;
use crate::trees::{self, Backoff, Trees};
use crate::vectors::{self, Vectors};
use crate::vocab::Vocab;

/// What a pipeline says of itself in `meta.json`.
#[derive(Clone, Debug, Default, Deserialize)]
#[non_exhaustive]
pub struct Meta {
    /// The language, such as `en`.
    #[serde(default)]
    pub lang: String,
    /// The name, without the language: `core_web_sm`.
    #[serde(default)]
    pub name: String,
    /// The version.
    #[serde(default)]
    pub version: String,
    /// The licence under which the pipeline is given.
    #[serde(default)]
    pub license: String,
    /// The components that run, in order.
    #[serde(skip)]
    pub components: Vec<String>,
}

/// Where a pipeline is loaded from.
enum Source {
    Package(Package),
    Compact(Compact),
}

/// A source that remembers what was read of it, so that the compact form holds that and no more.
struct Files {
    source: Source,
    read: Option<BTreeMap<String, Vec<u8>>>,
}

impl Files {
    fn open(path: &Path) -> Result<Self, LoadError> {
        let mut start = [0; 8];
        let is_file = path.is_file();
        if is_file {
            let io = |error| LoadError::io(path, error);
            File::open(path).map_err(io)?.take(8).read(&mut start).map_err(io)?;
        }
        let source = if is_file && compact::is_compact(&start) {
            Source::Compact(Compact::open(path)?)
        } else {
            Source::Package(Package::open(path)?)
        };
        Ok(Files { source, read: None })
    }

    fn optional(&mut self, name: &str) -> Result<Option<Cow<'_, [u8]>>, LoadError> {
        match &mut self.source {
            Source::Compact(compact) => Ok(compact.file(name)?.map(Cow::Borrowed)),
            Source::Package(package) => {
                let bytes = package.read(name)?;
                if let (Some(read), Some(bytes)) = (&mut self.read, &bytes) {
                    read.insert(name.to_owned(), bytes.clone());
                }
                Ok(bytes.map(Cow::Owned))
            }
        }
    }

    fn required(&mut self, name: &str, needed_by: &str) -> Result<Cow<'_, [u8]>, LoadError> {
        self.optional(name)?.ok_or_else(|| LoadError::missing(name, needed_by))
    }

    fn text(&mut self, name: &str, needed_by: &str) -> Result<String, LoadError> {
        String::from_utf8(self.required(name, needed_by)?.into_owned()).map_err(|error| {
            let place = format!("byte {}", error.utf8_error().valid_up_to());
            LoadError::malformed(name, place, "expected text in UTF-8")
        })
    }

    /// The network of a component.
    fn params(&mut self, component: &str, factory: Factory) -> Result<Params, LoadError> {
        let package = match &mut self.source {
            Source::Compact(compact) => return compact.params(component),
            Source::Package(package) => package,
        };
        let file = format!("{component}/model");
        let bytes = package.read(&file)?.ok_or_else(|| LoadError::missing(&file, component))?;
        let nodes = Nodes::read(component, &file, &bytes)?;
        let mut params = nodes.params();
        // Who has an embedding of its own does not listen to the shared one.
        params.set_number("listens", usize::from(nodes.listens()));
        if !nodes.listens() {
            nodes.tok2vec(&mut params)?;
        }
        match factory {
            Factory::Tagger
            | Factory::Senter
            | Factory::Morphologizer
            | Factory::TrainableLemmatizer => nodes.softmax(&mut params)?,
            Factory::Parser | Factory::Ner => nodes.transition_model(&mut params)?,
            Factory::Tok2Vec | Factory::AttributeRuler | Factory::Lemmatizer => {}
        }
        Ok(params)
    }
}

impl Files {
    /// The static vectors; `None` where the pipeline has none.
    fn vectors(&mut self) -> Result<Option<Vectors>, LoadError> {
        vectors::check(self.optional(vectors::SETTINGS)?.as_deref())?;
        let params = match &mut self.source {
            Source::Compact(compact) => compact.params(vectors::COMPONENT).ok(),
            Source::Package(package) => match package.read(vectors::ROWS)? {
                Some(file) => Some(vectors::read(&file)?),
                None => None,
            },
        };
        let Some(params) =
            params.filter(|params| params.number("vectors.count").is_ok_and(|n| n > 0))
        else {
            return Ok(None);
        };
        let keys = self.required(vectors::KEYS, "vectors")?;
        Vectors::load(&params, &keys).map(Some)
    }
}

/// Loads the pipeline at `path`.
pub(super) fn load(path: &Path) -> Result<Pipeline, LoadError> {
    from_files(&mut Files::open(path)?)
}

/// Loads the pipeline of these files.
#[cfg(feature = "fuzzing")]
pub(super) fn from_memory(files: BTreeMap<String, Vec<u8>>) -> Result<Pipeline, LoadError> {
    from_files(&mut Files { source: Source::Package(Package::in_memory(files)), read: None })
}

/// Loads the pipeline at `from` and writes it to `to` in the compact form.
pub(super) fn write_compact(from: &Path, to: &Path) -> Result<(), LoadError> {
    let mut files = Files::open(from)?;
    if let Source::Compact(_) = files.source {
        std::fs::copy(from, to).map_err(|error| LoadError::io(to, error))?;
        return Ok(());
    }
    files.read = Some(BTreeMap::new());
    let pipeline = from_files(&mut files)?;
    compact::write(to, &files.read.unwrap_or_default(), &pipeline.store())
}

fn from_files(files: &mut Files) -> Result<Pipeline, LoadError> {
    let config = Config::parse(&files.text("config.cfg", "pipeline")?)?;
    let components = check::components(&config)?;
    let meta = files.required("meta.json", "pipeline")?;
    let mut meta: Meta = serde_json::from_slice(&meta)
        .map_err(|error| LoadError::malformed("meta.json", "JSON", error.to_string()))?;
    meta.components = components.iter().map(|(name, _)| name.clone()).collect();
    let vocab = Arc::new(Vocab::load(files.optional("vocab/lookups.bin")?.as_deref())?);
    let tokenizer = Tokenizer::load(&files.required("tokenizer", "tokenizer")?, vocab)?;
    let mut pipeline = Pipeline {
        meta,
        kernel: Kernel::detect(),
        fast: false,
        labels: Arc::default(),
        lifted: Vec::new(),
        root: 0,
        tokenizer,
        vectors: None,
        shared: None,
        tagger: None,
        parser: None,
        ner: None,
        senter: None,
        morphologizer: None,
        tree_lemmatizer: None,
        attribute_ruler: None,
        lemmatizer: None,
        overwrite_lemmas: false,
        steps: Vec::new(),
    };
    let mut labels = Labels::new();
    for (name, factory) in components {
        let step = load_component(&mut pipeline, files, &config, &name, factory, &mut labels)?;
        pipeline.steps.push(step);
    }
    pipeline.root = labels.intern("ROOT");
    pipeline.lifted = lifted(&mut labels);
    pipeline.labels = Arc::new(labels);
    Ok(pipeline)
}

fn load_component(
    pipeline: &mut Pipeline,
    files: &mut Files,
    config: &Config,
    name: &str,
    factory: Factory,
    labels: &mut Labels,
) -> Result<Step, LoadError> {
    match factory {
        Factory::Tok2Vec => {
            let params = files.params(name, factory)?;
            let net = network(pipeline, files, &params)?;
            pipeline.shared = Some((name.to_owned(), net));
            Ok(Step::Shared)
        }
        Factory::Tagger => {
            let names = tagger_labels(files, name)?;
            let params = files.params(name, factory)?;
            let (net, width) = own_or_shared(pipeline, files, &params)?;
            let ids = names.iter().map(|label| labels.intern(label)).collect();
            let head = Tagger::load(&params, width, ids)?;
            pipeline.tagger = Some(Part { name: name.to_owned(), net, head });
            Ok(Step::Tagger)
        }
        Factory::Parser => {
            let actions = actions(files, name)?;
            let params = files.params(name, factory)?;
            let (net, width) = own_or_shared(pipeline, files, &params)?;
            let head = Parser::load(&params, width, &actions, |label| labels.intern(label))?;
            pipeline.parser = Some(Part { name: name.to_owned(), net, head });
            Ok(Step::Parser)
        }
        Factory::Ner => {
            let actions = actions(files, name)?;
            let params = files.params(name, factory)?;
            let (net, width) = own_or_shared(pipeline, files, &params)?;
            let head = Ner::load(&params, width, &actions, |label| labels.intern(label))?;
            pipeline.ner = Some(Part { name: name.to_owned(), net, head });
            Ok(Step::Ner)
        }
        Factory::Senter => {
            let overwrite = cfg_flag(files, name, "overwrite")?;
            let params = files.params(name, factory)?;
            let (net, width) = own_or_shared(pipeline, files, &params)?;
            let head = Senter::load(&params, width, overwrite)?;
            pipeline.senter = Some(Part { name: name.to_owned(), net, head });
            Ok(Step::Senter)
        }
        Factory::Morphologizer => {
            let overwrite = cfg_flag(files, name, "overwrite")?;
            if cfg_flag(files, name, "extend")? {
                return Err(LoadError::unsupported(name, "to add to morphology ('extend')"));
            }
            let names = morphologizer_labels(files, name, labels)?;
            let params = files.params(name, factory)?;
            let (net, width) = own_or_shared(pipeline, files, &params)?;
            let head = Morphologizer::load(&params, width, names, overwrite)?;
            pipeline.morphologizer = Some(Part { name: name.to_owned(), net, head });
            Ok(Step::Morphologizer)
        }
        Factory::TrainableLemmatizer => {
            let trees = edit_trees(files, config, name)?;
            let section = format!("components.{name}");
            let overwrite = config.get(&section, "overwrite")?.is_some_and(|value| value == true);
            let params = files.params(name, factory)?;
            let (net, width) = own_or_shared(pipeline, files, &params)?;
            let head = TreeLemmatizer::load(&params, width, trees, overwrite)?;
            pipeline.tree_lemmatizer = Some(Part { name: name.to_owned(), net, head });
            Ok(Step::TreeLemmatizer)
        }
        Factory::AttributeRuler => {
            let bytes = files.required(&format!("{name}/patterns"), name)?;
            pipeline.attribute_ruler = Some(AttributeRuler::load(&bytes, labels)?);
            Ok(Step::AttributeRuler)
        }
        Factory::Lemmatizer => {
            let section = format!("components.{name}");
            let mode = config.text(&section, "mode")?.unwrap_or_default();
            pipeline.overwrite_lemmas =
                config.get(&section, "overwrite")?.is_some_and(|value| value == true);
            let bytes = files.required(&format!("{name}/lookups/lookups.bin"), name)?;
            let lemmatizer = Lemmatizer::load(&bytes, &mode, &pipeline.meta.lang)?;
            pipeline.lemmatizer = Some(lemmatizer);
            Ok(Step::Lemmatizer)
        }
    }
}

/// The component's own network, or none where it listens to the shared one; and the width of its vectors.
fn own_or_shared(
    pipeline: &mut Pipeline,
    files: &mut Files,
    params: &Params,
) -> Result<(Option<Tok2Vec>, usize), LoadError> {
    if params.number("listens")? == 0 {
        let net = network(pipeline, files, params)?;
        let width = net.width();
        return Ok((Some(net), width));
    }
    match &pipeline.shared {
        Some((_, shared)) => Ok((None, shared.width())),
        None => Err(params.unsupported("a 'tok2vec' component before it in the pipeline")),
    }
}

/// A network, with the pipeline's vectors if it takes them.
fn network(
    pipeline: &mut Pipeline,
    files: &mut Files,
    params: &Params,
) -> Result<Tok2Vec, LoadError> {
    if Tok2Vec::takes_vectors(params) && pipeline.vectors.is_none() {
        pipeline.vectors = files.vectors()?.map(Arc::new);
    }
    Tok2Vec::load(params, pipeline.vectors.as_ref())
}

/// A switch in a component's `cfg`.
fn cfg_flag(files: &mut Files, name: &str, key: &str) -> Result<bool, LoadError> {
    let file = format!("{name}/cfg");
    let settings: serde_json::Value = serde_json::from_slice(&files.required(&file, name)?)
        .map_err(|error| LoadError::malformed(&file, "JSON", error.to_string()))?;
    Ok(settings.get(key).and_then(serde_json::Value::as_bool).unwrap_or(false))
}

/// The parts of speech and the morphology of a morphologizer's outputs, in the order of the file.
fn morphologizer_labels(
    files: &mut Files,
    name: &str,
    labels: &mut Labels,
) -> Result<Vec<(u32, u32)>, LoadError> {
    #[derive(Deserialize)]
    struct Settings {
        labels_morph: InOrder<String>,
        labels_pos: BTreeMap<String, u64>,
    }
    let file = format!("{name}/cfg");
    let settings: Settings = serde_json::from_slice(&files.required(&file, name)?)
        .map_err(|error| LoadError::malformed(&file, "JSON", error.to_string()))?;
    let mut pairs = Vec::new();
    for (label, morph) in settings.labels_morph.0 {
        let pos = match settings.labels_pos.get(&label) {
            None | Some(0) => "",
            Some(&id) => crate::strings::symbol(id).ok_or_else(|| {
                LoadError::malformed(
                    &file,
                    "'labels_pos'",
                    format!("no part of speech has the number {id}"),
                )
            })?,
        };
        pairs.push((labels.intern(pos), labels.intern(&normal_morph(&morph))));
    }
    Ok(pairs)
}

/// The entries of a JSON object in the order of the file.
struct InOrder<T>(Vec<(String, T)>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for InOrder<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor<T>(std::marker::PhantomData<T>);
        impl<'de, T: Deserialize<'de>> serde::de::Visitor<'de> for Visitor<T> {
            type Value = InOrder<T>;

            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<InOrder<T>, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(InOrder(entries))
            }
        }
        deserializer.deserialize_map(Visitor(std::marker::PhantomData))
    }
}

/// The trees of a trainable lemmatizer.
fn edit_trees(files: &mut Files, config: &Config, name: &str) -> Result<Trees, LoadError> {
    let section = format!("components.{name}");
    let backoff = match config.text(&section, "backoff")?.as_deref() {
        None => Backoff::Nothing,
        Some("orth") => Backoff::Orth,
        Some("lower") => Backoff::Lower,
        Some(other) => {
            return Err(LoadError::unsupported(name, format!("the backoff '{other}'")));
        }
    };
    let tries = config.get(&section, "top_k")?.and_then(|value| value.as_u64()).unwrap_or(1);
    let trees = files.required(&format!("{name}/trees"), name)?.into_owned();
    let settings = files.required(&format!("{name}/cfg"), name)?.into_owned();
    let strings = files.required(trees::STRINGS, name)?;
    Trees::load(name, &trees, &settings, &strings, tries as usize, backoff)
}

fn tagger_labels(files: &mut Files, name: &str) -> Result<Vec<String>, LoadError> {
    #[derive(Deserialize)]
    struct Settings {
        labels: Vec<String>,
    }
    let file = format!("{name}/cfg");
    let settings: Settings = serde_json::from_slice(&files.required(&file, name)?)
        .map_err(|error| LoadError::malformed(&file, "JSON", error.to_string()))?;
    Ok(settings.labels)
}

fn actions(files: &mut Files, name: &str) -> Result<Vec<moves::Move>, LoadError> {
    let file = format!("{name}/cfg");
    check::settings(name, &file, &files.required(&file, name)?)?;
    let file = format!("{name}/moves");
    moves::read(&file, &files.required(&file, name)?)
}

/// What each label that pseudo-projective parsing has decorated stands for, by label.
fn lifted(labels: &mut Labels) -> Vec<Option<Lifted>> {
    let mut lifted = Vec::new();
    let mut index = 0;
    while index < labels.len() {
        let parts = labels.get(index).split_once(DELIMITER);
        let parts = parts.map(|(label, head)| (label.to_owned(), head.to_owned()));
        lifted.push(parts.map(|(label, head)| Lifted {
            label: labels.intern(&label),
            head_label: labels.intern(&head),
        }));
        index += 1;
    }
    lifted
}
