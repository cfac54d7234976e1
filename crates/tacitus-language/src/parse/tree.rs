//! From arcs to a document's tree: sentence starts, and heads that pseudo-projective labels lift back.

/// What spaCy writes between a lifted token's label and the label of its true head.
pub(crate) const DELIMITER: &str = "||";
/// The search for a true head gives up after so many tokens. Sentences that long are no sentences, and the
/// work would grow with their square.
const MAX_SEARCH: usize = 100_000;

/// The edges of each token's subtree; reused from text to text.
#[derive(Debug, Default)]
pub(crate) struct Edges {
    left: Vec<u32>,
    right: Vec<u32>,
    starts: Vec<bool>,
    queue: Vec<u32>,
    next_queue: Vec<u32>,
}

/// A label that pseudo-projective parsing has decorated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lifted {
    /// The true label.
    pub(crate) label: u32,
    /// The label of the true head.
    pub(crate) head_label: u32,
}

impl Edges {
    /// Computes the subtrees' edges as spaCy does, and from them where sentences start: at the left edge of
    /// each root.
    pub(crate) fn sentence_starts(&mut self, heads: &[u32], sent_start: &mut Vec<bool>) {
        let count = heads.len();
        self.left.clear();
        self.left.extend(0..count as u32);
        self.right.clear();
        self.right.extend(0..count as u32);
        // A head may lie beyond its sentence while edges are not settled; spaCy repeats at most as often.
        for _ in 0..12 {
            self.widen(heads);
            if self.heads_within_sentences(heads) {
                break;
            }
        }
        sent_start.clear();
        sent_start.resize(count, false);
        for (token, &head) in heads.iter().enumerate() {
            if head as usize == token {
                sent_start[self.left[token] as usize] = true;
            }
        }
    }

    fn widen(&mut self, heads: &[u32]) {
        for (child, &head) in heads.iter().enumerate() {
            self.widen_head(child, head as usize);
        }
        for (child, &head) in heads.iter().enumerate().rev() {
            self.widen_head(child, head as usize);
        }
    }

    fn widen_head(&mut self, child: usize, head: usize) {
        self.left[head] = self.left[head].min(self.left[child]);
        self.right[head] = self.right[head].max(self.right[child]);
    }

    fn heads_within_sentences(&mut self, heads: &[u32]) -> bool {
        let count = heads.len();
        self.starts.clear();
        self.starts.resize(count, false);
        for (token, &head) in heads.iter().enumerate() {
            if head as usize == token {
                self.starts[self.left[token] as usize] = true;
            }
        }
        let mut start = 0;
        for end in 0..count {
            if (end > 0 && self.starts[end]) || end + 1 == count {
                let within = |&head: &u32| (start..=end).contains(&(head as usize));
                if !heads[start..end].iter().all(within) {
                    return false;
                }
                start = end;
            }
        }
        true
    }

    /// Attaches tokens with lifted labels to their true heads: from the head that they have, level by level and
    /// from left to right, the first descendant with the label of the true head. `lifted` says what a label
    /// stands for; `is_space` whether a token is white space.
    pub(crate) fn deprojectivize(
        &mut self,
        heads: &mut [u32],
        labels: &mut [u32],
        lifted: impl Fn(u32) -> Option<Lifted>,
        is_space: impl Fn(usize) -> bool,
    ) -> bool {
        let mut changed = false;
        for token in 0..heads.len() {
            let Some(Lifted { label, head_label }) = lifted(labels[token]) else { continue };
            let head = self.find_head(token, head_label, heads, labels, &is_space);
            heads[token] = head;
            labels[token] = label;
            changed = true;
        }
        changed
    }

    fn find_head(
        &mut self,
        token: usize,
        head_label: u32,
        heads: &[u32],
        labels: &[u32],
        is_space: impl Fn(usize) -> bool,
    ) -> u32 {
        self.queue.clear();
        self.queue.push(heads[token]);
        let mut searched = 0;
        while !self.queue.is_empty() && searched < MAX_SEARCH {
            self.next_queue.clear();
            for &parent in &self.queue {
                let range = self.left[parent as usize]..=self.right[parent as usize];
                searched += (*range.end() - *range.start()) as usize;
                for child in range {
                    let at = child as usize;
                    if heads[at] != parent || child == parent || at == token || is_space(at) {
                        continue;
                    }
                    if labels[at] == head_label {
                        return child;
                    }
                    self.next_queue.push(child);
                }
                if searched >= MAX_SEARCH {
                    break;
                }
            }
            std::mem::swap(&mut self.queue, &mut self.next_queue);
        }
        heads[token]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_start_at_the_left_edges_of_roots() {
        let mut starts = Vec::new();
        Edges::default().sentence_starts(&[1, 1, 1, 4, 4], &mut starts);
        assert_eq!(starts, [true, false, false, true, false]);
        Edges::default().sentence_starts(&[], &mut starts);
        assert!(starts.is_empty());
    }

    #[test]
    fn a_lifted_token_goes_down_to_its_head() {
        // Labels: 0 root, 1 nsubj, 2 dobj, 3 prep, 9 'prep||dobj'. Token 3 hangs on the root 1 and belongs to
        // the object 2.
        let (mut heads, mut labels) = (vec![1, 1, 1, 1], vec![1, 0, 2, 9]);
        let mut edges = Edges::default();
        edges.sentence_starts(&heads.clone(), &mut Vec::new());
        let lifted = |label| (label == 9).then_some(Lifted { label: 3, head_label: 2 });
        assert!(edges.deprojectivize(&mut heads, &mut labels, lifted, |_| false));
        assert_eq!((heads[3], labels[3]), (2, 3));
        // Where no descendant has the label, the head stays; white space is passed over.
        let (mut heads, mut labels) = (vec![1, 1, 1, 1], vec![1, 0, 2, 9]);
        assert!(edges.deprojectivize(&mut heads, &mut labels, lifted, |token| token == 2));
        assert_eq!((heads[3], labels[3]), (1, 3));
    }

    #[test]
    fn levels_are_searched_from_the_top() {
        // 0 has the children 1 and 3; 1 has the child 2. Both 2 and 3 have the label sought: 3 is higher.
        let (mut heads, mut labels) = (vec![0, 0, 1, 0, 0], vec![0, 5, 2, 2, 9]);
        let mut edges = Edges::default();
        edges.sentence_starts(&heads.clone(), &mut Vec::new());
        let lifted = |label| (label == 9).then_some(Lifted { label: 4, head_label: 2 });
        edges.deprojectivize(&mut heads, &mut labels, lifted, |_| false);
        assert_eq!(heads[4], 3);
    }
}
