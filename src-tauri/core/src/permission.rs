//! Allowing this account to capture, and taking that back: polkit's pkexec and Weir's grant program do it.
//!
//! Nothing here holds a right: polkit asks for an administrator's consent in a window of its own, and the grant
//! program serves only the account that asked.

use std::process::Output;

use crate::{
    error::ALLOW_COMMAND,
    programs::Programs,
    said::SaidId,
    view::{ErrorCode, UserError},
};

/// The two programs by their only names; what PATH says does not matter here.
const PKEXEC: &str = "/usr/bin/pkexec";
const GRANT: &str = "/usr/bin/weir-capture-grant";

/// pkexec(1): the dialogue was dismissed; there was none to be shown, or consent was not given.
const EXIT_DISMISSED: i32 = 126;
const EXIT_NOT_AUTHORIZED: i32 = 127;

/// A refusal is a sentence; more of it is not kept.
const MAX_DETAIL_BYTES: usize = 1024;

/// Lets this account capture, or no longer. Takes as long as the dialogue is open.
///
/// # Errors
/// [`ErrorCode::NoConsent`] in words, with a command that does the same in a terminal.
pub async fn change(programs: &Programs, allow: bool) -> Result<(), UserError> {
    if !programs.installed || !cfg!(target_os = "linux") {
        let command = if allow { "npm run grant" } else { "npm run revoke" };
        return Err(UserError::new(ErrorCode::NoConsent, SaidId::BuiltHere, &[]).with_command(command));
    }
    let verb = if allow { "grant" } else { "revoke" };
    let run = move || {
        // Not the agent in the terminal that Weir may have been started from: nobody looks there.
        std::process::Command::new(PKEXEC)
            .args(["--disable-internal-agent", GRANT, verb])
            .env_clear()
            .stdin(std::process::Stdio::null())
            .output()
    };
    let done = tokio::task::spawn_blocking(run)
        .await
        .map_err(|error| refused(allow, SaidId::PermissionUnchanged, &error.to_string()))?;
    judge(allow, done)
}

fn judge(allow: bool, done: std::io::Result<Output>) -> Result<(), UserError> {
    let output = match done {
        Ok(output) => output,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(refused(allow, SaidId::NoPkexec, &error.to_string()));
        }
        Err(error) => return Err(refused(allow, SaidId::PermissionUnchanged, &error.to_string())),
    };
    let words = String::from_utf8_lossy(&output.stderr);
    let words: String = words.trim().chars().take(MAX_DETAIL_BYTES).collect();
    match output.status.code() {
        Some(0) => Ok(()),
        Some(EXIT_DISMISSED) => Err(refused(allow, SaidId::ConsentNotGiven, &words)),
        Some(EXIT_NOT_AUTHORIZED) => Err(refused(allow, SaidId::AskRefused, &words)),
        _ => Err(refused(allow, SaidId::PermissionUnchanged, &words)),
    }
}

fn refused(allow: bool, id: SaidId, detail: &str) -> UserError {
    let command = if allow { ALLOW_COMMAND.to_owned() } else { ALLOW_COMMAND.replace(" grant ", " revoke ") };
    UserError::new(ErrorCode::NoConsent, id, &[]).with_command(command).with_detail(detail)
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::process::ExitStatusExt;

    use super::*;

    fn ended(code: i32, words: &str) -> Result<(), UserError> {
        let status = std::process::ExitStatus::from_raw(code << 8);
        judge(true, Ok(Output { status, stdout: vec![], stderr: words.into() }))
    }

    #[test]
    fn each_end_of_the_dialogue_has_its_sentence() {
        assert_eq!(ended(0, ""), Ok(()));
        assert!(ended(126, "dismissed").unwrap_err().sentence.contains("not given"));
        assert!(ended(127, "").unwrap_err().sentence.contains("nobody here"));
        let own = ended(1, "weir-capture-grant: there is no group weir.\n").unwrap_err();
        assert_eq!(own.detail.as_deref(), Some("weir-capture-grant: there is no group weir."));
        let absent = judge(true, Err(std::io::ErrorKind::NotFound.into())).unwrap_err();
        assert!(absent.sentence.contains("pkexec"));
        assert_eq!(absent.command.as_deref(), Some(ALLOW_COMMAND));
    }

    #[tokio::test]
    async fn a_build_is_told_its_own_command() {
        let programs = Programs { sidecar: "s".into(), replay: "r".into(), installed: false };
        let error = change(&programs, false).await.unwrap_err();
        assert_eq!((error.code, error.command.as_deref()), (ErrorCode::NoConsent, Some("npm run revoke")));
    }
}
