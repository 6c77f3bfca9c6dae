//! How much of a file is taken. Whatever exceeds a bound is named, and the rest is read; `docs/limits.md` has them all.
//!
//! Plain text and Markdown have no bound but memory: they are what they are on the disk.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// The largest file, or member of a container, that is read as a whole.
pub(super) const WHOLE: u64 = 64 << 20;
/// The largest text that comes from a pipe or a device, or out of a container: nobody can tell beforehand whether it ends.
pub(super) const STREAM: u64 = 256 << 20;
/// The largest container inside another one, which has to be held in memory.
pub(super) const INNER_CONTAINER: u64 = 128 << 20;
/// The largest row of a table, line of JSON Lines, mail of a mailbox, or note of a notebook.
pub(super) const ENTRY: u64 = 16 << 20;
/// How deep containers lie in each other.
pub(super) const DEPTH: usize = 4;
/// The most members of a container.
pub(super) const MEMBERS: usize = 200_000;
/// How many times larger than packed a member may be, once it is larger than [`RATIO_FROM`].
pub(super) const RATIO: u64 = 250;
/// Below this size any ratio is harmless.
pub(super) const RATIO_FROM: u64 = 8 << 20;
/// The most columns of a table.
pub(super) const COLUMNS: usize = 4096;
/// The most filled cells of a workbook's sheet.
pub(super) const CELLS: usize = if cfg!(test) { 2_000 } else { 20_000_000 };

/// A reader that fails once more than `most` bytes were taken from it since its [`Allowance`] was renewed.
pub(super) struct Metered<R> {
    inner: R,
    left: Allowance,
}

/// How many bytes may still be taken.
#[derive(Clone)]
pub(super) struct Allowance {
    left: Rc<Cell<u64>>,
    most: u64,
}

impl Allowance {
    pub(super) fn renew(&self) {
        self.left.set(self.most);
    }

    pub(super) fn is_spent(&self) -> bool {
        self.left.get() == 0
    }
}

impl<R: Read> Metered<R> {
    pub(super) fn new(inner: R, most: u64) -> (Self, Allowance) {
        let left = Allowance { left: Rc::new(Cell::new(most)), most };
        (Self { inner, left: left.clone() }, left)
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.left.left.get();
        if left == 0 {
            return Err(io::Error::other("too large"));
        }
        let most = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        let count = self.inner.read(&mut buffer[..most])?;
        self.left.left.set(left - count as u64);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_meter_stops_where_the_allowance_ends_and_goes_on_when_it_is_renewed() {
        let (mut reader, allowance) = Metered::new(&b"abcdef"[..], 4);
        let mut buffer = [0; 3];
        assert_eq!(reader.read(&mut buffer).unwrap(), 3);
        assert_eq!(reader.read(&mut buffer).unwrap(), 1);
        assert!(allowance.is_spent() && reader.read(&mut buffer).is_err());
        allowance.renew();
        assert_eq!(reader.read(&mut buffer).unwrap(), 2);
    }
}
