//! The core's end of the socket: launches a sidecar, makes sure that it is the one, and talks to it.
//!
//! - `launch`: spawns the program from a thread that outlives it.
//! - `connect`: the one-shot socket and who may dial it.
//! - `handshake`: versions.
//! - `client`: commands out, events in.
//! - `replay`: the same for a capture file, through pipes.

mod client;
mod connect;
mod handshake;
mod launch;
mod replay;

pub use client::{Client, ClientEvent};
pub use launch::Launcher;
pub use replay::{How, Speed, replay, replay_while};

use std::time::Duration;

use weir_protocol::{Command, Event, Interface};

use crate::{programs::Programs, view::UserError};

/// A healthy sidecar connects within some milliseconds; three seconds are for a machine under load.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);

/// Launches a sidecar and shakes hands with it.
///
/// # Errors
/// The reason in words: permission, version, or that it does not answer.
pub async fn open(launcher: &Launcher, programs: &Programs) -> Result<Client, UserError> {
    let socket =
        connect::OneShotSocket::new().map_err(|e| UserError::sidecar_bad().with_detail(e.to_string()))?;
    let nonce = connect::nonce()?;
    let mut child = launcher.spawn(programs, socket.launch_note(nonce)?).await?;
    let result = async {
        let stream = socket.accept(&mut child, programs).await?;
        handshake::shake(stream, nonce, programs).await
    };
    let outcome = tokio::time::timeout(CONNECT_TIMEOUT * 2, result).await;
    match outcome {
        Ok(Ok((stream, frames, hello, revision))) => Ok(Client::new(child, stream, frames, hello, revision)),
        Ok(Err(error)) => {
            let detail = child.end().await;
            Err(if error.detail.is_none() { error.with_detail(detail) } else { error })
        }
        Err(_) => {
            let detail = child.end().await;
            Err(UserError::sidecar_bad().with_detail(detail))
        }
    }
}

/// Asks a fresh sidecar for the interfaces it sees, and lets it go: its build and the list.
///
/// # Errors
/// As [`open`].
pub async fn interfaces(
    launcher: &Launcher,
    programs: &Programs,
) -> Result<(String, Vec<Interface>), UserError> {
    let mut client = open(launcher, programs).await?;
    client.send(Command::ListInterfaces).await?;
    let answer = tokio::time::timeout(CONNECT_TIMEOUT, client.next()).await;
    let build = client.build().to_owned();
    client.release().await;
    match answer {
        Ok(ClientEvent::Said(Event::Interfaces(list))) => Ok((build, list)),
        Ok(ClientEvent::Gone(error)) => Err(error),
        Ok(ClientEvent::Said(_)) | Err(_) => Err(UserError::sidecar_bad()),
    }
}
