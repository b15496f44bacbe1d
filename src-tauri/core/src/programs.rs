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
        let mut programs = Self::for_folder(&own_folder());
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

    /// The build's own sidecar, when the copy that may capture was made from an older one.
    #[cfg(unix)]
    #[must_use]
    pub fn newer_build(&self) -> Option<PathBuf> {
        if self.sidecar != Path::new(GRANTED_COPY) {
            return None;
        }
        let folder = own_folder();
        let built = if folder.ends_with("deps") { folder.parent()? } else { &folder }.join("weir-sidecar");
        is_newer(&built, &self.sidecar).then_some(built)
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

fn own_folder() -> PathBuf {
    std::env::current_exe()
        .ok()
        .and_then(|exe| exe.canonicalize().ok())
        .and_then(|exe| exe.parent().map(Path::to_path_buf))
        .unwrap_or_default()
}

/// Whether `built` was made after `copy` and is another program. What cannot be read is not held against it.
#[cfg(unix)]
fn is_newer(built: &Path, copy: &Path) -> bool {
    let made = |path: &Path| path.metadata().and_then(|meta| meta.modified()).ok();
    let (Some(built_at), Some(copied_at)) = (made(built), made(copy)) else { return false };
    // Cargo touches a file without changing it, so the time alone does not tell.
    built_at > copied_at
        && matches!((std::fs::read(built), std::fs::read(copy)), (Ok(new), Ok(old)) if new != old)
}

#[cfg(all(test, unix))]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;

    #[test]
    fn a_rebuild_is_noticed_and_a_mere_touch_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let (built, copy) = (folder.path().join("built"), folder.path().join("copy"));
        let write = |path: &Path, text: &str, age: u64| {
            std::fs::write(path, text).unwrap();
            let time = SystemTime::now() - Duration::from_secs(age);
            std::fs::File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
        };
        write(&built, "one", 100);
        write(&copy, "one", 50);
        assert!(!is_newer(&built, &copy), "the copy was made from it");
        write(&built, "one", 10);
        assert!(!is_newer(&built, &copy), "only touched");
        write(&built, "two", 10);
        assert!(is_newer(&built, &copy));
        write(&built, "two", 90);
        assert!(!is_newer(&built, &copy), "an older build, of another checkout");
        std::fs::remove_file(&built).unwrap();
        assert!(!is_newer(&built, &copy));
    }
}
