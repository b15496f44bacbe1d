//! The engine of a live capture: the ring where the kernel gives one, pnet everywhere else.

use pnet::datalink::NetworkInterface;
use weir_protocol::{Engine, FailureKind};

#[cfg(target_os = "linux")]
use super::ring::{RingSource, Target};
use super::{
    Next, PacketSource, SourceError,
    pnet::{Opened, PnetSource},
};

/// A live source.
pub enum LiveSource {
    /// The kernel's ring.
    #[cfg(target_os = "linux")]
    Ring(Box<RingSource>),
    /// pnet.
    Pnet(PnetSource),
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

/// Opens `interface` with the engine that was asked for.
///
/// # Errors
/// When the interface, or the engine that was asked for by name, cannot be had.
#[cfg(target_os = "linux")]
pub fn open(
    socket: super::socket::PacketSocket,
    interface: &NetworkInterface,
    promiscuous: bool,
    engine: Engine,
) -> Result<Live, SourceError> {
    let by_pnet = |socket| {
        if interface.index == 0 {
            return Err(SourceError::new(
                FailureKind::Unsupported,
                "all interfaces at once need the packet ring",
            ));
        }
        let (source, opened) = PnetSource::open(socket, interface, promiscuous)?;
        Ok(Live { source: LiveSource::Pnet(source), opened, engine: Engine::Pnet })
    };
    if engine == Engine::Pnet {
        return by_pnet(socket);
    }
    let target = Target { index: interface.index, loopback: interface.is_loopback(), promiscuous };
    match RingSource::open(socket, target) {
        Ok((source, opened)) => {
            Ok(Live { source: LiveSource::Ring(Box::new(source)), opened, engine: Engine::Ring })
        }
        Err((Some(socket), _)) if engine == Engine::Auto => by_pnet(socket),
        Err((_, error)) => Err(error),
    }
}

impl PacketSource for LiveSource {
    fn next(&mut self) -> Result<Next<'_>, SourceError> {
        match self {
            #[cfg(target_os = "linux")]
            Self::Ring(source) => source.next(),
            Self::Pnet(source) => source.next(),
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
