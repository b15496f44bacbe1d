//! What the kernel knows of a live capture and pnet does not tell: drops, pending errors, a vanished interface.

use std::{
    io,
    time::{Duration, SystemTime},
};

use weir_protocol::FailureKind;

use super::SourceError;

/// A broken interface is first taken down and then removed. So long apart that one look tells which it is.
#[cfg(target_os = "linux")]
const SETTLE: Duration = Duration::from_millis(50);

/// The second handle, and the kernel's account so far.
#[cfg(target_os = "linux")]
pub(super) struct Watch {
    handle: super::socket::PacketSocket,
    arrived: u64,
    dropped: u64,
    taken: u64,
}

#[cfg(target_os = "linux")]
impl Watch {
    pub(super) fn new(handle: super::socket::PacketSocket) -> Self {
        Self { handle, arrived: 0, dropped: 0, taken: 0 }
    }

    pub(super) fn update(&mut self) {
        if let Some(news) = self.handle.statistics() {
            self.arrived += news.arrived;
            self.dropped += news.dropped;
        }
    }

    /// How many frames the kernel has queued for us since the start: those must be read for the account to be even.
    pub(super) fn queued_in_all(&mut self) -> Option<u64> {
        self.update();
        Some(self.arrived - self.dropped.min(self.arrived))
    }

    /// Frames that were queued but not read before time was up are lost as well.
    pub(super) fn lose(&mut self, frames: u64) {
        self.dropped += frames;
    }

    pub(super) fn take_drops(&mut self) -> u64 {
        let news = self.dropped - self.taken;
        self.taken = self.dropped;
        news
    }

    pub(super) fn check(&self) -> Result<(), SourceError> {
        match self.handle.hardware_type() {
            Some(_) => Ok(()),
            None => Err(SourceError::new(FailureKind::NoSuchInterface, "the interface was removed")),
        }
    }

    /// A pending error is taken off the socket, or the next read would fail at once, for ever.
    pub(super) fn explain(&self, error: &io::Error) -> Result<(), SourceError> {
        let errno = self.handle.take_error().map(io::Error::from);
        std::thread::sleep(SETTLE);
        self.check()?;
        let error = errno.as_ref().unwrap_or(error);
        // pnet's own "unexpected poll event" has no number; if nothing waits on the socket, it is over.
        if error.raw_os_error().is_some() { Err(failure_of(error)) } else { Ok(()) }
    }
}

/// Elsewhere pnet tells all that there is.
#[cfg(not(target_os = "linux"))]
pub(super) struct Watch {}

#[cfg(not(target_os = "linux"))]
impl Watch {
    pub(super) fn update(&mut self) {}

    pub(super) fn queued_in_all(&mut self) -> Option<u64> {
        None
    }

    pub(super) fn lose(&mut self, _: u64) {}

    pub(super) fn take_drops(&mut self) -> u64 {
        0
    }

    pub(super) fn check(&self) -> Result<(), SourceError> {
        Ok(())
    }

    pub(super) fn explain(&self, error: &io::Error) -> Result<(), SourceError> {
        Err(failure_of(error))
    }
}

#[cfg(target_os = "linux")]
pub(super) fn failure_of(error: &io::Error) -> SourceError {
    let kind = match error.raw_os_error() {
        Some(libc::ENETDOWN) => FailureKind::InterfaceDown,
        Some(libc::ENODEV | libc::ENXIO) => FailureKind::NoSuchInterface,
        Some(libc::EPERM | libc::EACCES) => FailureKind::PermissionDenied,
        Some(libc::EAFNOSUPPORT) => FailureKind::Unsupported,
        _ => FailureKind::System,
    };
    SourceError::new(kind, error.to_string())
}

#[cfg(not(target_os = "linux"))]
pub(super) fn failure_of(error: &io::Error) -> SourceError {
    let kind = match error.kind() {
        io::ErrorKind::PermissionDenied => FailureKind::PermissionDenied,
        io::ErrorKind::NotFound => FailureKind::NoSuchInterface,
        _ => FailureKind::System,
    };
    SourceError::new(kind, error.to_string())
}

/// The ARPHRD number of the interface that `handle` was just bound to.
///
/// # Errors
/// When the interface is gone or switched off.
#[cfg(target_os = "linux")]
pub(super) fn hardware_of(handle: &super::socket::PacketSocket) -> Result<u16, SourceError> {
    // Binding to an interface that is down succeeds; the news waits as an error on the socket.
    if let Some(errno) = handle.take_error() {
        return Err(failure_of(&io::Error::from(errno)));
    }
    handle
        .hardware_type()
        .ok_or_else(|| SourceError::new(FailureKind::NoSuchInterface, "the interface is gone"))
}

#[cfg(target_os = "linux")]
pub(super) fn system(error: &io::Error) -> SourceError {
    SourceError::new(FailureKind::System, error.to_string())
}

pub(super) fn wall_nanos() -> u64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
}
