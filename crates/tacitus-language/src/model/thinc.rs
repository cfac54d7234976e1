//! thinc's `model.to_bytes` file of one component, taken apart into [`Params`].
//!
//! The file lists the network's nodes in breadth-first order with their sizes, attributes and weights. Which
//! node feeds which is not written down; it follows from the architecture, which `check` in `pipeline` has
//! compared with `config.cfg`, and which the names of the nodes confirm.

use super::floats::Floats;
use super::msgpack::{self, Value};
use super::params::Params;
use crate::error::LoadError;

/// The layers that this runtime knows. A node of any other name is refused; names of nodes that only combine
/// others contain one of the marks below.
const LAYERS: [&str; 17] = [
    "extract_features",
    "list2ragged",
    "ragged2list",
    "list2array",
    "ints-getitem",
    "hashembed",
    "static_vectors",
    "maxout",
    "layernorm",
    "dropout",
    "expand_window",
    "softmax",
    "linear",
    "precomputable_affine",
    "tok2vec-listener",
    "parser_model",
    "noop",
];
const COMBINING: [&str; 3] = [">>", "|", "("];

/// The nodes of one thinc file.
pub(crate) struct Nodes<'a> {
    component: &'a str,
    file: &'a str,
    nodes: Vec<Node<'a>>,
}

/// One node of the network.
struct Node<'a> {
    name: &'a str,
    dims: Value<'a>,
    refs: Value<'a>,
    attrs: Value<'a>,
    params: Value<'a>,
}

impl<'a> Nodes<'a> {
    /// Reads `bytes`, the file `file` of `component`.
    pub(crate) fn read(
        component: &'a str,
        file: &'a str,
        bytes: &'a [u8],
    ) -> Result<Self, LoadError> {
        let root = msgpack::parse(bytes).map_err(|error| error.in_file(file))?;
        let list = |name: &str| {
            let list = root.get(name).and_then(Value::as_array);
            list.ok_or_else(|| LoadError::malformed(file, format!("'{name}'"), "expected a list"))
        };
        let (nodes, attrs, params) = (list("nodes")?, list("attrs")?, list("params")?);
        if nodes.len() != attrs.len() || nodes.len() != params.len() {
            return Err(LoadError::malformed(file, "'nodes'", "expected lists of one length"));
        }
        let mut read = Vec::with_capacity(nodes.len());
        for ((node, attrs), params) in nodes.iter().zip(attrs).zip(params) {
            let name = node.get("name").and_then(Value::as_str);
            let name = name.ok_or_else(|| {
                LoadError::malformed(file, "'nodes'", "expected a name in each node")
            })?;
            if !LAYERS.contains(&name) && !COMBINING.iter().any(|mark| name.contains(mark)) {
                return Err(LoadError::unsupported(component, format!("the layer '{name}'")));
            }
            let part = |key: &str| node.get(key).cloned().unwrap_or(Value::Nil);
            let (dims, refs) = (part("dims"), part("refs"));
            read.push(Node { name, dims, refs, attrs: attrs.clone(), params: params.clone() });
        }
        Ok(Nodes { component, file, nodes: read })
    }

    fn error(&self, place: impl Into<String>, reason: impl Into<String>) -> LoadError {
        LoadError::malformed(self.file, place, reason)
    }

    /// The indices of the nodes called `name`, in order.
    fn all(&self, name: &str) -> Vec<usize> {
        (0..self.nodes.len()).filter(|&index| self.nodes[index].name == name).collect()
    }

    /// The index of the only node called `name`.
    fn only(&self, name: &str) -> Result<usize, LoadError> {
        match self.all(name)[..] {
            [index] => Ok(index),
            ref found => {
                let reason = format!("expected one layer '{name}', found {}", found.len());
                Err(self.error("'nodes'", reason))
            }
        }
    }

    fn dim(&self, index: usize, name: &str) -> Result<usize, LoadError> {
        let dim = self.nodes[index].dims.get(name).and_then(Value::as_u64);
        dim.and_then(|dim| usize::try_from(dim).ok())
            .ok_or_else(|| self.error(format!("node {index}"), format!("expected a size '{name}'")))
    }

    /// An attribute, which thinc packs as MessagePack inside MessagePack.
    fn attr(&self, index: usize, name: &str) -> Result<Value<'a>, LoadError> {
        let packed =
            self.nodes[index].attrs.get(name).and_then(Value::as_bytes).ok_or_else(|| {
                self.error(format!("node {index}"), format!("expected an attribute '{name}'"))
            })?;
        msgpack::parse(packed).map_err(|error| error.in_file(self.file))
    }

    fn attr_u64(&self, index: usize, name: &str) -> Result<u64, LoadError> {
        self.attr(index, name)?.as_u64().ok_or_else(|| {
            self.error(format!("node {index}"), format!("expected a number in '{name}'"))
        })
    }

    fn param(&self, index: usize, name: &str) -> Result<Floats, LoadError> {
        let place = || format!("node {index}");
        let array = self.nodes[index].params.get(name).and_then(Value::as_ndarray);
        let array = array
            .ok_or_else(|| self.error(place(), format!("expected an array '{name}'")))?
            .to_f32()
            .map_err(|reason| self.error(place(), reason))?;
        Ok(Floats::copied(&array))
    }

    /// An empty set of values for this component.
    pub(crate) fn params(&self) -> Params {
        Params::new(self.component, self.file)
    }

    /// Whether the component takes its vectors from a shared tok2vec.
    pub(crate) fn listens(&self) -> bool {
        !self.all("tok2vec-listener").is_empty()
    }

    /// The embedding and encoding network, under names that begin with `tok2vec.`.
    pub(crate) fn tok2vec(&self, out: &mut Params) -> Result<(), LoadError> {
        self.embedding(out)?;
        let (maxouts, norms) = (self.all("maxout"), self.all("layernorm"));
        let windows = self.all("expand_window");
        // The first is that of the embedding: it lies less deep than the encoder's, so it comes first.
        if maxouts.len() != norms.len() || maxouts.len() != windows.len() + 1 {
            let needs = "a tok2vec other than maxout layers over a window with layer norms";
            return Err(LoadError::unsupported(self.component, needs));
        }
        out.set_number("tok2vec.depth", windows.len());
        for (order, (&maxout, &norm)) in maxouts.iter().zip(&norms).enumerate() {
            let name = format!("tok2vec.layer.{order}");
            for (key, dim) in [("inputs", "nI"), ("outputs", "nO"), ("pieces", "nP")] {
                out.set_number(format!("{name}.{key}"), self.dim(maxout, dim)?);
            }
            out.set_array(format!("{name}.weights"), self.param(maxout, "W")?);
            out.set_array(format!("{name}.bias"), self.param(maxout, "b")?);
            out.set_array(format!("{name}.gain"), self.param(norm, "G")?);
            out.set_array(format!("{name}.shift"), self.param(norm, "b")?);
        }
        let mut sizes = Vec::new();
        for &index in &windows {
            sizes.push(self.attr_u64(index, "window_size")?);
        }
        sizes.dedup();
        let [window] = sizes[..] else {
            return Err(LoadError::unsupported(self.component, "windows of several sizes"));
        };
        out.numbers.insert("tok2vec.window".into(), window);
        let mut padding = 0;
        for index in 0..self.nodes.len() {
            if self.nodes[index].name.starts_with("with_array(") {
                padding = padding.max(self.attr_u64(index, "pad")?);
            }
        }
        if padding != window * windows.len() as u64 {
            let needs = format!("{padding} rows of padding around a text");
            return Err(LoadError::unsupported(self.component, needs));
        }
        Ok(())
    }

    fn embedding(&self, out: &mut Params) -> Result<(), LoadError> {
        let extract = self.only("extract_features")?;
        let columns = self.attr(extract, "columns")?;
        let names: Option<Vec<&str>> =
            columns.as_array().and_then(|list| list.iter().map(Value::as_str).collect());
        let names = names.ok_or_else(|| {
            self.error(format!("node {extract}"), "expected names of attributes in 'columns'")
        })?;
        let tables = self.all("hashembed");
        out.texts.insert("tok2vec.columns".into(), names.join(","));
        out.set_number("tok2vec.tables", tables.len());
        for (order, &index) in tables.iter().enumerate() {
            let name = format!("tok2vec.table.{order}");
            out.set_number(format!("{name}.rows"), self.dim(index, "nV")?);
            out.set_number(format!("{name}.width"), self.dim(index, "nO")?);
            out.numbers.insert(format!("{name}.seed"), self.attr_u64(index, "seed")?);
            out.numbers.insert(format!("{name}.column"), self.attr_u64(index, "column")?);
            out.set_array(format!("{name}.vectors"), self.param(index, "E")?);
        }
        match self.all("static_vectors")[..] {
            [] => {}
            [index] => {
                out.set_number("tok2vec.static.inputs", self.dim(index, "nM")?);
                out.set_number("tok2vec.static.outputs", self.dim(index, "nO")?);
                let weights = self.param(index, "W")?;
                let outputs = self.dim(index, "nO")?.min(weights.len());
                out.set_array("tok2vec.static.bias", Floats::copied(&vec![0.0; outputs]));
                out.set_array("tok2vec.static.weights", weights);
            }
            _ => {
                let needs = "static vectors in two places of one network";
                return Err(LoadError::unsupported(self.component, needs));
            }
        }
        Ok(())
    }

    fn affine(&self, index: usize, name: &str, out: &mut Params) -> Result<(), LoadError> {
        out.set_number(format!("{name}.inputs"), self.dim(index, "nI")?);
        out.set_number(format!("{name}.outputs"), self.dim(index, "nO")?);
        out.set_array(format!("{name}.weights"), self.param(index, "W")?);
        out.set_array(format!("{name}.bias"), self.param(index, "b")?);
        Ok(())
    }

    /// The output layer of a tagger, under names that begin with `output.`.
    pub(crate) fn softmax(&self, out: &mut Params) -> Result<(), LoadError> {
        self.affine(self.only("softmax")?, "output", out)
    }

    /// The layers of a transition-based parser, under `linear.`, `lower.` and, where it has one, `upper.`.
    pub(crate) fn transition_model(&self, out: &mut Params) -> Result<(), LoadError> {
        let root = self.only("parser_model")?;
        let reference = |name: &str| {
            let index = self.nodes[root].refs.get(name).and_then(Value::as_u64);
            let index = index.and_then(|index| usize::try_from(index).ok());
            index.filter(|&index| index < self.nodes.len()).ok_or_else(|| {
                self.error(format!("node {root}"), format!("expected a reference '{name}'"))
            })
        };
        let has_upper = self.attr(root, "has_upper")?.as_bool().ok_or_else(|| {
            self.error(format!("node {root}"), "expected true or false in 'has_upper'")
        })?;
        let upper = if has_upper { Some(reference("upper")?) } else { None };
        let lower = reference("lower")?;
        let linear: Vec<usize> =
            self.all("linear").into_iter().filter(|&index| Some(index) != upper).collect();
        let &[linear] = &linear[..] else {
            let needs = "a parser with other than one linear layer over its vectors";
            return Err(LoadError::unsupported(self.component, needs));
        };
        self.affine(linear, "linear", out)?;
        for (key, dim) in
            [("features", "nF"), ("inputs", "nI"), ("outputs", "nO"), ("pieces", "nP")]
        {
            out.set_number(format!("lower.{key}"), self.dim(lower, dim)?);
        }
        out.set_array("lower.weights", self.param(lower, "W")?);
        out.set_array("lower.bias", self.param(lower, "b")?);
        out.set_array("lower.padding", self.param(lower, "pad")?);
        out.set_number("has_upper", usize::from(has_upper));
        if let Some(upper) = upper {
            self.affine(upper, "upper", out)?;
        }
        Ok(())
    }
}
