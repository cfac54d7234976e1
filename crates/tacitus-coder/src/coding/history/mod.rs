//! What is told of times gone by, and by what that shows: who or what is over ([`past`]), an office that has ended
//! (`office`), a known deed recalled ([`chronicle`]), a frame of time around the clause (`frame`), dates that are of something
//! else (`dates`), what stands within or takes up what is dated (`earlier`), a passage that goes on in an old time
//! (`passage`), and the past that goes on from history (`bygone`).

pub(super) mod bygone;
pub mod chronicle;
pub(super) mod dates;
pub(super) mod earlier;
pub(super) mod frame;
pub(super) mod office;
pub(super) mod passage;
pub mod past;
