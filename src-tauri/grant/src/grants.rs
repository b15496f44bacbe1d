//! Who was granted: a file that only root writes, from which an upgrade of the package restores the access list.
//!
//! One line for each account: its number, a blank, its name. Both must still fit when it is read: a number that went
//! to somebody else after the account was deleted grants nothing.

use std::io::{Read, Write};

use nix::{
    fcntl::{OFlag, openat, renameat},
    sys::stat::{Mode, fchmod},
    unistd::{UnlinkatFlags, unlinkat},
};

use crate::{account::Account, folder::Folder};

/// Where it is.
pub(crate) const FOLDER: &str = "/var/lib/weir";
const FILE: &str = "grants";
const FRESH: &str = "grants.new";

/// ext4 keeps an access list within one block of 4 KiB: some 500 entries. Larger circles use the group.
pub(crate) const MAX_GRANTS: usize = 256;

/// More than the longest list of the longest names.
const MAX_BYTES: u64 = 128 * 1024;

/// The list, locked: whoever changes it at the same time waits until this is dropped.
#[derive(Debug)]
pub(crate) struct Grants {
    folder: Folder,
    pub(crate) accounts: Vec<Account>,
}

impl Grants {
    /// Reads the list; an empty one when nobody was granted yet.
    ///
    /// # Errors
    /// A sentence: the file is not root's, or damaged. Then nobody is granted anything.
    pub(crate) fn open() -> Result<Self, String> {
        let folder = match Folder::open(FOLDER)? {
            Some(folder) => folder,
            None => make_folder()?,
        };
        folder.handle.lock().map_err(|error| format!("{FOLDER}: {error}"))?;
        let mut text = String::new();
        if let Some(file) = folder.file(FILE)? {
            file.take(MAX_BYTES + 1)
                .read_to_string(&mut text)
                .map_err(|error| format!("{FOLDER}/{FILE} cannot be read: {error}"))?;
        }
        let accounts = parse(&text).ok_or_else(|| {
            format!("{FOLDER}/{FILE} is damaged. Remove it as root, then grant again whom you want.")
        })?;
        Ok(Self { folder, accounts })
    }

    /// Forgets accounts that are gone or have become somebody else's; gives their names.
    pub(crate) fn forget_strangers(&mut self) -> Vec<String> {
        let (known, gone): (Vec<_>, Vec<_>) = self.accounts.drain(..).partition(Account::still_exists);
        self.accounts = known;
        gone.into_iter().map(|account| account.name).collect()
    }

    /// Writes the list anew, whole or not at all.
    ///
    /// # Errors
    /// A sentence with the system's reason.
    pub(crate) fn save(&self) -> Result<(), String> {
        self.write().map_err(|error| format!("{FOLDER}/{FILE} cannot be written: {error}"))
    }

    fn write(&self) -> std::io::Result<()> {
        let dir = &self.folder.handle;
        let _ = unlinkat(dir, FRESH, UnlinkatFlags::NoRemoveDir);
        let flags = OFlag::O_WRONLY | OFlag::O_CREAT | OFlag::O_EXCL | OFlag::O_NOFOLLOW | OFlag::O_CLOEXEC;
        let mut file = std::fs::File::from(openat(dir, FRESH, flags, Mode::empty())?);
        fchmod(&file, Mode::from_bits_truncate(0o644))?;
        for account in &self.accounts {
            writeln!(file, "{} {}", account.uid, account.name)?;
        }
        file.sync_all()?;
        renameat(dir, FRESH, dir, FILE)?;
        dir.sync_all()
    }
}

fn make_folder() -> Result<Folder, String> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new()
        .mode(0o755)
        .create(FOLDER)
        .map_err(|error| format!("{FOLDER} cannot be made: {error}"))?;
    Folder::open(FOLDER)?.ok_or_else(|| format!("{FOLDER} went away at once."))
}

fn parse(text: &str) -> Option<Vec<Account>> {
    let accounts = text.lines().map(|line| {
        let (uid, name) = line.split_once(' ')?;
        let uid = uid.parse().ok().filter(|uid| *uid != 0 && *uid != u32::MAX)?;
        let plain = !name.is_empty() && !name.chars().any(|c| c.is_control() || c.is_whitespace());
        plain.then(|| Account { uid, name: name.to_owned() })
    });
    let accounts: Vec<_> = accounts.collect::<Option<_>>()?;
    (accounts.len() <= MAX_GRANTS).then_some(accounts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_whole_or_not_at_all() {
        let account = |uid, name: &str| Account { uid, name: name.into() };
        assert_eq!(parse(""), Some(vec![]));
        assert_eq!(parse("1000 ada\n1001 bob\n"), Some(vec![account(1000, "ada"), account(1001, "bob")]));
        for damaged in
            ["1000", "1000 ", "0 root\n", "4294967295 x", "-1 x", "1000 ada bob", "1000 ada\n\n", "\0"]
        {
            assert_eq!(parse(damaged), None, "{damaged:?}");
        }
        assert_eq!(parse(&"1000 ada\n".repeat(MAX_GRANTS + 1)), None);
    }
}
