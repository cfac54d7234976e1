//! Running matchers over text.

use super::program::{Assertion, Body, Direction, Inst, Matcher, Step};

/// Memory that running patterns needs, kept by the caller between runs.
#[derive(Debug, Default)]
pub(crate) struct PatternScratch {
    outer: Threads,
    inner: Threads,
}

#[derive(Debug, Default)]
struct Threads {
    current: List,
    next: List,
    stack: Vec<u32>,
}

/// Instructions that are alive, in order of preference, each at most once.
#[derive(Debug, Default)]
struct List {
    order: Vec<u32>,
    /// The round in which each instruction was last reached.
    reached: Vec<u32>,
    round: u32,
}

impl List {
    fn clear(&mut self, size: usize) {
        self.order.clear();
        if self.reached.len() < size {
            self.reached.resize(size, 0);
        }
        self.round = self.round.wrapping_add(1);
        if self.round == 0 {
            self.reached.fill(0);
            self.round = 1;
        }
    }

    fn reach(&mut self, at: u32) -> bool {
        let round = &mut self.reached[at as usize];
        let new = *round != self.round;
        *round = self.round;
        new
    }
}

/// Which of the ways to match is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Prefer {
    /// The one that backtracking would find first.
    First,
    /// The one that goes furthest.
    Longest,
}

fn step(text: &str, at: usize, direction: Direction) -> Option<(char, usize)> {
    match direction {
        Direction::Forward => {
            let char = text[at..].chars().next()?;
            Some((char, at + char.len_utf8()))
        }
        Direction::Backward => {
            let char = text[..at].chars().next_back()?;
            Some((char, at - char.len_utf8()))
        }
    }
}

impl Matcher {
    /// Where a match that starts at byte `at` ends (walking backward: begins). With `must_move` a match of nothing
    /// does not count.
    pub(crate) fn run(
        &self,
        text: &str,
        at: usize,
        prefer: Prefer,
        must_move: bool,
        scratch: &mut PatternScratch,
    ) -> Option<usize> {
        match &self.body {
            Body::Steps(steps) => {
                let end = run_steps(steps, self.direction, text, at, &mut scratch.inner)?;
                (!must_move || end != at).then_some(end)
            }
            Body::Program(program) => {
                let machine = Machine { program, direction: self.direction, text };
                machine.run(at, prefer, must_move, &mut scratch.outer, Some(&mut scratch.inner))
            }
        }
    }

    /// Whether this look-around matches at byte `at`. It has no look-around inside itself.
    fn holds(&self, text: &str, at: usize, threads: &mut Threads) -> bool {
        match &self.body {
            Body::Steps(steps) => run_steps(steps, self.direction, text, at, threads).is_some(),
            Body::Program(program) => {
                let machine = Machine { program, direction: self.direction, text };
                machine.run(at, Prefer::First, false, threads, None).is_some()
            }
        }
    }
}

fn holds(assertion: &Assertion, text: &str, at: usize, threads: Option<&mut Threads>) -> bool {
    match assertion {
        Assertion::Start => at == 0,
        Assertion::End => at == text.len() || &text[at..] == "\n",
        Assertion::VeryEnd => at == text.len(),
        Assertion::Look { negative, matcher } => {
            threads.is_some_and(|threads| matcher.holds(text, at, threads) != *negative)
        }
    }
}

fn run_steps(
    steps: &[Step],
    direction: Direction,
    text: &str,
    at: usize,
    threads: &mut Threads,
) -> Option<usize> {
    let mut here = at;
    for part in steps {
        match part {
            Step::Set(set) => {
                let (char, next) = step(text, here, direction)?;
                if !set.contains(char) {
                    return None;
                }
                here = next;
            }
            Step::Assert(assertion) => {
                if !holds(assertion, text, here, Some(threads)) {
                    return None;
                }
            }
        }
    }
    Some(here)
}

struct Machine<'a> {
    program: &'a [Inst],
    direction: Direction,
    text: &'a str,
}

impl Machine<'_> {
    fn run(
        &self,
        at: usize,
        prefer: Prefer,
        must_move: bool,
        threads: &mut Threads,
        mut inner: Option<&mut Threads>,
    ) -> Option<usize> {
        let Threads { current, next, stack } = threads;
        let mut here = at;
        let mut found = None;
        current.clear(self.program.len());
        self.follow(0, here, current, stack, inner.as_deref_mut());
        while !current.order.is_empty() {
            let step = step(self.text, here, self.direction);
            next.clear(self.program.len());
            for &thread in &current.order {
                match (&self.program[thread as usize], step) {
                    (Inst::Match, _) => {
                        if must_move && here == at {
                            continue;
                        }
                        found = Some(here);
                        if prefer == Prefer::First {
                            break;
                        }
                    }
                    (Inst::Set(set), Some((char, after))) if set.contains(char) => {
                        self.follow(thread + 1, after, next, stack, inner.as_deref_mut());
                    }
                    _ => {}
                }
            }
            let Some((_, after)) = step else { break };
            here = after;
            std::mem::swap(current, next);
        }
        found
    }

    /// Adds what can be reached from an instruction without taking a character.
    fn follow(
        &self,
        from: u32,
        at: usize,
        list: &mut List,
        stack: &mut Vec<u32>,
        mut inner: Option<&mut Threads>,
    ) {
        stack.push(from);
        while let Some(here) = stack.pop() {
            if !list.reach(here) {
                continue;
            }
            match &self.program[here as usize] {
                Inst::Set(_) | Inst::Match => list.order.push(here),
                Inst::Jump(to) => stack.push(*to),
                Inst::Split(first, second) => stack.extend([*second, *first]),
                Inst::Assert(assertion) => {
                    if holds(assertion, self.text, at, inner.as_deref_mut()) {
                        stack.push(here + 1);
                    }
                }
            }
        }
    }
}
