//! From a wish to a capture: what is missing is filled in, and what cannot be is refused before anything is lost.

use std::time::Duration;

use super::{Controller, Frontend, StartRequest};
use crate::{
    filter::{self, Shape},
    interfaces,
    said::SaidId,
    session::{Event, Step, Want},
    settings::EngineChoice,
    view::{ErrorCode, UserError},
};
use weir_protocol::CaptureFilter;

/// libpcap looks up the names in a filter; a resolver that is silent for longer is not waited for.
const COMPILE_TIMEOUT: Duration = Duration::from_secs(5);

impl<F: Frontend> Controller<F> {
    pub(super) fn start(&mut self, wish: StartRequest) -> Result<(), UserError> {
        let list = interfaces::list();
        let wanted = wish.interface.or_else(|| self.settings.interface.clone());
        let found = match &wanted {
            Some(name) => list.iter().find(|f| f.row.name == *name),
            None => list.iter().find(|f| f.row.is_default),
        };
        let Some(found) = found else {
            let known: Vec<String> = list.into_iter().map(|f| f.row.name).collect();
            return Err(UserError::no_interface(wanted.as_deref().unwrap_or("default"), &known));
        };
        let engine = wish.engine.unwrap_or(self.settings.engine);
        if engine == EngineChoice::Pnet && found.row.name == interfaces::ALL {
            return Err(UserError::new(ErrorCode::BadSetting, SaidId::PnetOneInterface, &[]));
        }
        let filter = wish.filter.unwrap_or_else(|| self.settings.filter.clone());
        let want = Want {
            interface: found.row.name.clone(),
            duration_s: wish.duration_s,
            promiscuous: self.settings.promiscuous,
            disclosure: self.settings.disclosure,
            engine,
            filter: Some(filter.trim().to_owned()).filter(|text| !text.is_empty()),
            observe: self.settings.detection.on,
        };
        match self.step(Event::Start(want)) {
            Step::Denied(reason) => Err(UserError::busy(reason)),
            Step::Changed(_) | Step::Ignored => Ok(()),
        }
    }
}

/// Whether `text` is a filter for `interface` (none: the default one). Waits 5 s at most, for names in it.
///
/// # Errors
/// As [`filter::compile`], and when a name takes too long to look up.
pub async fn check_filter(text: String, interface: Option<String>) -> Result<(), UserError> {
    compile(text, interface).await.map(drop)
}

/// The same, with what came of it.
pub(super) async fn compile(
    text: String,
    interface: Option<String>,
) -> Result<Option<CaptureFilter>, UserError> {
    // What is nothing needs no thread; that is nearly always.
    if text.trim().is_empty() {
        return Ok(None);
    }
    let work = tokio::task::spawn_blocking(move || {
        let shape = interface.as_deref().map_or(Shape::Ethernet, Shape::of);
        filter::compile(&text, shape)
    });
    match tokio::time::timeout(COMPILE_TIMEOUT, work).await {
        Ok(Ok(result)) => result,
        Ok(Err(_)) | Err(_) => Err(UserError::new(ErrorCode::BadFilter, SaidId::CaptureFilterName, &[])),
    }
}

/// What an engine cannot do with a filter.
pub(super) fn check_engine(engine: EngineChoice, filter: Option<&CaptureFilter>) -> Result<(), UserError> {
    if engine == EngineChoice::Pnet && filter.is_some_and(|filter| filter.tags) {
        return Err(UserError::new(ErrorCode::BadFilter, SaidId::CaptureFilterVlan, &[]));
    }
    Ok(())
}
