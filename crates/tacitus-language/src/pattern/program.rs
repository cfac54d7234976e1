//! Patterns made ready to run.
//!
//! Nearly all rules of a tokenizer are a short row of sets and assertions: those run step by step. The rest become
//! programs for a machine that walks the text once with all the ways to match side by side, so that no text costs
//! more than its length times the program's.

use super::parse::Node;
use super::set::CharSet;

/// Which way a matcher walks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    Forward,
    Backward,
}

/// A condition on a position that takes no character.
#[derive(Clone, Debug)]
pub(crate) enum Assertion {
    Start,
    End,
    VeryEnd,
    /// Whether the matcher matches from here must differ from `negative`.
    Look {
        negative: bool,
        matcher: Box<Matcher>,
    },
}

/// One step of a matcher that has no choice to make.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Set(CharSet),
    Assert(Assertion),
}

/// One instruction of a matcher that has.
#[derive(Clone, Debug)]
pub(crate) enum Inst {
    Set(CharSet),
    Assert(Assertion),
    /// Go on at the first; where that fails, at the second.
    Split(u32, u32),
    Jump(u32),
    Match,
}

#[derive(Clone, Debug)]
pub(crate) enum Body {
    Steps(Vec<Step>),
    Program(Vec<Inst>),
}

/// A pattern, or a branch of one, that can be tried at a position.
#[derive(Clone, Debug)]
pub(crate) struct Matcher {
    pub(crate) direction: Direction,
    pub(crate) body: Body,
}

/// A row of more steps than this is run as a program, whose length is checked.
const MAX_STEPS: usize = 256;
/// A program longer than this is refused: the pattern repeats large groups many times.
const MAX_PROGRAM: usize = 20_000;

impl Matcher {
    /// Compiles a node. The error says what is not supported.
    pub(crate) fn new(node: &Node, direction: Direction) -> Result<Self, String> {
        let mut steps = Vec::new();
        if steps_of(node, direction, &mut steps)? {
            return Ok(Matcher { direction, body: Body::Steps(steps) });
        }
        let mut program = Vec::new();
        emit(node, direction, &mut program)?;
        program.push(Inst::Match);
        Ok(Matcher { direction, body: Body::Program(program) })
    }
}

fn in_order<'n>(list: &'n [Node], direction: Direction) -> Box<dyn Iterator<Item = &'n Node> + 'n> {
    match direction {
        Direction::Forward => Box::new(list.iter()),
        Direction::Backward => Box::new(list.iter().rev()),
    }
}

fn assertion(node: &Node) -> Result<Option<Assertion>, String> {
    Ok(Some(match node {
        Node::Start => Assertion::Start,
        Node::End => Assertion::End,
        Node::VeryEnd => Assertion::VeryEnd,
        Node::Look { behind, negative, node } => {
            if has_look(node) {
                return Err("a look-around inside of a look-around".into());
            }
            let direction = if *behind { Direction::Backward } else { Direction::Forward };
            Assertion::Look {
                negative: *negative,
                matcher: Box::new(Matcher::new(node, direction)?),
            }
        }
        _ => return Ok(None),
    }))
}

fn has_look(node: &Node) -> bool {
    match node {
        Node::Look { .. } => true,
        Node::Concat(list) | Node::Alt(list) => list.iter().any(has_look),
        Node::Repeat { node, .. } => has_look(node),
        Node::Set(_) | Node::Start | Node::End | Node::VeryEnd => false,
    }
}

/// Appends the node's steps; false where it has a choice to make.
fn steps_of(node: &Node, direction: Direction, steps: &mut Vec<Step>) -> Result<bool, String> {
    if steps.len() > MAX_STEPS {
        return Ok(false);
    }
    match node {
        Node::Set(set) => steps.push(Step::Set(set.clone())),
        Node::Concat(list) => {
            for node in in_order(list, direction) {
                if !steps_of(node, direction, steps)? {
                    return Ok(false);
                }
            }
        }
        Node::Repeat { node, min, max: Some(max), .. } if min == max => {
            for _ in 0..*min {
                if !steps_of(node, direction, steps)? {
                    return Ok(false);
                }
            }
        }
        Node::Alt(_) | Node::Repeat { .. } => return Ok(false),
        _ => {
            if let Some(assertion) = assertion(node)? {
                steps.push(Step::Assert(assertion));
            }
        }
    }
    Ok(true)
}

fn emit(node: &Node, direction: Direction, program: &mut Vec<Inst>) -> Result<(), String> {
    if program.len() > MAX_PROGRAM {
        return Err("repeats of large groups".into());
    }
    match node {
        Node::Set(set) => program.push(Inst::Set(set.clone())),
        Node::Concat(list) => {
            for node in in_order(list, direction) {
                emit(node, direction, program)?;
            }
        }
        Node::Alt(list) => emit_alternatives(list, direction, program)?,
        Node::Repeat { node, min, max, greedy } => {
            for _ in 0..*min {
                emit(node, direction, program)?;
            }
            match max {
                Some(max) => emit_optional(node, max - min, *greedy, direction, program)?,
                None => emit_loop(node, *greedy, direction, program)?,
            }
        }
        _ => {
            if let Some(assertion) = assertion(node)? {
                program.push(Inst::Assert(assertion));
            }
        }
    }
    Ok(())
}

fn position(program: &[Inst]) -> u32 {
    u32::try_from(program.len()).unwrap_or(u32::MAX)
}

fn split(inside: u32, outside: u32, greedy: bool) -> Inst {
    if greedy { Inst::Split(inside, outside) } else { Inst::Split(outside, inside) }
}

fn emit_alternatives(
    list: &[Node],
    direction: Direction,
    program: &mut Vec<Inst>,
) -> Result<(), String> {
    let mut ends = Vec::new();
    for (index, node) in list.iter().enumerate() {
        let fork = program.len();
        let last = index + 1 == list.len();
        if !last {
            program.push(Inst::Jump(0));
        }
        emit(node, direction, program)?;
        if !last {
            ends.push(program.len());
            program.push(Inst::Jump(0));
            program[fork] = Inst::Split(position(&program[..=fork]), position(program));
        }
    }
    let end = position(program);
    for jump in ends {
        program[jump] = Inst::Jump(end);
    }
    Ok(())
}

fn emit_optional(
    node: &Node,
    times: u32,
    greedy: bool,
    direction: Direction,
    program: &mut Vec<Inst>,
) -> Result<(), String> {
    let mut forks = Vec::new();
    for _ in 0..times {
        forks.push(program.len());
        program.push(Inst::Jump(0));
        emit(node, direction, program)?;
    }
    let end = position(program);
    for fork in forks {
        program[fork] = split(position(&program[..=fork]), end, greedy);
    }
    Ok(())
}

fn emit_loop(
    node: &Node,
    greedy: bool,
    direction: Direction,
    program: &mut Vec<Inst>,
) -> Result<(), String> {
    let fork = program.len();
    program.push(Inst::Jump(0));
    emit(node, direction, program)?;
    program.push(Inst::Jump(position(&program[..fork])));
    let end = position(program);
    program[fork] = split(position(&program[..=fork]), end, greedy);
    Ok(())
}
