//! A folder and files in it that only root can have made: no symbolic link, no other owner, no foreign writer.

use std::{fs::File, os::fd::AsFd, path::Path};

use nix::{
    errno::Errno,
    fcntl::{OFlag, open, openat},
    sys::stat::{FileStat, Mode, SFlag, fstat},
};

/// Group and others may not write.
const FOREIGN_WRITE: u32 = 0o022;

/// An open folder. Its path is only for sentences: the files in it are reached through the descriptor.
#[derive(Debug)]
pub(crate) struct Folder {
    pub(crate) handle: File,
    path: &'static str,
}

impl Folder {
    /// Opens it; the last part of `path` must not be a link.
    ///
    /// # Errors
    /// `Ok(None)` when there is none; a sentence when there is something else.
    pub(crate) fn open(path: &'static str) -> Result<Option<Self>, String> {
        let flags = OFlag::O_RDONLY | OFlag::O_DIRECTORY | OFlag::O_NOFOLLOW | OFlag::O_CLOEXEC;
        let handle = match open(Path::new(path), flags, Mode::empty()) {
            Ok(handle) => File::from(handle),
            Err(Errno::ENOENT) => return Ok(None),
            Err(error) => return Err(format!("{path} is not a folder that can be trusted: {error}")),
        };
        check(path, &handle, SFlag::S_IFDIR)?;
        Ok(Some(Self { handle, path }))
    }

    /// Opens a regular file in it to read.
    ///
    /// # Errors
    /// `Ok(None)` when there is none; a sentence when there is something else.
    pub(crate) fn file(&self, name: &str) -> Result<Option<File>, String> {
        let path = format!("{}/{name}", self.path);
        // A pipe would otherwise wait for its other end.
        let flags = OFlag::O_RDONLY | OFlag::O_NOFOLLOW | OFlag::O_NONBLOCK | OFlag::O_CLOEXEC;
        let file = match openat(&self.handle, name, flags, Mode::empty()) {
            Ok(file) => File::from(file),
            Err(Errno::ENOENT) => return Ok(None),
            Err(Errno::ELOOP) => return Err(format!("{path} is a symbolic link, which is not followed.")),
            Err(error) => return Err(format!("{path} cannot be opened: {error}")),
        };
        let stat = check(&path, &file, SFlag::S_IFREG)?;
        if stat.st_nlink != 1 {
            return Err(format!("{path} has a second name somewhere (a hard link), so it is not touched."));
        }
        Ok(Some(file))
    }
}

fn check(path: &str, file: &impl AsFd, kind: SFlag) -> Result<FileStat, String> {
    let stat = fstat(file).map_err(|error| format!("{path}: {error}"))?;
    if stat.st_mode & SFlag::S_IFMT.bits() != kind.bits() {
        return Err(format!("{path} is not what belongs there."));
    }
    if stat.st_uid != 0 {
        return Err(format!("{path} does not belong to root, so it is not touched."));
    }
    if stat.st_mode & FOREIGN_WRITE != 0 {
        return Err(format!("{path} can be written by others than root, so it is not touched."));
    }
    Ok(stat)
}
