//! What `tacitus knowledge` shows of knowledge folders.

pub mod compare;
pub mod show;

use tacitus_coder::lexicon::Frame;

/// A frame in one line.
fn frame_line(frame: &Frame) -> String {
    format!("{}  {}  [{}]", frame.source, frame.pattern, frame.head)
}
