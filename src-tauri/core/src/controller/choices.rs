//! Settings: checked, kept, applied.

use super::{Controller, Frontend};
use crate::{
    said::SaidId,
    settings::{DisclosureLevel, Settings},
    view::{ErrorCode, UserError},
};

impl<F: Frontend> Controller<F> {
    pub(super) fn save(&mut self, settings: Settings) -> Result<Settings, UserError> {
        settings.check().map_err(|why| UserError::setting_refused(&why))?;
        if settings.thresholds != self.settings.thresholds {
            self.history.set_thresholds(&settings.thresholds);
        }
        if settings.disclosure == DisclosureLevel::Counts {
            self.history.recent.clear();
            self.history.profiles.forget_headers();
            self.lists.forget_packets();
        }
        self.lookout.set(&settings.detection);
        self.settings = settings;
        // The language of the tray may be another.
        self.tell();
        // Last: what the user wants is in force though the disk is full.
        if let Some(file) = &self.file {
            file.save(&self.settings).map_err(|error| {
                let path = file.path().display().to_string();
                UserError::new(ErrorCode::System, SaidId::SettingsUnwritten, &[("path", &path)])
                    .with_detail(error.to_string())
            })?;
        }
        Ok(self.settings.clone())
    }
}
