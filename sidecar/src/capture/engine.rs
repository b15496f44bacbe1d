//! The engine of a live capture: the ring where the kernel gives one, pnet everywhere else.

use pnet::datalink::NetworkInterface;
use weir_protocol::{CaptureFilter, Engine, FailureKind};

use super::{
    Next, Packet, PacketSource, SourceError,
    pnet::{Opened, PnetSource},
};
#[cfg(target_os = "linux")]
use super::{
    filter::{
        Filter,
        kernel::{Purpose, assemble},
    },
    link::is_filterable,
    ring::{RingSource, Target},
    socket::PacketSocket,
    watch::hardware_of,
};

/// A live source.
pub enum LiveSource {
    /// The kernel's ring.
    #[cfg(target_os = "linux")]
    Ring(Box<RingSource>),
    /// pnet.
    Pnet(PnetSource),
}

/// What to capture.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The interface; none: all of them.
    pub interface: Option<&'a NetworkInterface>,
    /// Ask it for frames that are addressed to others.
    pub promiscuous: bool,
    /// With what.
    pub engine: Engine,
    /// Which frames.
    pub filter: Option<&'a CaptureFilter>,
}

/// An open source, and with what.
pub struct Live {
    /// The source.
    pub source: LiveSource,
    /// Facts about it.
    pub opened: Opened,
    /// Never [`Engine::Auto`].
    pub engine: Engine,
}

/// Opens what is wanted. The filter is in force before the first frame can come.
///
/// # Errors
/// When the interface, or the engine that was asked for by name, cannot be had, or the filter is no valid program.
#[cfg(target_os = "linux")]
pub fn open(socket: PacketSocket, wanted: Wanted<'_>) -> Result<Live, SourceError> {
    let filter = wanted.filter.map(Filter::check).transpose().map_err(|error| bad_filter(&error))?;
    if wanted.engine == Engine::Pnet {
        return by_pnet(socket, wanted, filter.as_ref());
    }
    attach(&socket, filter.as_ref(), true, wanted.interface.is_none())?;
    let target = Target {
        index: wanted.interface.map_or(0, |interface| interface.index),
        loopback: wanted.interface.is_some_and(NetworkInterface::is_loopback),
        promiscuous: wanted.promiscuous,
    };
    match RingSource::open(socket, target, filter.as_ref()) {
        Ok((source, opened)) => {
            Ok(Live { source: LiveSource::Ring(Box::new(source)), opened, engine: Engine::Ring })
        }
        Err((Some(socket), _)) if wanted.engine == Engine::Auto => by_pnet(socket, wanted, filter.as_ref()),
        Err((_, error)) => Err(error),
    }
}

#[cfg(target_os = "linux")]
fn by_pnet(socket: PacketSocket, wanted: Wanted<'_>, filter: Option<&Filter>) -> Result<Live, SourceError> {
    let Some(interface) = wanted.interface else {
        return Err(SourceError::new(
            FailureKind::Unsupported,
            "all interfaces at once need the packet ring",
        ));
    };
    if filter.is_some_and(|filter| filter.tags) {
        return Err(bad_filter(&"pnet cannot see VLAN tags"));
    }
    attach(&socket, filter, false, false)?;
    let (source, opened) = PnetSource::open(socket, interface, wanted.promiscuous, filter.is_some())?;
    Ok(Live { source: LiveSource::Pnet(source), opened, engine: Engine::Pnet })
}

#[cfg(target_os = "linux")]
fn attach(socket: &PacketSocket, filter: Option<&Filter>, cut: bool, all: bool) -> Result<(), SourceError> {
    let program = assemble(Purpose { filter, cut, all }).ok_or_else(|| bad_filter(&"it is too long"))?;
    socket.attach(&program).map_err(|error| match filter {
        Some(_) => bad_filter(&error),
        None => super::watch::system(&error),
    })
}

/// The ARPHRD number of the interface that was just bound, if it exists and a filter can be shown its frames.
#[cfg(target_os = "linux")]
pub(super) fn check_kind(socket: &PacketSocket, filtered: bool) -> Result<u16, SourceError> {
    let hardware = hardware_of(socket)?;
    if filtered && !is_filterable(hardware) {
        return Err(bad_filter(&"frames of this kind of interface cannot be filtered"));
    }
    Ok(hardware)
}

#[cfg(target_os = "linux")]
fn bad_filter(why: &impl std::fmt::Display) -> SourceError {
    SourceError::new(FailureKind::BadFilter, why.to_string())
}

impl PacketSource for LiveSource {
    fn next(&mut self) -> Result<Next<'_>, SourceError> {
        match self {
            #[cfg(target_os = "linux")]
            Self::Ring(source) => source.next(),
            Self::Pnet(source) => source.next(),
        }
    }

    #[inline]
    fn each(&mut self, take: impl FnMut(&Packet<'_>) -> bool) {
        match self {
            #[cfg(target_os = "linux")]
            Self::Ring(source) => source.each(take),
            Self::Pnet(source) => source.each(take),
        }
    }

    fn stop(&mut self) {
        match self {
            #[cfg(target_os = "linux")]
            Self::Ring(source) => source.stop(),
            Self::Pnet(source) => source.stop(),
        }
    }

    fn take_drops(&mut self) -> u64 {
        match self {
            #[cfg(target_os = "linux")]
            Self::Ring(source) => source.take_drops(),
            Self::Pnet(source) => source.take_drops(),
        }
    }
}
