//! Errors in words: what happened, and the cure. Enums below, sentences here.

use weir_protocol::{FailureKind, Refusal};

use crate::view::{ErrorCode, UserError};

/// How to give a built (not installed) Weir its permission.
const GRANT_COMMAND: &str = "npm run grant";
/// How to give an installed Weir its permission.
const REPAIR_COMMAND: &str = "sudo apt-get install --reinstall weir";
/// How to let an account capture with an installed Weir.
pub(crate) const ALLOW_COMMAND: &str = "sudo weir-capture-grant grant \"$USER\"";

impl UserError {
    /// An error with a sentence and its cure.
    #[must_use]
    pub fn new(code: ErrorCode, sentence: impl Into<String>, cure: impl Into<String>) -> Self {
        Self {
            code,
            sentence: sentence.into(),
            cure: cure.into(),
            command: None,
            can_allow: false,
            detail: None,
        }
    }

    /// Adds a command that cures it.
    #[must_use]
    pub fn with_command(mut self, command: impl Into<String>) -> Self {
        self.command = Some(command.into());
        self
    }

    const fn that_can_be_allowed(mut self, can_allow: bool) -> Self {
        self.can_allow = can_allow;
        self
    }

    /// Adds the operating system's words.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        let detail = detail.into();
        self.detail = (!detail.is_empty()).then_some(detail);
        self
    }

    /// A permission error, in the words of the doctor. `installed`: Weir runs from a package, not from a build.
    #[must_use]
    pub fn permission(code: ErrorCode, installed: bool) -> Self {
        let repair = if installed { REPAIR_COMMAND } else { GRANT_COMMAND };
        match code {
            ErrorCode::Missing => Self::new(
                code,
                "The capture program weir-sidecar is not there.",
                if installed {
                    "Reinstall the Weir package."
                } else {
                    "Build it with npm start, or cargo build."
                },
            )
            .with_command(if installed {
                REPAIR_COMMAND
            } else {
                "cargo build --release -p weir-sidecar"
            }),
            ErrorCode::NotGranted => Self::new(
                code,
                "Weir is not allowed to read network traffic yet.",
                "Allow capture for your account; an administrator's password is needed once.",
            )
            .with_command(if installed { ALLOW_COMMAND } else { GRANT_COMMAND })
            .that_can_be_allowed(installed),
            ErrorCode::NoCapability => Self::new(
                code,
                "The capture program has no permission to capture, as after a new build or an update.",
                "Give it the permission again; an administrator's password is needed.",
            )
            .with_command(if installed { ALLOW_COMMAND } else { GRANT_COMMAND })
            .that_can_be_allowed(installed),
            ErrorCode::Outdated => Self::new(
                code,
                "The capture program was built anew, and the copy that may capture is older.",
                "Give the new one the permission; an administrator's password is needed.",
            )
            .with_command(GRANT_COMMAND),
            ErrorCode::Nosuid => Self::new(
                code,
                "The disk that the capture program lies on does not allow permissions (it is mounted nosuid).",
                "Install Weir from its deb or rpm package, or on another disk.",
            ),
            ErrorCode::NoNewPrivs => Self::new(
                code,
                "Weir was started by something that forbids it further permissions (no_new_privs).",
                "Start Weir from the application menu or an ordinary terminal.",
            ),
            ErrorCode::ExecBlocked => Self::new(
                code,
                "This container does not allow packet capture.",
                "Start the container with the NET_RAW capability, or run Weir outside of it.",
            ),
            ErrorCode::Unsupported => Self::new(
                code,
                "This system has no packet sockets.",
                "Run Weir on an ordinary Linux system, not in a sandbox such as Flatpak.",
            ),
            ErrorCode::Version => Self::new(
                code,
                "Weir and its capture program are of different versions.",
                "Install both from the same package or build, then start Weir again.",
            )
            .with_command(repair),
            ErrorCode::NoConsent
            | ErrorCode::NoInterface
            | ErrorCode::InterfaceDown
            | ErrorCode::SidecarGone
            | ErrorCode::SidecarBad
            | ErrorCode::Busy
            | ErrorCode::NotACapture
            | ErrorCode::NoFile
            | ErrorCode::CutCapture
            | ErrorCode::BadSetting
            | ErrorCode::NoEpisode
            | ErrorCode::BadFilter
            | ErrorCode::BadQuery
            | ErrorCode::System => Self::new(
                code,
                "The capture program could not be started.",
                "Try again; if it stays so, report it.",
            ),
        }
    }

    /// An episode that was forgotten, or never was.
    #[must_use]
    pub fn no_episode(id: u64) -> Self {
        Self::new(
            ErrorCode::NoEpisode,
            format!("Alert {id} is not kept any more."),
            "Weir keeps the newest 1,000 of a capture; choose one of the list.",
        )
    }

    /// No such interface.
    #[must_use]
    pub fn no_interface(name: &str, known: &[String]) -> Self {
        let cure = if known.is_empty() {
            "This machine has no network interface at all.".to_owned()
        } else {
            format!("Choose one of these: {}.", known.join(", "))
        };
        Self::new(ErrorCode::NoInterface, format!("There is no interface named {name}."), cure)
    }

    /// The interface went away or down.
    #[must_use]
    pub fn interface_lost(name: &str, kind: FailureKind) -> Self {
        if kind == FailureKind::InterfaceDown {
            return Self::new(
                ErrorCode::InterfaceDown,
                format!("{name} is switched off."),
                "Weir starts again by itself when it comes up; or choose another interface.",
            );
        }
        Self::new(
            ErrorCode::NoInterface,
            format!("{name} is gone."),
            "Weir starts again by itself when it is back; or choose another interface.",
        )
    }

    /// What a sidecar's failure means to the user.
    #[must_use]
    pub fn from_failure(kind: FailureKind, detail: &str, interface: &str, installed: bool) -> Self {
        match kind {
            FailureKind::NoSuchInterface | FailureKind::InterfaceDown => {
                Self::interface_lost(interface, kind)
            }
            FailureKind::PermissionDenied => Self::permission(ErrorCode::NoCapability, installed),
            FailureKind::Unsupported => Self::permission(ErrorCode::Unsupported, installed),
            FailureKind::NotACapture => Self::new(
                ErrorCode::NotACapture,
                format!("{interface} is not a capture file that Weir can read."),
                "Give it a file in the pcap or pcapng format, as tcpdump and Wireshark write them; gzip and zstd are unpacked.",
            ),
            FailureKind::CutCapture => Self::new(
                ErrorCode::CutCapture,
                format!("{interface} could not be read to its end."),
                "What came before is counted. The file is cut or damaged: copy it again if it should be whole.",
            ),
            FailureKind::BadFilter => Self::new(
                ErrorCode::BadFilter,
                format!("The capture filter cannot be used on {interface}."),
                "Shorten or remove it, or choose another interface or engine.",
            ),
            FailureKind::System => Self::new(
                ErrorCode::System,
                format!("Capturing on {interface} failed."),
                "Try again; if it stays so, report it with the details.",
            ),
        }
        .with_detail(detail)
    }

    /// Sidecar and core do not match.
    #[must_use]
    pub fn from_refusal(refusal: Refusal, installed: bool) -> Self {
        let mut error = match refusal {
            Refusal::SidecarOlder { .. } | Refusal::SidecarNewer { .. } => {
                Self::permission(ErrorCode::Version, installed)
            }
            Refusal::Impostor => Self::sidecar_bad(),
        };
        error.detail = Some(refusal.to_string());
        error
    }

    /// The sidecar ended unexpectedly.
    #[must_use]
    pub fn sidecar_gone() -> Self {
        Self::new(
            ErrorCode::SidecarGone,
            "The capture program ended unexpectedly.",
            "Weir starts it again by itself; what came in the meantime is shown as a gap.",
        )
    }

    /// The sidecar does not speak the protocol.
    #[must_use]
    pub fn sidecar_bad() -> Self {
        Self::new(
            ErrorCode::SidecarBad,
            "The capture program did not answer as it should.",
            "Weir starts it again by itself; if it stays so, reinstall Weir.",
        )
    }

    /// A start was denied.
    #[must_use]
    pub fn busy(reason: &str) -> Self {
        Self::new(ErrorCode::Busy, reason, "Stop the running capture, then start the new one.")
    }
}

impl std::fmt::Display for UserError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.sentence, self.cure)?;
        self.command.iter().try_for_each(|command| write!(f, "\n  {command}"))
    }
}

impl std::error::Error for UserError {}
