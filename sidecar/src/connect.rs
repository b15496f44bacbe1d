//! Finding the core and proving to each other who we are: launch note, socket, peer credentials, Hello and Welcome.
//!
//! Obeys one peer only: the process that started this one, under the same user.

use std::{
    io::{self, Read, Write},
    time::Duration,
};

use interprocess::local_socket::{ConnectOptions, GenericFilePath, Stream, prelude::*};
use weir_protocol::{
    Frame, FrameReader, Hello, Kind, Launch, Nonce, Refusal, Version, Welcome, limits::MAX_LAUNCH_BYTES,
};

use crate::exit::Exit;

/// The core answers a Hello at once; after this it is not there.
pub const HANDSHAKE_LIMIT: Duration = Duration::from_secs(3);

/// Frames before there is an agreed revision.
const NO_VERSION: u16 = 0;

/// Reads the one launch note from `input`. What follows it must be nothing.
///
/// # Errors
/// [`Exit::BadLaunch`].
pub fn read_launch(input: &mut impl Read) -> Result<Launch, Exit> {
    let frame = read_frame(input, &mut FrameReader::new(MAX_LAUNCH_BYTES)).map_err(|_| Exit::BadLaunch)?;
    let launch: Launch = frame.message().map_err(|_| Exit::BadLaunch)?;
    if frame.kind == Kind::Launch && launch.is_valid() { Ok(launch) } else { Err(Exit::BadLaunch) }
}

/// Dials the core's socket and looks who answers.
///
/// # Errors
/// [`Exit::Connection`] when nobody does, or somebody else.
pub fn dial(launch: &Launch) -> Result<Stream, Exit> {
    let name = launch.socket.as_str().to_fs_name::<GenericFilePath>().map_err(|_| Exit::BadLaunch)?;
    let stream = ConnectOptions::new().name(name).connect_sync().map_err(|_| Exit::Connection)?;
    if is_our_parent(&stream) { Ok(stream) } else { Err(Exit::Connection) }
}

/// Says Hello and waits for Welcome. Returns the agreed revision.
///
/// # Errors
/// [`Exit::Refused`] when the core says so, [`Exit::Connection`] when it says nothing that makes sense.
pub fn shake_hands(stream: &Stream, nonce: Nonce, reader: &mut FrameReader) -> Result<u16, Exit> {
    let hello = Hello { version: Version::OURS, nonce, build: env!("CARGO_PKG_VERSION").to_owned() };
    let bytes =
        Frame::encode_raw(Kind::Hello, NO_VERSION, &hello.to_bytes()).map_err(|_| Exit::Connection)?;
    let mut pipe = stream;
    stream.set_recv_timeout(Some(HANDSHAKE_LIMIT)).map_err(|_| Exit::Connection)?;
    pipe.write_all(&bytes).map_err(|_| Exit::Connection)?;
    let answer = read_frame(&mut pipe, reader).map_err(|_| Exit::Connection)?;
    stream.set_recv_timeout(None).map_err(|_| Exit::Connection)?;
    match answer.kind {
        Kind::Welcome => {
            let Welcome { revision } = answer.message().map_err(|_| Exit::Connection)?;
            let known = (Version::OURS.minimum..=Version::OURS.revision).contains(&revision);
            if known { Ok(revision) } else { Err(Exit::Connection) }
        }
        Kind::Refused => answer.message::<Refusal>().map_or(Err(Exit::Connection), |_| Err(Exit::Refused)),
        Kind::Hello | Kind::Launch | Kind::Command | Kind::Event => Err(Exit::Connection),
    }
}

fn read_frame(input: &mut impl Read, reader: &mut FrameReader) -> io::Result<Frame> {
    loop {
        if let Some(frame) = reader.next().map_err(io::Error::other)? {
            return Ok(frame);
        }
        let mut bytes = [0; 512];
        match input.read(&mut bytes) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(read) => reader.push(bytes.get(..read).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// The kernel vouches for the peer. Where it cannot, the nonce and the socket's directory must do.
#[cfg(target_os = "linux")]
fn is_our_parent(stream: &Stream) -> bool {
    let Ok(peer) = stream.peer_creds() else { return false };
    let same_user = peer.euid() == Some(nix::unistd::geteuid().as_raw());
    let parent = peer.pid().is_some_and(|pid| i64::from(pid) == i64::from(nix::unistd::getppid().as_raw()));
    same_user && parent
}

#[cfg(not(target_os = "linux"))]
fn is_our_parent(_: &Stream) -> bool {
    true
}
