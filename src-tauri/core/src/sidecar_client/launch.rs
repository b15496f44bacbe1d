//! Spawns the sidecar.
//!
//! The sidecar asks the kernel to kill it when its parent dies, and for the kernel the parent is the *thread* that
//! spawned it (prctl(2), PR_SET_PDEATHSIG). So one thread that lives as long as Weir does all the spawning.

use std::{
    io::{Read, Write},
    process::{Child, ChildStdin, Command, ExitStatus, Stdio},
    sync::{Arc, Mutex, PoisonError, mpsc},
    time::Duration,
};

use tokio::sync::oneshot;

use crate::{
    programs::Programs,
    view::{ErrorCode, UserError},
};

/// More than this of a sidecar's complaints is not kept.
const MAX_STDERR_BYTES: u64 = 64 * 1024;

/// How long a sidecar may take to leave after its pipe was closed, before it is killed.
const LEAVE_TIMEOUT: Duration = Duration::from_millis(500);

/// errno(3); the same number on every Unix.
const EPERM: i32 = 1;

type Job = (Command, oneshot::Sender<std::io::Result<Child>>);

/// The thread that spawns.
#[derive(Clone, Debug)]
pub struct Launcher {
    jobs: mpsc::SyncSender<Job>,
}

impl Launcher {
    /// Starts the thread.
    ///
    /// # Errors
    /// Those of the operating system, when it has no thread to give.
    pub fn new() -> std::io::Result<Self> {
        // One capture at a time, and the doctor: four jobs can never wait.
        let (jobs, queue) = mpsc::sync_channel::<Job>(4);
        std::thread::Builder::new().name("weir-launcher".into()).spawn(move || {
            for (mut command, reply) in queue {
                // A caller that is gone needs no child: dropping it closes its pipe, and it leaves.
                let _ = reply.send(command.spawn());
            }
        })?;
        Ok(Self { jobs })
    }

    /// Spawns the sidecar with an empty environment and hands it its launch note.
    pub(super) async fn spawn(&self, programs: &Programs, note: Vec<u8>) -> Result<Running, UserError> {
        let mut command = Command::new(&programs.sidecar);
        command.env_clear().stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        let (reply, answer) = oneshot::channel();
        let gone = || UserError::sidecar_bad().with_detail("the launcher thread is gone");
        self.jobs.try_send((command, reply)).map_err(|_| gone())?;
        let mut child =
            answer.await.map_err(|_| gone())?.map_err(|error| spawn_error(&error, programs.installed))?;
        let stdin = child.stdin.take();
        let complaints = child.stderr.take().map(collect).unwrap_or_default();
        let mut running = Running { child, stdin, complaints };
        running.write_note(&note);
        Ok(running)
    }
}

/// What an exec that failed means (execve(2)).
fn spawn_error(error: &std::io::Error, installed: bool) -> UserError {
    use std::io::ErrorKind;
    // EACCES: the file's mode or ACL. EPERM: its capability is outside the bounding set of this container.
    let code = if error.kind() == ErrorKind::NotFound {
        ErrorCode::Missing
    } else if error.raw_os_error() == Some(EPERM) {
        ErrorCode::ExecBlocked
    } else if error.kind() == ErrorKind::PermissionDenied {
        ErrorCode::NotGranted
    } else {
        ErrorCode::System
    };
    UserError::permission(code, installed).with_detail(error.to_string())
}

/// A sidecar that was spawned and not yet reaped. Dropping it ends it.
#[derive(Debug)]
pub(super) struct Running {
    child: Child,
    /// Kept open: its end tells the sidecar to leave.
    stdin: Option<ChildStdin>,
    complaints: Arc<Mutex<String>>,
}

impl Running {
    pub(super) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// How it ended, if it did.
    pub(super) fn exit_status(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }

    /// What it wrote to its standard error.
    pub(super) fn complaints(&self) -> String {
        self.complaints.lock().unwrap_or_else(PoisonError::into_inner).trim().to_owned()
    }

    /// Lets it go, kills it if it does not, reaps it, and returns its last words.
    pub(super) async fn end(&mut self) -> String {
        self.stdin = None;
        let deadline = tokio::time::Instant::now() + LEAVE_TIMEOUT;
        while self.exit_status().is_none() && tokio::time::Instant::now() < deadline {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        self.kill();
        self.complaints()
    }

    /// A pipe holds 64 KiB: the note of some 150 bytes never blocks. A child that is gone already shows in accept.
    fn write_note(&mut self, note: &[u8]) {
        if let Some(stdin) = &mut self.stdin {
            let _ = stdin.write_all(note).and_then(|()| stdin.flush());
        }
    }

    fn kill(&mut self) {
        if self.exit_status().is_none() {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}

fn collect(stderr: impl Read + Send + 'static) -> Arc<Mutex<String>> {
    let text = Arc::new(Mutex::new(String::new()));
    let into = Arc::clone(&text);
    let reader = move || {
        let mut chunk = [0; 1024];
        let mut stderr = stderr.take(MAX_STDERR_BYTES);
        while let Ok(read @ 1..) = stderr.read(&mut chunk) {
            let said = String::from_utf8_lossy(chunk.get(..read).unwrap_or_default()).into_owned();
            into.lock().unwrap_or_else(PoisonError::into_inner).push_str(&said);
        }
    };
    // Without a thread its words are lost, nothing more.
    let _ = std::thread::Builder::new().name("weir-stderr".into()).spawn(reader);
    text
}
