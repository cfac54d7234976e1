//! The state of an arc-eager parse: a stack, a buffer, and the arcs drawn so far.

const NONE: u32 = u32::MAX;

/// One text's parse. All columns have one entry a token; the vectors are reused from text to text.
#[derive(Debug, Default)]
pub(crate) struct State {
    length: usize,
    stack: Vec<u32>,
    /// Tokens that were put back, the next one last; the buffer is these and then all tokens from `next` on.
    rebuffer: Vec<u32>,
    next: usize,
    head: Vec<u32>,
    label: Vec<u32>,
    /// The dependent to the left, or to the right, that was attached last.
    last_left: Vec<u32>,
    last_right: Vec<u32>,
    /// The dependent of the same head on the same side that was attached before this one.
    previous: Vec<u32>,
    unshiftable: Vec<bool>,
    sent_start: Vec<bool>,
}

impl State {
    /// Starts a text of `length` tokens.
    pub(crate) fn start(&mut self, length: usize) {
        self.length = length;
        self.stack.clear();
        self.rebuffer.clear();
        self.next = 0;
        for column in [
            &mut self.head,
            &mut self.label,
            &mut self.last_left,
            &mut self.last_right,
            &mut self.previous,
        ] {
            column.clear();
            column.resize(length, NONE);
        }
        self.unshiftable.clear();
        self.unshiftable.resize(length, false);
        self.sent_start.clear();
        self.sent_start.resize(length, false);
        // spaCy marks the first token of every document.
        if let Some(first) = self.sent_start.first_mut() {
            *first = true;
        }
    }

    /// The `i`th token from the stack's top.
    pub(crate) fn s(&self, i: usize) -> Option<u32> {
        self.stack.len().checked_sub(i + 1).map(|at| self.stack[at])
    }

    /// The `i`th token of the buffer.
    pub(crate) fn b(&self, i: usize) -> Option<u32> {
        if i < self.rebuffer.len() {
            return Some(self.rebuffer[self.rebuffer.len() - 1 - i]);
        }
        let token = self.next + (i - self.rebuffer.len());
        (token < self.length).then_some(token as u32)
    }

    /// The last dependent to the left of `token`.
    pub(crate) fn left(&self, token: Option<u32>) -> Option<u32> {
        Some(self.last_left[token? as usize]).filter(|&child| child != NONE)
    }

    /// The last dependent to the right of `token`.
    pub(crate) fn right(&self, token: Option<u32>) -> Option<u32> {
        Some(self.last_right[token? as usize]).filter(|&child| child != NONE)
    }

    pub(crate) fn stack_depth(&self) -> usize {
        self.stack.len()
    }

    pub(crate) fn buffer_length(&self) -> usize {
        self.length - self.next + self.rebuffer.len()
    }

    pub(crate) fn is_final(&self) -> bool {
        self.stack.is_empty() && self.buffer_length() == 0
    }

    pub(crate) fn is_sent_start(&self, token: Option<u32>) -> bool {
        token.is_some_and(|token| self.sent_start[token as usize])
    }

    pub(crate) fn is_unshiftable(&self, token: Option<u32>) -> bool {
        token.is_some_and(|token| self.unshiftable[token as usize])
    }

    /// The head of `token`, `None` where it has none yet.
    pub(crate) fn head(&self, token: u32) -> Option<u32> {
        Some(self.head[token as usize]).filter(|&head| head != NONE)
    }

    /// The label of the arc to `token`, `None` where it has no head yet.
    pub(crate) fn label(&self, token: u32) -> Option<u32> {
        self.head(token).map(|_| self.label[token as usize])
    }

    /// Moves the buffer's first token to the stack.
    pub(crate) fn push(&mut self) {
        let token = self.rebuffer.pop().unwrap_or_else(|| {
            self.next += 1;
            (self.next - 1) as u32
        });
        self.stack.push(token);
    }

    /// Takes the top off the stack.
    pub(crate) fn pop(&mut self) {
        self.stack.pop();
    }

    /// Puts the stack's top back to the buffer; it may not be shifted again before something else happened.
    pub(crate) fn unshift(&mut self) {
        if let Some(token) = self.stack.pop() {
            self.unshiftable[token as usize] = true;
            self.rebuffer.push(token);
        }
    }

    /// Lets `token` be shifted again.
    pub(crate) fn set_reshiftable(&mut self, token: u32) {
        self.unshiftable[token as usize] = false;
    }

    pub(crate) fn set_sent_start(&mut self, token: u32) {
        self.sent_start[token as usize] = true;
    }

    /// Ends the parse where no action is valid.
    pub(crate) fn force_final(&mut self) {
        self.stack.clear();
        self.rebuffer.clear();
        self.next = self.length;
    }

    /// Draws an arc, in place of the one that `child` has.
    pub(crate) fn add_arc(&mut self, head: u32, child: u32, label: u32) {
        if let Some(old) = self.head(child) {
            self.delete_arc(old, child);
        }
        let last = if head > child { &mut self.last_left } else { &mut self.last_right };
        self.previous[child as usize] = std::mem::replace(&mut last[head as usize], child);
        self.head[child as usize] = head;
        self.label[child as usize] = label;
    }

    /// Forgets an arc if it is the last of its head. In arc-eager parsing it always is: a token loses its head
    /// only while it is on the stack, right above what its head attached last.
    fn delete_arc(&mut self, head: u32, child: u32) {
        let last = if head > child { &mut self.last_left } else { &mut self.last_right };
        if last[head as usize] == child {
            last[head as usize] = self.previous[child as usize];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buffer_and_stack() {
        let mut state = State::default();
        state.start(3);
        assert!(state.is_sent_start(state.b(0)));
        state.push();
        state.push();
        assert_eq!((state.s(0), state.s(1), state.s(2)), (Some(1), Some(0), None));
        assert_eq!((state.b(0), state.b(1)), (Some(2), None));
        state.unshift();
        assert_eq!((state.b(0), state.b(1), state.b(2)), (Some(1), Some(2), None));
        assert!(state.is_unshiftable(Some(1)) && state.buffer_length() == 2);
        state.push();
        state.push();
        assert!(!state.is_final());
        state.force_final();
        assert!(state.is_final());
    }

    #[test]
    fn arcs_replace_each_other() {
        let mut state = State::default();
        state.start(4);
        state.add_arc(1, 0, 5);
        state.add_arc(1, 2, 6);
        state.add_arc(1, 3, 7);
        assert_eq!((state.left(Some(1)), state.right(Some(1))), (Some(0), Some(3)));
        state.add_arc(2, 3, 8);
        assert_eq!((state.right(Some(1)), state.right(Some(2))), (Some(2), Some(3)));
        assert_eq!((state.head(3), state.label(3)), (Some(2), Some(8)));
        assert_eq!((state.left(None), state.label(1)), (None, None));
    }
}
