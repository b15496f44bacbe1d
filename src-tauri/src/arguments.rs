//! What Weir is started with: `weir [--hidden] [FILE]`.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

/// Starts in the tray; what *start at login* starts.
pub const HIDDEN: &str = "--hidden";

/// See the module.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arguments {
    /// Do not show the window.
    pub hidden: bool,
    /// A capture file to open; of several the first.
    pub file: Option<PathBuf>,
}

impl Arguments {
    /// Reads the words after the program's name; a relative path is one below `folder`. Unknown options are passed
    /// over: a desktop may add its own.
    pub fn read(words: impl IntoIterator<Item = OsString>, folder: &Path) -> Self {
        let mut found = Self::default();
        let mut only_files = false;
        for word in words {
            if only_files || !word.to_string_lossy().starts_with('-') {
                found.file.get_or_insert_with(|| folder.join(&word));
            } else if word == "--" {
                only_files = true;
            } else if word == HIDDEN {
                found.hidden = true;
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &[&str]) -> Arguments {
        Arguments::read(words.iter().map(OsString::from), Path::new("/home/someone"))
    }

    #[test]
    fn a_file_is_found_among_the_words() {
        let file = |path: &str| Some(PathBuf::from(path));
        assert_eq!(read(&[]), Arguments::default());
        assert_eq!(read(&["a.pcap"]).file, file("/home/someone/a.pcap"));
        assert_eq!(read(&["/tmp/a b.pcap", "c.pcap"]).file, file("/tmp/a b.pcap"));
        assert_eq!(read(&["--", "-a.pcap"]).file, file("/home/someone/-a.pcap"));
        assert_eq!(read(&["--hidden"]), Arguments { hidden: true, file: None });
        assert_eq!(read(&["--future", "a"]), Arguments { hidden: false, file: file("/home/someone/a") });
    }
}
