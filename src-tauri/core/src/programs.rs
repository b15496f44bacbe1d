//! Where the capture programs are. Never through PATH, never in the current folder.

use std::path::{Path, PathBuf};

/// Where `npm run grant` puts a build's sidecar with its capability, since each rebuild of the original loses it.
#[cfg(unix)]
pub const GRANTED_COPY: &str = "/usr/local/lib/weir/weir-sidecar";

/// Where the package puts the capture programs.
#[cfg(unix)]
const PACKAGE_FOLDER: &str = "/usr/lib/weir";

/// The two programs, as absolute paths that need not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programs {
    /// The live one.
    pub sidecar: PathBuf,
    /// The one for files.
    pub replay: PathBuf,
    /// This Weir comes from a package.
    pub installed: bool,
}

impl Programs {
    /// Looks beside this program, or where the package put them.
    #[must_use]
    pub fn locate() -> Self {
        let folder = std::env::current_exe()
            .ok()
            .and_then(|exe| exe.canonicalize().ok())
            .and_then(|exe| exe.parent().map(Path::to_path_buf))
            .unwrap_or_default();
        let mut programs = Self::for_folder(&folder);
        if cfg!(debug_assertions) {
            // Only in debug builds: a released Weir obeys no environment variable here.
            if let Some(path) = std::env::var_os("WEIR_SIDECAR") {
                programs.sidecar = path.into();
            }
            if let Some(path) = std::env::var_os("WEIR_REPLAY") {
                programs.replay = path.into();
            }
        }
        programs
    }

    #[cfg(unix)]
    fn for_folder(folder: &Path) -> Self {
        if folder.starts_with("/usr/bin") {
            let package = Path::new(PACKAGE_FOLDER);
            return Self {
                sidecar: package.join("weir-sidecar"),
                replay: package.join("weir-replay"),
                installed: true,
            };
        }
        // Test programs lie one folder deeper than the ones they test.
        let folder = if folder.ends_with("deps") { folder.parent().unwrap_or(folder) } else { folder };
        let built = folder.join("weir-sidecar");
        let granted = PathBuf::from(GRANTED_COPY);
        let needs_grant = !nix::unistd::geteuid().is_root() && !crate::doctor::has_capability(&built);
        let sidecar = if needs_grant && granted.exists() { granted } else { built };
        Self { sidecar, replay: folder.join("weir-replay"), installed: false }
    }

    #[cfg(windows)]
    fn for_folder(folder: &Path) -> Self {
        Self {
            sidecar: folder.join("weir-sidecar.exe"),
            replay: folder.join("weir-replay.exe"),
            installed: !folder.components().any(|part| part.as_os_str() == "target"),
        }
    }
}
