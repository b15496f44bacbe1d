//! Which error is said when, and with which command. The sentences stand in `said`.

use weir_protocol::{FailureKind, Refusal};

use crate::{
    said::SaidId,
    view::{ErrorCode, UserError},
};

/// How to give a built (not installed) Weir its permission.
const GRANT_COMMAND: &str = "npm run grant";
/// How to give an installed Weir its permission.
const REPAIR_COMMAND: &str = "sudo apt-get install --reinstall weir";
/// How to let an account capture with an installed Weir.
pub(crate) const ALLOW_COMMAND: &str = "sudo weir-capture-grant grant \"$USER\"";

impl UserError {
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
        let (repair, allow) =
            if installed { (REPAIR_COMMAND, ALLOW_COMMAND) } else { (GRANT_COMMAND, GRANT_COMMAND) };
        let (id, command) = match code {
            ErrorCode::Missing if installed => (SaidId::MissingInstalled, Some(REPAIR_COMMAND)),
            ErrorCode::Missing => (SaidId::MissingBuilt, Some("cargo build --release -p weir-sidecar")),
            ErrorCode::NotGranted => (SaidId::NotGranted, Some(allow)),
            ErrorCode::NoCapability => (SaidId::NoCapability, Some(allow)),
            ErrorCode::Outdated => (SaidId::NewerBuild, Some(GRANT_COMMAND)),
            ErrorCode::Nosuid => (SaidId::Nosuid, None),
            ErrorCode::NoNewPrivs => (SaidId::NoNewPrivs, None),
            ErrorCode::ExecBlocked => (SaidId::Container, None),
            ErrorCode::Unsupported => (SaidId::NoPacketSockets, None),
            ErrorCode::Version => (SaidId::Versions, Some(repair)),
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
            | ErrorCode::System => (SaidId::CannotStart, None),
        };
        let can_allow = installed && matches!(code, ErrorCode::NotGranted | ErrorCode::NoCapability);
        let error = Self::new(code, id, &[]).that_can_be_allowed(can_allow);
        match command {
            Some(command) => error.with_command(command),
            None => error,
        }
    }

    /// An episode that was forgotten, or never was.
    #[must_use]
    pub fn no_episode(id: u64) -> Self {
        Self::new(ErrorCode::NoEpisode, SaidId::NoAlert, &[("id", &id.to_string())])
    }

    /// No such interface.
    #[must_use]
    pub fn no_interface(name: &str, known: &[String]) -> Self {
        let id = if known.is_empty() { SaidId::InterfaceUnknownNone } else { SaidId::InterfaceUnknown };
        Self::new(ErrorCode::NoInterface, id, &[("name", name), ("known", &known.join(", "))])
    }

    /// The interface went away or down.
    #[must_use]
    pub fn interface_lost(name: &str, kind: FailureKind) -> Self {
        let (code, id) = if kind == FailureKind::InterfaceDown {
            (ErrorCode::InterfaceDown, SaidId::InterfaceDown)
        } else {
            (ErrorCode::NoInterface, SaidId::InterfaceGone)
        };
        Self::new(code, id, &[("name", name)])
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
            FailureKind::NotACapture => {
                Self::new(ErrorCode::NotACapture, SaidId::FileNotACapture, &[("name", interface)])
            }
            FailureKind::CutCapture => {
                Self::new(ErrorCode::CutCapture, SaidId::FileCut, &[("name", interface)])
            }
            FailureKind::BadFilter => {
                Self::new(ErrorCode::BadFilter, SaidId::CaptureFilterNotHere, &[("name", interface)])
            }
            FailureKind::System => {
                Self::new(ErrorCode::System, SaidId::CaptureFailed, &[("name", interface)])
            }
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
        Self::new(ErrorCode::SidecarGone, SaidId::SidecarGone, &[])
    }

    /// The sidecar does not speak the protocol.
    #[must_use]
    pub fn sidecar_bad() -> Self {
        Self::new(ErrorCode::SidecarBad, SaidId::SidecarBad, &[])
    }

    /// A settings value out of its range; `why` is a sentence in English.
    #[must_use]
    pub fn setting_refused(why: &str) -> Self {
        Self::new(ErrorCode::BadSetting, SaidId::SettingRefused, &[("why", why)])
    }

    /// Not now.
    #[must_use]
    pub fn busy(id: SaidId) -> Self {
        Self::new(ErrorCode::Busy, id, &[])
    }
}

impl std::fmt::Display for UserError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.sentence, self.cure)?;
        self.command.iter().try_for_each(|command| write!(f, "\n  {command}"))
    }
}

impl std::error::Error for UserError {}
