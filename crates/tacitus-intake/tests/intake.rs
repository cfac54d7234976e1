//! Whole sources through `read`: small files of our own in `tests/data`, then the shared data where it is at hand.

// A test may fail by panicking, and says on its output why it was skipped.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use tacitus_intake::{Counts, Note, Options, Reason, SetAside, Sink, read};
use tacitus_record::article::{Article, BlockKind, DateBasis, Engagement, TitleSource};

/// Keeps everything, in order, one line each for what is no article.
#[derive(Default)]
struct Kept {
    articles: Vec<Article>,
    messages: Vec<String>,
    limit: Option<usize>,
}

impl Sink for Kept {
    fn take(&mut self, read: Result<Article, SetAside>) -> ControlFlow<()> {
        match read {
            Ok(article) => self.articles.push(article),
            Err(set_aside) => self.messages.push(set_aside.to_string()),
        }
        match self.limit {
            Some(limit) if self.articles.len() >= limit => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        }
    }

    fn note(&mut self, note: Note) {
        self.messages.push(format!("note: {note}"));
    }
}

fn data(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
    std::fs::read(path).unwrap()
}

fn kept(name: &str, options: &Options) -> (Kept, Counts) {
    let mut kept = Kept::default();
    let counts = read(data(name).as_slice(), name, options, &mut kept);
    (kept, counts)
}

/// The one article of a file that has nothing amiss but what `messages` says.
fn one(name: &str, messages: &[&str]) -> Article {
    let (mut kept, counts) = kept(name, &Options::default());
    assert_eq!(kept.messages, messages, "{name}");
    assert_eq!((counts.articles, counts.set_aside), (1, 0), "{name}");
    kept.articles.remove(0)
}

/// A file that gives no article but this message.
fn check_refused(name: &str, message: &str) {
    let (kept, counts) = kept(name, &Options::default());
    assert_eq!(counts, Counts { articles: 0, set_aside: 1, notes: 0 });
    assert_eq!(kept.messages, [message]);
}

/// The blocks as `kind first-words` lines.
fn blocks(article: &Article) -> Vec<String> {
    let line = |block| {
        let words: Vec<&str> = article.block_text(block).split_whitespace().take(3).collect();
        format!("{} {}", block.kind.as_str(), words.join(" "))
    };
    article.blocks.iter().map(line).collect()
}

mod files {
    use super::*;

    #[test]
    fn the_share_layout() {
        let article = one("share.txt", &[]);
        assert_eq!(article.engagement, Engagement { shares: Some(1204), comments: Some(57) });
        assert_eq!(article.publication.as_deref(), Some("herald.example"));
        let title = article.title.as_ref().unwrap();
        assert_eq!(title.text, "Furious minister cancels trip to lima over border");
        assert_eq!(title.source, TitleSource::Address);
        let published = article.published.as_ref().unwrap();
        assert_eq!(
            (published.earliest.to_string().as_str(), published.basis),
            ("2016-10-11", DateBasis::Url)
        );
        assert!(article.text.starts_with("The foreign minister has called off"));
        assert!(article.text.ends_with("begin again.\n"));
        assert_eq!(
            blocks(&article),
            [
                "title Furious minister cancels",
                "paragraph The foreign minister",
                "paragraph The visit, the",
                "boilerplate Scroll down for",
                "caption Foreign minister Elsa",
                "paragraph But it is",
                "paragraph 'We are ready",
                "caption It is believed",
                "boilerplate Share this article",
                "paragraph Neither side would",
            ]
        );
        assert_eq!(article.id, Article::content_id(article.url.as_deref(), &article.text));
    }

    #[test]
    fn line_ends_change_the_text_and_nothing_else() {
        let (unix, windows) = (one("share.txt", &[]), one("share-crlf.txt", &[]));
        assert_eq!(windows.text, unix.text.replace('\n', "\r\n"));
        assert_eq!(blocks(&windows), blocks(&unix));
        assert_eq!(windows.engagement, unix.engagement);
        assert_eq!(blocks(&one("lone-cr.txt", &[])), blocks(&one("plain.txt", &[])));
    }

    #[test]
    fn plain_text() {
        let article = one("plain.txt", &[]);
        // A headline in the text is part of the text.
        assert_eq!(article.title, None);
        assert_eq!(
            blocks(&article),
            [
                "heading Ministers end talks",
                "paragraph LIMA, Oct. 11,",
                "caption Elsa Marn, left,",
                "paragraph Nobody said why",
                "boilerplate Reporting by Jo",
            ]
        );
        let published = article.published.unwrap();
        assert_eq!(
            (published.latest.to_string().as_str(), published.basis),
            ("2016-10-11", DateBasis::Dateline)
        );
        // The mark is no part of the text.
        assert_eq!(one("bom.txt", &[]).text, article.text);
    }

    #[test]
    fn lines_set_to_a_width() {
        assert_eq!(
            blocks(&one("wrapped.txt", &[])),
            ["paragraph The foreign ministers", "paragraph Both sides blamed"]
        );
    }

    #[test]
    fn encodings() {
        let text = "The minister’s café in Orléans was shut on Tuesday – “for good”, she said.\r\n\r\nNobody said why the café was shut.\r\n";
        assert_eq!(one("utf-16le.txt", &[]).text, text);
        assert_eq!(one("utf-16be.txt", &[]).text, text);
        let note = "note: windows-1252.txt: is no UTF-8 and was read as windows-1252; save it as UTF-8 if letters look wrong";
        assert_eq!(one("windows-1252.txt", &[note]).text, text);
    }

    #[test]
    fn files_without_a_report() {
        check_refused("empty.txt", "empty.txt: is empty; give a report with text");
        check_refused("blank.txt", "blank.txt: is empty; give a report with text");
        check_refused(
            "share-no-body.txt",
            "share-no-body.txt: has no text after its head; the share layout has the text from line 4 on",
        );
        check_refused(
            "picture.png",
            "picture.png: is no text but a PNG picture; give the report's text",
        );
        check_refused(
            "nul.txt",
            "nul.txt: is no text but binary data (NUL bytes or many control characters); give plain text or JSONL",
        );
        check_refused(
            "page.html",
            "page.html: is no text but an HTML page; extract its text first",
        );
    }
}

mod json {
    use super::*;

    #[test]
    fn bad_lines_are_set_aside_and_the_rest_goes_on() {
        for name in ["bad-lines.jsonl", "bad-lines-crlf.txt"] {
            let (kept, counts) = kept(name, &Options::default());
            assert_eq!(counts, Counts { articles: 4, set_aside: 7, notes: 1 });
            let ids: Vec<&str> = kept.articles.iter().map(|article| article.id.as_str()).collect();
            // Two reports may call themselves the same.
            let hashed = Article::content_id(None, "Talks failed for good.");
            assert_eq!(ids, ["a", "a", "9007199254740993", &hashed]);
            let starts = [
                "3 (byte ",
                "4 (byte ",
                "5: the date \"some day\" in `date` cannot be read",
                "6 (byte ",
                "7 (byte ",
                "8 (byte ",
                "9 (byte ",
                "10 (byte ",
            ];
            for (message, start) in kept.messages.iter().zip(starts) {
                let place = format!("{name}:{start}");
                assert!(message.trim_start_matches("note: ").starts_with(&place), "{message}");
            }
            assert_eq!(kept.messages.len(), starts.len());
        }
    }

    #[test]
    fn messages_say_where_and_what_to_do() {
        let (kept, _) = kept("bad-lines.jsonl", &Options::default());
        assert_eq!(
            kept.messages[0],
            "bad-lines.jsonl:3 (byte 71): is no JSON (expected ident); correct or remove it"
        );
        let bytes = data("bad-lines.jsonl");
        let latin = memchr::memchr(0xE9, &bytes).unwrap();
        assert_eq!(
            kept.messages[4],
            format!(
                "bad-lines.jsonl:7 (byte {latin}): is no valid UTF-8, which JSON has to be; save the file as UTF-8"
            )
        );
    }

    #[test]
    fn objects_over_several_lines() {
        let (kept, counts) = kept("pretty.json", &Options::default());
        assert_eq!(counts, Counts { articles: 2, set_aside: 1, notes: 0 });
        assert_eq!(kept.articles[1].text, "Talks failed {again}.");
        assert!(kept.messages[0].starts_with("pretty.json:6 (byte "), "{}", kept.messages[0]);
    }

    #[test]
    fn json_in_utf16() {
        let (kept, counts) = kept("utf-16.jsonl", &Options::default());
        assert_eq!(counts, Counts { articles: 2, set_aside: 0, notes: 0 });
        assert_eq!(kept.articles[0].text, "Élysée");
    }

    #[test]
    fn the_users_date_stands_in_where_metadata_has_none() {
        let options = Options { date: Some("2016-10-12".parse().unwrap()), ..Options::default() };
        let (kept, _) = kept("bad-lines.jsonl", &options);
        let days: Vec<String> = kept
            .articles
            .iter()
            .map(|article| article.published.as_ref().unwrap().earliest.to_string())
            .collect();
        assert_eq!(days, ["2016-10-11", "2016-10-12", "2016-10-11", "2016-10-12"]);
    }

    #[test]
    fn the_sink_may_end_it() {
        let mut kept = Kept { limit: Some(1), ..Kept::default() };
        let counts = read(data("bad-lines.jsonl").as_slice(), "x", &Options::default(), &mut kept);
        assert_eq!(counts.articles, 1);
    }
}

mod streams {
    use super::*;

    /// Gives the same line over and over, a few bytes at a time, then fails.
    struct Endless {
        line: &'static [u8],
        at: usize,
        left: usize,
    }

    impl Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if self.left == 0 {
                return Err(io::Error::other("the disk is gone"));
            }
            let length = buffer.len().min(self.line.len() - self.at).min(self.left).min(4099);
            buffer[..length].copy_from_slice(&self.line[self.at..self.at + length]);
            self.at = (self.at + length) % self.line.len();
            self.left -= length;
            Ok(length)
        }
    }

    #[test]
    fn articles_come_as_they_are_read() {
        let line = b"{\"id\": 1, \"text\": \"Talks failed.\"}\n";
        let lines = 10_000;
        let endless = Endless { line, at: 0, left: line.len() * lines };
        let mut articles = 0;
        let mut errors = Vec::new();
        let counts = read(endless, "tape", &Options::default(), &mut |read| {
            match read {
                Ok(_) => articles += 1,
                Err(set_aside) => errors.push((articles, set_aside)),
            }
            ControlFlow::Continue(())
        });
        assert_eq!((counts.articles, counts.set_aside), (lines, 1));
        // What stood before the trouble came out before it.
        let (before, set_aside): &(usize, SetAside) = &errors[0];
        assert_eq!(*before, lines);
        assert_eq!(set_aside.reason, Reason::Io("the disk is gone".to_owned()));
        assert_eq!(set_aside.place.line, Some(lines + 1));
    }

    #[test]
    fn a_line_of_any_length_is_set_aside() {
        let huge = io::repeat(b'x').take(tacitus_intake::LARGEST as u64 + 10);
        let input = (&b"{\"text\": \"Talks failed.\"}\n"[..])
            .chain(huge)
            .chain(&b"\n{\"text\": \"Talks failed again.\"}\n"[..]);
        let mut kept = Kept::default();
        let counts = read(input, "tape", &Options::default(), &mut kept);
        assert_eq!((counts.articles, counts.set_aside), (2, 1));
        assert!(kept.messages[0].starts_with("tape:2 (byte 26): is larger than"));
    }
}

/// The shared data lies beside the repository where the project is worked on; elsewhere these tests say so and pass.
mod shared {
    use super::*;

    fn shared(name: &str) -> Option<PathBuf> {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let named = std::env::var_os("TACITUS_SHARED").map(PathBuf::from);
        let path = named.unwrap_or_else(|| workspace.join("../shared")).join(name);
        if !path.exists() {
            println!("skipped: {} is not there", path.display());
            return None;
        }
        Some(path)
    }

    #[test]
    fn the_seed_report() {
        let Some(folder) = shared("seed") else { return };
        let bytes = std::fs::read(folder.join("article.txt")).unwrap();
        let mut kept = Kept::default();
        let counts = read(bytes.as_slice(), "article.txt", &Options::default(), &mut kept);
        assert_eq!(counts, Counts { articles: 1, set_aside: 0, notes: 0 });
        let article = &kept.articles[0];
        let facts = std::fs::read_to_string(folder.join("article.json")).unwrap();
        let facts: serde_json::Value = serde_json::from_str(&facts).unwrap();
        assert_eq!(article.engagement.shares, facts["shares"].as_u64());
        assert_eq!(article.engagement.comments, facts["comments"].as_u64());
        let wanted = std::fs::read_to_string(folder.join("blocks.jsonl")).unwrap();
        for line in wanted.lines() {
            let want: serde_json::Value = serde_json::from_str(line).unwrap();
            let starts = want["starts"].as_str().unwrap().to_lowercase();
            let kinds: Vec<&str> = article
                .blocks
                .iter()
                .filter(|block| article.block_text(block).to_lowercase().starts_with(&starts))
                .map(|block| block.kind.as_str())
                .collect();
            assert_eq!(kinds, [want["kind"].as_str().unwrap()], "{starts}");
        }
        let captions = article.blocks.iter().filter(|block| block.kind == BlockKind::Caption);
        assert_eq!(captions.count(), 4);
    }

    #[test]
    fn two_thousand_news_reports() {
        let Some(path) = shared("gold/news/news.jsonl") else { return };
        let file = std::fs::File::open(path).unwrap();
        let (mut blocks, mut boilerplate, mut untitled) = (0, 0, 0);
        let counts = read(file, "news.jsonl", &Options::default(), &mut |read: Result<
            Article,
            SetAside,
        >| {
            let article = read.unwrap();
            blocks += article.blocks.len();
            let of_page = |kind| kind == BlockKind::Boilerplate;
            boilerplate += article.blocks.iter().filter(|block| of_page(block.kind)).count();
            untitled += usize::from(article.title.is_none() || article.published.is_none());
            ControlFlow::Continue(())
        });
        assert_eq!(counts, Counts { articles: 2000, set_aside: 0, notes: 0 });
        assert_eq!(untitled, 0);
        // Far more would mean that paragraphs go with it.
        assert!((2..7).contains(&(boilerplate * 100 / blocks)), "{boilerplate} of {blocks}");
    }
}
