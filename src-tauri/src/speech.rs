//! The language of the tray and of notifications: the chosen one, or that of the desktop.

use std::sync::{Arc, Mutex, PoisonError};

use tauri::{AppHandle, Manager, Runtime};
use weir_core::{language::Locale, settings::Language};

/// The language in force.
#[derive(Clone, Debug)]
pub(crate) struct Speech(Arc<Mutex<(Language, Locale)>>);

impl Default for Speech {
    /// That of the desktop, until the settings are known.
    fn default() -> Self {
        Self(Arc::new(Mutex::new((Language::System, of(Language::System)))))
    }
}

impl Speech {
    /// From now on.
    pub(crate) fn choose(&self, choice: Language) {
        let mut speech = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if speech.0 != choice {
            *speech = (choice, of(choice));
        }
    }

    /// To speak it.
    pub(crate) fn locale(&self) -> Locale {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).1.clone()
    }
}

fn of(choice: Language) -> Locale {
    Locale::of(choice, desktop().as_deref())
}

/// The locale of the desktop's messages (BCP 47, such as `de-CH`), if it says one. A web view asks for that of its
/// letters (LC_CTYPE), which may be another.
pub(crate) fn desktop() -> Option<String> {
    sys_locale::get_locale()
}

/// The language that the app speaks.
pub(crate) fn locale<R: Runtime>(app: &AppHandle<R>) -> Locale {
    app.try_state::<Speech>().map_or_else(|| Speech::default().locale(), |speech| speech.locale())
}
