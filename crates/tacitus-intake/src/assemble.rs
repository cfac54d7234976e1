//! From what the input says to an article: what is missing is read off the address and the text.

use tacitus_record::article::{
    Article, Block, BlockKind, DateBasis, Dyad, Engagement, Published, Title, TitleSource,
};

use crate::Options;
use crate::address;
use crate::blocks::Hints;

/// What the input itself says of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Draft {
    pub(crate) id: Option<String>,
    pub(crate) text: String,
    pub(crate) url: Option<String>,
    pub(crate) publication: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) published: Option<Published>,
    pub(crate) engagement: Engagement,
    pub(crate) authors: Vec<String>,
    pub(crate) dyads: Vec<Dyad>,
}

/// The article of a draft.
///
/// A date in the input's metadata is the article's own; then comes the one the user gives for the whole run, then the
/// address's, then the dateline's.
pub(crate) fn article(draft: Draft, options: &Options) -> Article {
    let Draft {
        id,
        text,
        url,
        publication,
        title,
        language,
        published,
        engagement,
        authors,
        dyads,
    } = draft;
    let address = url.as_deref();
    let of_address = address.and_then(address::title);
    // An article line of our own may bring back a title that was made of the address; it is still no headline.
    let title = match (title, of_address) {
        (Some(text), Some(made)) if text == made => {
            Some(Title { text, source: TitleSource::Address })
        }
        (Some(text), _) => Some(Title { text, source: TitleSource::Headline }),
        (None, made) => made.map(|text| Title { text, source: TitleSource::Address }),
    };
    let publication = publication.or_else(|| address.and_then(address::publication));
    let published = published
        .or_else(|| options.date.map(|day| Published::on(day, DateBasis::Metadata)))
        .or_else(|| Some(Published::on(address.and_then(address::date)?, DateBasis::Url)))
        .or_else(|| Some(Published::on(options.blocks.dateline(&text)?, DateBasis::Dateline)));
    let headline = title.as_ref().filter(|title| title.source == TitleSource::Headline);
    let hints = Hints {
        title: headline.map(|title| title.text.as_str()),
        publication: publication.as_deref(),
        authors: &authors,
    };
    let mut blocks = options.blocks.of(&text, hints);
    if title.is_some() {
        blocks.insert(0, Block { kind: BlockKind::Title, span: None });
    }
    Article {
        id: id.unwrap_or_else(|| Article::content_id(address, &text)),
        url,
        publication,
        title,
        language,
        text,
        published,
        engagement,
        blocks,
        dyads,
    }
}
