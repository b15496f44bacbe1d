//! The settings file: read once, written whole, never lost.

use std::{
    fs,
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use super::{SETTINGS_VERSION, Settings};
use crate::{said::SaidId, view::Notice};

/// Honest settings are below 2 kB; more than this is not ours.
const MAX_FILE_BYTES: u64 = 256 * 1024;

/// Where the settings of this user are, by the rules of the platform; in the temporary folder if it has none.
#[must_use]
pub fn default_path() -> PathBuf {
    directories::ProjectDirs::from("org", "weir", "weir")
        .map_or_else(std::env::temp_dir, |dirs| dirs.config_dir().to_path_buf())
        .join("settings.json")
}

/// The file that settings come from and go to.
#[derive(Clone, Debug)]
pub struct SettingsFile {
    path: PathBuf,
}

impl SettingsFile {
    /// The file at `path`, which need not exist.
    #[must_use]
    pub const fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The settings; defaults when there is no file yet. A damaged file is renamed aside, and the notice says so.
    #[must_use]
    pub fn load(&self) -> (Settings, Option<Notice>) {
        match self.read() {
            Ok(settings) => (settings, None),
            Err(error) if error.kind() == io::ErrorKind::NotFound => (Settings::default(), None),
            Err(error) => (Settings::default(), Some(self.put_aside(&error))),
        }
    }

    /// Writes the settings: to a new file first, then over the old one, so that no crash leaves half a file.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn save(&self, settings: &Settings) -> io::Result<()> {
        let folder = self.path.parent().unwrap_or_else(|| Path::new("."));
        fs::create_dir_all(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        serde_json::to_writer_pretty(&mut file, settings)?;
        file.write_all(b"\n")?;
        file.as_file().sync_all()?;
        file.persist(&self.path).map_err(|error| error.error)?;
        Ok(())
    }

    fn read(&self) -> io::Result<Settings> {
        let mut text = String::new();
        fs::File::open(&self.path)?.take(MAX_FILE_BYTES).read_to_string(&mut text)?;
        let mut settings: Settings = serde_json::from_str(&text)?;
        settings.check().map_err(io::Error::other)?;
        settings.version = SETTINGS_VERSION;
        Ok(settings)
    }

    fn put_aside(&self, error: &io::Error) -> Notice {
        let aside = (1..100)
            .map(|n| self.path.with_extension(format!("damaged-{n}.json")))
            .find(|path| !path.exists())
            .unwrap_or_else(|| self.path.with_extension("damaged.json"));
        let id = match fs::rename(&self.path, &aside) {
            Ok(()) => SaidId::SettingsDamaged,
            Err(_) => SaidId::SettingsUnread,
        };
        Notice::new(id, &[("error", &error.to_string()), ("path", &aside.display().to_string())], true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> (tempfile::TempDir, SettingsFile) {
        let folder = tempfile::tempdir().unwrap();
        let file = SettingsFile::new(folder.path().join("weir/settings.json"));
        (folder, file)
    }

    #[test]
    fn settings_come_back_as_they_were_saved() {
        let (_folder, file) = file();
        let settings =
            Settings { interface: Some("wlan0".into()), duration_s: Some(90), ..Settings::default() };
        file.save(&settings).unwrap();
        assert_eq!(file.load(), (settings, None));
    }

    #[test]
    fn a_missing_file_means_defaults_without_a_word() {
        let (_folder, file) = file();
        assert_eq!(file.load(), (Settings::default(), None));
    }

    #[test]
    fn a_damaged_file_is_kept_aside_and_said() {
        let (_folder, file) = file();
        file.save(&Settings::default()).unwrap();
        for damage in ["{\"version\": 1, \"inter", "\0\0\0", "7", "{\"intervalS\": 7}"] {
            fs::write(file.path(), damage).unwrap();
            let (settings, notice) = file.load();
            assert_eq!(settings, Settings::default());
            let notice = notice.unwrap().sentence;
            let aside = notice.split("kept as ").nth(1).unwrap().split(", and").next().unwrap();
            assert_eq!(fs::read_to_string(aside).unwrap(), damage);
            assert!(!file.path().exists());
        }
    }

    #[test]
    fn fields_of_a_newer_version_are_ignored_and_missing_ones_get_their_defaults() {
        let (_folder, file) = file();
        file.save(&Settings::default()).unwrap();
        fs::write(file.path(), r#"{"version": 9, "theme": "dark", "future": {"x": 1}}"#).unwrap();
        let (settings, notice) = file.load();
        assert_eq!(
            (settings.theme, settings.version, notice),
            (super::super::Theme::Dark, SETTINGS_VERSION, None)
        );
    }
}
