//! Why capture would or would not work here. Typed answers from the kernel, never matched texts.

use std::path::Path;

use weir_protocol::FailureKind;

use crate::{
    interfaces,
    programs::Programs,
    said::SaidId,
    sidecar_client::{self, Launcher},
    view::{DoctorCheck, DoctorReport, ErrorCode, UserError},
};

/// CAP_NET_RAW's bit (capabilities(7)).
const CAP_NET_RAW: u32 = 13;

/// Makes every check up to the first that fails, with a real sidecar among them: up to 3 s. `chosen` is the interface
/// that a capture would be made on; none: any that is up.
pub async fn examine(launcher: &Launcher, programs: &Programs, chosen: Option<&str>) -> DoctorReport {
    let mut checks = static_checks(programs);
    let mut problem = checks.iter().find_map(|(_, result)| result.as_ref().err().cloned());
    if problem.is_none() {
        let answer = sidecar_client::interfaces(launcher, programs).await;
        let answer =
            answer.map(|(build, list)| format!("weir-sidecar {build} sees {} interfaces", list.len()));
        problem = answer.as_ref().err().cloned();
        checks.push((SaidId::CheckAnswers, answer));
    }
    if problem.is_none() {
        let result = interface_to_capture_on(chosen);
        problem = result.as_ref().err().cloned();
        checks.push((SaidId::CheckInterface, result));
    }
    let checks = checks.into_iter().map(|(id, result)| DoctorCheck {
        id,
        name: id.english().0.into(),
        ok: Some(result.is_ok()),
        detail: result.unwrap_or_else(|error| error.detail.unwrap_or(error.sentence)),
    });
    DoctorReport { ok: problem.is_none(), checks: checks.collect(), problem }
}

fn interface_to_capture_on(chosen: Option<&str>) -> Result<String, UserError> {
    let all: Vec<_> = interfaces::list().into_iter().map(|found| found.row).collect();
    if let Some(name) = chosen {
        return match all.iter().find(|row| row.name == name) {
            Some(row) if row.up => Ok(format!("{name} is up")),
            Some(_) => Err(UserError::interface_lost(name, FailureKind::InterfaceDown)),
            None => {
                let known: Vec<String> = all.into_iter().map(|row| row.name).collect();
                Err(UserError::no_interface(name, &known))
            }
        };
    }
    let up: Vec<String> = all.into_iter().filter(|row| row.up).map(|row| row.name).collect();
    if up.is_empty() {
        return Err(UserError::new(ErrorCode::InterfaceDown, SaidId::NothingUp, &[]));
    }
    Ok(up.join(", "))
}

/// The checks that need no sidecar: cheap enough to be made every second while waiting for a permission.
#[must_use]
pub fn looks_permitted(programs: &Programs) -> bool {
    static_checks(programs).iter().all(|(_, result)| result.is_ok())
}

type Check = (SaidId, Result<String, UserError>);

#[cfg(target_os = "linux")]
fn static_checks(programs: &Programs) -> Vec<Check> {
    let path = &programs.sidecar;
    let fail =
        |code, detail: String| Err(UserError::permission(code, programs.installed).with_detail(detail));
    let shown = path.display().to_string();
    let mut checks: Vec<Check> = Vec::new();

    // A folder that may not be entered hides the program: that is a missing grant, not a missing program.
    let found = match path.metadata() {
        Ok(meta) if meta.is_file() => Ok(shown.clone()),
        Ok(_) => fail(ErrorCode::Missing, format!("{shown} is not a file")),
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
            fail(ErrorCode::NotGranted, format!("{shown}: {error}"))
        }
        Err(error) => fail(ErrorCode::Missing, format!("{shown}: {error}")),
    };
    let go_on = found.is_ok();
    checks.push((SaidId::CheckFound, found));
    if !go_on {
        return checks;
    }

    let root = nix::unistd::geteuid().is_root();
    if let Some(built) = programs.newer_build() {
        let detail = format!("{} is newer than {shown}", built.display());
        checks.push((SaidId::CheckNewest, fail(ErrorCode::Outdated, detail)));
        return checks;
    }
    let runnable = match nix::unistd::access(path, nix::unistd::AccessFlags::X_OK) {
        Ok(()) => Ok(if root { "running as root".to_owned() } else { "this account may run it".to_owned() }),
        Err(error) => fail(ErrorCode::NotGranted, format!("{shown}: {error}")),
    };
    let go_on = runnable.is_ok();
    checks.push((SaidId::CheckRunnable, runnable));
    if !go_on || root {
        return checks;
    }

    let permitted = if !has_capability(path) {
        fail(ErrorCode::NoCapability, format!("{shown} has no cap_net_raw"))
    } else if is_nosuid(path) {
        fail(ErrorCode::Nosuid, format!("{shown} is on a nosuid mount"))
    } else if no_new_privs() {
        fail(ErrorCode::NoNewPrivs, "NoNewPrivs is set for this process".into())
    } else {
        Ok("cap_net_raw".to_owned())
    };
    checks.push((SaidId::CheckPermitted, permitted));
    checks
}

#[cfg(not(target_os = "linux"))]
fn static_checks(programs: &Programs) -> Vec<Check> {
    let found = if programs.sidecar.is_file() {
        Ok(programs.sidecar.display().to_string())
    } else {
        Err(UserError::permission(ErrorCode::Missing, programs.installed))
    };
    vec![(SaidId::CheckFound, found)]
}

/// Whether the file holds CAP_NET_RAW as permitted and effective (`struct vfs_cap_data`, linux/capability.h).
#[cfg(target_os = "linux")]
#[must_use]
pub fn has_capability(path: &Path) -> bool {
    let Ok(Some(data)) = xattr::get(path, "security.capability") else { return false };
    let word = |place: usize| {
        let bytes = data.get(place..place + 4)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?))
    };
    let effective = word(0).is_some_and(|magic| magic & 1 == 1);
    let permitted = word(4).is_some_and(|bits| bits >> CAP_NET_RAW & 1 == 1);
    effective && permitted
}

/// Elsewhere no file has capabilities.
#[cfg(not(target_os = "linux"))]
#[must_use]
pub fn has_capability(_path: &Path) -> bool {
    false
}

#[cfg(target_os = "linux")]
fn is_nosuid(path: &Path) -> bool {
    nix::sys::statvfs::statvfs(path).is_ok_and(|v| v.flags().contains(nix::sys::statvfs::FsFlags::ST_NOSUID))
}

#[cfg(target_os = "linux")]
fn no_new_privs() -> bool {
    std::fs::read_to_string("/proc/self/status").is_ok_and(|status| status.contains("NoNewPrivs:\t1"))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    fn code_of(programs: &Programs) -> Option<ErrorCode> {
        static_checks(programs).into_iter().find_map(|(_, result)| result.err()).map(|error| error.code)
    }

    fn programs(sidecar: &Path) -> Programs {
        Programs { sidecar: sidecar.into(), replay: sidecar.into(), installed: false }
    }

    #[test]
    fn a_missing_program_is_told_from_one_that_may_not_be_run() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("weir-sidecar");
        assert_eq!(code_of(&programs(&path)), Some(ErrorCode::Missing));
        std::fs::write(&path, "no program").unwrap();
        // Even root may not run a file without any execute bit.
        assert_eq!(code_of(&programs(&path)), Some(ErrorCode::NotGranted));
    }

    #[test]
    fn a_file_without_the_attribute_has_no_capability() {
        let file = tempfile::NamedTempFile::new().unwrap();
        assert!(!has_capability(file.path()));
    }
}
