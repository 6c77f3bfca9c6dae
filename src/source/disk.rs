//! Files of the disk.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

/// Opens a file that was met in a folder. A pipe or a device that has come to lie there since is none, and holds nobody up.
pub(super) fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NONBLOCK);
    let file = options.open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other("it is no file")) }
}

/// The content of a file that was met in a folder, if it is not larger than `most`.
pub(super) fn read(path: &Path, most: u64) -> Option<Vec<u8>> {
    let mut file = open(path).ok().filter(|file| file.metadata().is_ok_and(|data| data.len() <= most))?;
    let mut bytes = Vec::new();
    io::Read::read_to_end(&mut file, &mut bytes).ok()?;
    Some(bytes)
}
