//! The one-shot socket: a fresh folder that only this user can enter, one connection, by the child we spawned.

use std::{io, path::PathBuf, time::Duration};

use interprocess::local_socket::{
    GenericFilePath, ListenerOptions, ToFsName,
    tokio::{Listener, Stream, prelude::*},
    traits::StreamCommon,
};
use weir_protocol::{Frame, Kind, Launch, Nonce};

use super::{CONNECT_TIMEOUT, launch::Running};
use crate::{
    programs::Programs,
    said::SaidId,
    view::{ErrorCode, UserError},
};

/// Exit codes of the sidecar, as its protocol specifies them.
const EXIT_REFUSED: i32 = 76;
const EXIT_NO_PERMISSION: i32 = 77;
const EXIT_NO_PACKET_SOCKETS: i32 = 79;

/// A listening socket for one connection. Its folder goes when it is dropped.
pub(super) struct OneShotSocket {
    listener: Listener,
    path: PathBuf,
    _folder: tempfile::TempDir,
}

impl OneShotSocket {
    pub(super) fn new() -> io::Result<Self> {
        let folder = private_folder()?;
        let path = folder.path().join("sidecar");
        let listener = listen(&path)?;
        Ok(Self { listener, path, _folder: folder })
    }

    /// The frame that tells the sidecar where to dial and what to say.
    pub(super) fn launch_note(&self, nonce: Nonce) -> Result<Vec<u8>, UserError> {
        let launch = Launch { socket: self.path.to_string_lossy().into_owned(), nonce };
        if !launch.is_valid() {
            return Err(UserError::new(ErrorCode::System, SaidId::RuntimePathLong, &[]));
        }
        Frame::encode(Kind::Launch, 0, &launch)
            .map_err(|e| UserError::sidecar_bad().with_detail(e.to_string()))
    }

    /// Waits for the child, and for nobody else.
    pub(super) async fn accept(self, child: &mut Running, programs: &Programs) -> Result<Stream, UserError> {
        let deadline = tokio::time::Instant::now() + CONNECT_TIMEOUT;
        loop {
            tokio::select! {
                stream = self.listener.accept() => {
                    let stream = stream.map_err(|e| UserError::sidecar_bad().with_detail(e.to_string()))?;
                    return if is_child(&stream, child.pid()) { Ok(stream) } else { Err(impostor()) };
                }
                () = tokio::time::sleep(Duration::from_millis(10)) => {
                    if let Some(status) = child.exit_status() {
                        return Err(exit_error(status.code(), &child.complaints(), programs));
                    }
                    if tokio::time::Instant::now() >= deadline {
                        return Err(UserError::sidecar_bad().with_detail("it did not connect within 3 s"));
                    }
                }
            }
        }
    }
}

/// Fails when there is anything at `path` already, be it a link to nowhere.
fn listen(path: &std::path::Path) -> io::Result<Listener> {
    let options = ListenerOptions::new().name(path.to_fs_name::<GenericFilePath>()?);
    #[cfg(target_os = "linux")]
    let options = {
        use interprocess::os::unix::local_socket::ListenerOptionsExt;
        options.mode(0o600)
    };
    options.create_tokio()
}

/// 32 bytes that nobody can guess.
pub(super) fn nonce() -> Result<Nonce, UserError> {
    let mut nonce = Nonce::default();
    getrandom::fill(&mut nonce).map_err(|e| UserError::sidecar_bad().with_detail(e.to_string()))?;
    Ok(nonce)
}

/// What the exit code of a sidecar that never connected means.
fn exit_error(code: Option<i32>, complaints: &str, programs: &Programs) -> UserError {
    match code {
        Some(EXIT_NO_PERMISSION) => {
            let code = if crate::doctor::looks_permitted(programs) {
                ErrorCode::ExecBlocked
            } else {
                ErrorCode::NoCapability
            };
            UserError::permission(code, programs.installed)
        }
        Some(EXIT_NO_PACKET_SOCKETS) => UserError::permission(ErrorCode::Unsupported, programs.installed),
        Some(EXIT_REFUSED) => UserError::permission(ErrorCode::Version, programs.installed),
        _ => UserError::sidecar_bad(),
    }
    .with_detail(complaints)
}

fn impostor() -> UserError {
    UserError::from_refusal(weir_protocol::Refusal::Impostor, false)
}

/// The kernel's word for who is at the other end (unix(7), SO_PEERCRED): the process that we spawned and have not
/// reaped, so that its number cannot be another's, under our own user. Where a platform does not tell one of the
/// two, the nonce decides.
fn is_child(stream: &Stream, pid: u32) -> bool {
    let Ok(creds) = stream.peer_creds() else { return false };
    #[cfg(unix)]
    if creds.euid().is_some_and(|uid| uid != nix::unistd::geteuid().as_raw()) {
        return false;
    }
    creds.pid().is_none_or(|peer| u32::try_from(peer).is_ok_and(|peer| peer == pid))
}

#[cfg(unix)]
fn private_folder() -> io::Result<tempfile::TempDir> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let make_in = |parent: &std::path::Path| {
        tempfile::Builder::new()
            .prefix("weir-")
            .rand_bytes(22)
            .permissions(std::fs::Permissions::from_mode(0o700))
            .tempdir_in(parent)
    };
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|path| path.is_absolute());
    let folder = match runtime.map(|parent| make_in(&parent)) {
        Some(Ok(folder)) => folder,
        Some(Err(_)) | None => make_in(&std::env::temp_dir())?,
    };
    let meta = folder.path().symlink_metadata()?;
    let ours = meta.is_dir()
        && meta.uid() == nix::unistd::geteuid().as_raw()
        && meta.permissions().mode() & 0o777 == 0o700;
    if ours { Ok(folder) } else { Err(io::Error::other("the socket's folder is not private")) }
}

#[cfg(windows)]
fn private_folder() -> io::Result<tempfile::TempDir> {
    tempfile::Builder::new().prefix("weir-").rand_bytes(22).tempdir()
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::{MetadataExt, symlink};

    use super::*;

    #[tokio::test]
    async fn t04_a_squatted_name_is_not_taken_over_and_no_link_is_followed() {
        let folder = private_folder().unwrap();
        assert_eq!(folder.path().metadata().unwrap().mode() & 0o7777, 0o700);
        let below = |name: &str| folder.path().join(name);
        std::fs::write(below("file"), "mine").unwrap();
        let _other = std::os::unix::net::UnixListener::bind(below("socket")).unwrap();
        symlink(below("nowhere"), below("dangling")).unwrap();
        symlink(below("file"), below("link")).unwrap();
        for name in ["file", "socket", "dangling", "link"] {
            assert_eq!(listen(&below(name)).unwrap_err().kind(), io::ErrorKind::AddrInUse, "{name}");
        }
        assert!(!below("nowhere").exists());
        assert_eq!(std::fs::read_to_string(below("file")).unwrap(), "mine");
        let listener = listen(&below("free")).unwrap();
        assert_eq!(below("free").metadata().unwrap().mode() & 0o777, 0o600);
        drop(listener);
    }

    #[tokio::test]
    async fn t04_the_name_is_new_each_time_and_gone_afterwards() {
        let (one, two) = (OneShotSocket::new().unwrap(), OneShotSocket::new().unwrap());
        assert_ne!(one.path, two.path);
        let path = one.path.clone();
        drop(one);
        assert!(!path.exists() && !path.parent().unwrap().exists());
    }
}
