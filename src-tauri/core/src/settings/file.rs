//! x
use std::path::PathBuf; pub struct SettingsFile; pub fn default_path()->PathBuf{PathBuf::new()}
