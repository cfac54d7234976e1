//! What `config.cfg` asks for, held against what this runtime does.

use serde_json::Value;

use crate::error::LoadError;
use crate::model::config::Config;

/// What a component is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Factory {
    /// The network that other components share.
    Tok2Vec,
    /// The tagger.
    Tagger,
    /// The dependency parser.
    Parser,
    /// The named-entity recogniser.
    Ner,
    /// Rules from tags and words to parts of speech and morphology.
    AttributeRuler,
    /// The lemmatizer.
    Lemmatizer,
    /// Sentence starts, token by token.
    Senter,
    /// Parts of speech and morphology, token by token.
    Morphologizer,
    /// Lemmas by edit trees.
    TrainableLemmatizer,
}

const FACTORIES: [(&str, Factory); 9] = [
    ("tok2vec", Factory::Tok2Vec),
    ("tagger", Factory::Tagger),
    ("parser", Factory::Parser),
    ("ner", Factory::Ner),
    ("attribute_ruler", Factory::AttributeRuler),
    ("lemmatizer", Factory::Lemmatizer),
    ("senter", Factory::Senter),
    ("morphologizer", Factory::Morphologizer),
    ("trainable_lemmatizer", Factory::TrainableLemmatizer),
];

const TOK2VEC: [&str; 2] = ["spacy.Tok2Vec.v1", "spacy.Tok2Vec.v2"];
const HASH_CNN: [&str; 2] = ["spacy.HashEmbedCNN.v1", "spacy.HashEmbedCNN.v2"];
const EMBED: [&str; 2] = ["spacy.MultiHashEmbed.v1", "spacy.MultiHashEmbed.v2"];
const ENCODE: [&str; 2] = ["spacy.MaxoutWindowEncoder.v1", "spacy.MaxoutWindowEncoder.v2"];
const LISTENER: [&str; 1] = ["spacy.Tok2VecListener.v1"];
const TAGGER: [&str; 2] = ["spacy.Tagger.v1", "spacy.Tagger.v2"];
const TRANSITION: [&str; 2] = ["spacy.TransitionBasedParser.v1", "spacy.TransitionBasedParser.v2"];
const TOKENIZER: &str = "spacy.Tokenizer.v1";

/// The components to run, in order: all of the pipeline's that are not disabled.
pub(crate) fn components(config: &Config) -> Result<Vec<(String, Factory)>, LoadError> {
    if let Some(Value::Object(tokenizer)) = config.get("nlp", "tokenizer")?
        && let Some(name) = tokenizer.get("@tokenizers").and_then(Value::as_str)
        && name != TOKENIZER
    {
        return Err(LoadError::unsupported("tokenizer", format!("the tokenizer '{name}'")));
    }
    let disabled = config.names("nlp", "disabled")?;
    let mut components: Vec<(String, Factory)> = Vec::new();
    for name in config.names("nlp", "pipeline")? {
        if disabled.contains(&name) {
            continue;
        }
        let factory = factory(config, &name)?;
        if let Some((other, _)) = components.iter().find(|(_, found)| *found == factory) {
            let needs = format!("a second component of the kind of '{other}'");
            return Err(LoadError::unsupported(name, needs));
        }
        match factory {
            Factory::Tok2Vec => tok2vec(config, &name, &section(&name, ""))?,
            Factory::Senter if config_has_parser_after(config, &name)? => {
                let needs = "sentence starts that are set before a parser runs";
                return Err(LoadError::unsupported(name, needs));
            }
            Factory::Tagger
            | Factory::Senter
            | Factory::Morphologizer
            | Factory::TrainableLemmatizer => {
                expect(config, &name, &section(&name, ""), &TAGGER)?;
                vectors(config, &name)?;
            }
            Factory::Parser => transition(config, &name, "parser")?,
            Factory::Ner => transition(config, &name, "ner")?,
            Factory::AttributeRuler | Factory::Lemmatizer => {}
        }
        components.push((name, factory));
    }
    Ok(components)
}

/// Settings of a transition-based component that are not in `config.cfg` but in its `cfg` file.
pub(crate) fn settings(component: &str, file: &str, bytes: &[u8]) -> Result<(), LoadError> {
    let settings: Value = serde_json::from_slice(bytes)
        .map_err(|error| LoadError::malformed(file, "JSON", error.to_string()))?;
    let get = |key: &str| settings.get(key).unwrap_or(&Value::Null);
    if get("beam_width").as_u64().is_some_and(|width| width > 1) {
        return Err(LoadError::unsupported(component, "a beam search ('beam_width' above 1)"));
    }
    if get("multitasks").as_array().is_some_and(|tasks| !tasks.is_empty()) {
        return Err(LoadError::unsupported(component, "further objectives ('multitasks')"));
    }
    if get("learn_tokens").as_bool() == Some(true) {
        return Err(LoadError::unsupported(component, "joining of tokens ('learn_tokens')"));
    }
    Ok(())
}

fn section(component: &str, rest: &str) -> String {
    format!("components.{component}.model{rest}")
}

fn factory(config: &Config, name: &str) -> Result<Factory, LoadError> {
    let factory = config.text(&format!("components.{name}"), "factory")?;
    let Some(factory) = factory else {
        let place = format!("[components.{name}]");
        return Err(LoadError::malformed("config.cfg", place, "expected a 'factory'"));
    };
    if let Some((_, known)) = FACTORIES.iter().find(|(known, _)| *known == factory) {
        return Ok(*known);
    }
    // The architecture says more than the factory where there is one.
    let needs = match config.text(&section(name, ""), "@architectures")? {
        Some(architecture) => format!("the architecture '{architecture}'"),
        None => format!("the factory '{factory}'"),
    };
    Err(LoadError::unsupported(name, needs))
}

/// The architecture of a section, which must be one of `known`.
fn expect(
    config: &Config,
    component: &str,
    section: &str,
    known: &[&str],
) -> Result<String, LoadError> {
    let architecture = config.text(section, "@architectures")?.ok_or_else(|| {
        LoadError::malformed("config.cfg", format!("[{section}]"), "expected '@architectures'")
    })?;
    if known.contains(&architecture.as_str()) {
        return Ok(architecture);
    }
    Err(LoadError::unsupported(component, format!("the architecture '{architecture}'")))
}

fn is_set(config: &Config, section: &str, key: &str) -> Result<bool, LoadError> {
    Ok(match config.get(section, key)? {
        None | Some(Value::Null | Value::Bool(false)) => false,
        Some(_) => true,
    })
}

/// Whether a parser comes after `component` in the pipeline.
fn config_has_parser_after(config: &Config, component: &str) -> Result<bool, LoadError> {
    let disabled = config.names("nlp", "disabled")?;
    let names = config.names("nlp", "pipeline")?;
    let after = names.iter().skip_while(|name| *name != component);
    for name in after.filter(|name| !disabled.contains(name)) {
        if config.text(&format!("components.{name}"), "factory")?.as_deref() == Some("parser") {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A network over a text, of the component's own or shared.
fn vectors(config: &Config, component: &str) -> Result<(), LoadError> {
    let section = section(component, ".tok2vec");
    let architecture = config.text(&section, "@architectures")?;
    if architecture.is_some_and(|architecture| LISTENER.contains(&architecture.as_str())) {
        return Ok(());
    }
    tok2vec(config, component, &section)
}

fn tok2vec(config: &Config, component: &str, section: &str) -> Result<(), LoadError> {
    let known = [TOK2VEC, HASH_CNN].concat();
    let architecture = expect(config, component, section, &known)?;
    if HASH_CNN.contains(&architecture.as_str()) {
        return Ok(());
    }
    let embed = format!("{section}.embed");
    expect(config, component, &embed, &EMBED)?;
    expect(config, component, &format!("{section}.encode"), &ENCODE)?;
    Ok(())
}

fn transition(config: &Config, component: &str, state_type: &str) -> Result<(), LoadError> {
    let section = section(component, "");
    expect(config, component, &section, &TRANSITION)?;
    let found = config.text(&section, "state_type")?;
    if found.as_deref() != Some(state_type) {
        let found = found.unwrap_or_default();
        return Err(LoadError::unsupported(component, format!("states of the type '{found}'")));
    }
    if is_set(config, &section, "extra_state_tokens")? {
        return Err(LoadError::unsupported(component, "larger states ('extra_state_tokens')"));
    }
    vectors(config, component)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARSER: &str = r#"
[nlp]
pipeline = ["tok2vec", "parser", "extra"]
disabled = ["extra"]
[components.tok2vec]
factory = "tok2vec"
[components.tok2vec.model]
@architectures = "spacy.HashEmbedCNN.v2"
pretrained_vectors = null
[components.parser]
factory = "parser"
[components.parser.model]
@architectures = "spacy.TransitionBasedParser.v2"
state_type = "parser"
extra_state_tokens = false
[components.parser.model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
"#;

    fn refusal(from: &str, to: &str) -> String {
        assert!(PARSER.contains(from), "{from}");
        let config = Config::parse(&PARSER.replace(from, to)).unwrap();
        components(&config).unwrap_err().to_string()
    }

    #[test]
    fn what_is_known_passes() {
        let config = Config::parse(PARSER).unwrap();
        let expected =
            [("tok2vec".to_owned(), Factory::Tok2Vec), ("parser".to_owned(), Factory::Parser)];
        assert_eq!(components(&config).unwrap(), expected);
    }

    #[test]
    fn refusals_name_the_component_and_the_reason() {
        for (from, to, component, reason) in [
            ("spacy.HashEmbedCNN.v2", "spacy.CharacterEmbed.v2", "tok2vec", "CharacterEmbed"),
            ("extra_state_tokens = false", "extra_state_tokens = true", "parser", "larger states"),
            ("factory = \"parser\"", "factory = \"beam_parser\"", "parser", "TransitionBased"),
            ("state_type = \"parser\"", "state_type = \"ner\"", "parser", "type 'ner'"),
            ("factory = \"tok2vec\"", "factory = \"transformer\"", "tok2vec", "HashEmbedCNN"),
            ("disabled = [\"extra\"]", "", "extra", "factory"),
        ] {
            let message = refusal(from, to);
            assert!(message.contains(component) && message.contains(reason), "{message}");
        }
    }

    #[test]
    fn settings_of_the_cfg_file() {
        let check = |json: &str| settings("ner", "ner/cfg", json.as_bytes());
        assert!(check(r#"{"beam_width": 1, "multitasks": [], "learn_tokens": false}"#).is_ok());
        let message = check(r#"{"beam_width": 8}"#).unwrap_err().to_string();
        assert!(message.contains("'ner'") && message.contains("beam"), "{message}");
        assert!(check("{").unwrap_err().to_string().contains("ner/cfg"));
    }
}
