//! What is asked, and by whom. Everything here comes from outside and is believed only after a look.

use std::ffi::OsString;

use nix::unistd::{Uid, geteuid, getuid};

/// Longest name of an account that is looked up. Linux allows 32 bytes, directories of companies more.
const MAX_NAME_BYTES: usize = 256;

const USAGE: &str = "write: weir-capture-grant grant|revoke|status [USER]";

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Request {
    /// Let the account capture; none: the one that asks.
    Grant(Option<String>),
    /// Let it no longer.
    Revoke(Option<String>),
    /// Say whether it may; none: the one that asks, or for root everybody.
    Status(Option<String>),
    /// Give a freshly installed capture program the owner, mode, capability and access list that it should have.
    Apply,
}

impl Request {
    /// Reads the words behind the program's name.
    ///
    /// # Errors
    /// A sentence for the person who wrote them.
    pub(crate) fn read(words: impl Iterator<Item = OsString>) -> Result<Self, String> {
        // One more than is understood, so that a long line is refused and not stored.
        let words: Vec<String> = words
            .take(3)
            .map(OsString::into_string)
            .collect::<Result<_, _>>()
            .map_err(|_| format!("that is no text; {USAGE}"))?;
        let mut words = words.into_iter();
        let (verb, name, more) = (words.next(), words.next(), words.next());
        if more.is_some() {
            return Err(format!("too many words; {USAGE}"));
        }
        if let Some(name) = &name {
            let plain = !name.is_empty()
                && name.len() <= MAX_NAME_BYTES
                && !name.starts_with('-')
                && !name.chars().any(|c| c.is_control() || c.is_whitespace() || "/:,".contains(c));
            if !plain {
                return Err(format!("that is no name of an account; {USAGE}"));
            }
        }
        match (verb.as_deref(), name) {
            (Some("grant"), name) => Ok(Self::Grant(name)),
            (Some("revoke"), name) => Ok(Self::Revoke(name)),
            (Some("status"), name) => Ok(Self::Status(name)),
            (Some("apply"), None) => Ok(Self::Apply),
            _ => Err(USAGE.into()),
        }
    }
}

/// On whose behalf this program runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Caller {
    /// Root, who may name any account.
    Root,
    /// An ordinary account with an administrator's consent (`pkexec`): for itself only.
    Consented(Uid),
    /// An ordinary account without: it may only look.
    Plain(Uid),
}

impl Caller {
    /// Asks the kernel, and pkexec(1)'s `PKEXEC_UID`, which counts only when this process is root's.
    ///
    /// # Errors
    /// When the two contradict each other, or the variable is no number.
    pub(crate) fn find() -> Result<Self, String> {
        let (real, effective) = (getuid(), geteuid());
        if real != effective {
            return Err("it must not be made setuid; run it through pkexec or sudo.".into());
        }
        if !real.is_root() {
            return Ok(Self::Plain(real));
        }
        Self::behind(std::env::var_os("PKEXEC_UID"))
    }

    fn behind(pkexec: Option<OsString>) -> Result<Self, String> {
        let Some(text) = pkexec else { return Ok(Self::Root) };
        let digits = text.to_str().filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
        match digits.and_then(|digits| digits.parse::<u32>().ok()) {
            Some(0) => Ok(Self::Root),
            // The kernel's "no such user", which chown and access lists read as "leave it".
            Some(u32::MAX) | None => Err("PKEXEC_UID is not the number of an account.".into()),
            Some(uid) => Ok(Self::Consented(Uid::from_raw(uid))),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::ffi::OsStringExt;

    use super::*;

    fn read(words: &[&str]) -> Result<Request, String> {
        Request::read(words.iter().map(OsString::from))
    }

    #[test]
    fn the_three_words_and_an_account_are_understood() {
        assert_eq!(read(&["grant"]), Ok(Request::Grant(None)));
        assert_eq!(read(&["revoke", "ada"]), Ok(Request::Revoke(Some("ada".into()))));
        assert_eq!(read(&["status", "ada.l@corp"]), Ok(Request::Status(Some("ada.l@corp".into()))));
        assert_eq!(read(&["apply"]), Ok(Request::Apply));
    }

    #[test]
    fn t21_hostile_words_are_refused() {
        let long = "a".repeat(MAX_NAME_BYTES + 1);
        for words in [
            &[][..],
            &[""],
            &["Grant"],
            &["grant", ""],
            &["grant", "--all"],
            &["grant", "-"],
            &["grant", "ada", "bob"],
            &["grant", "../etc"],
            &["grant", "ada bob"],
            &["grant", "ada\nbob"],
            &["grant", "ada\u{1b}[2J"],
            &["grant", "u:0:rwx,o::rwx"],
            &["grant", &long],
            &["apply", "ada"],
            &["--help", "/usr/lib/weir"],
        ] {
            assert!(read(words).is_err(), "{words:?}");
        }
        let bytes = OsString::from_vec(vec![0xff, 0xfe]);
        assert!(Request::read(["grant".into(), bytes].into_iter()).is_err());
    }

    #[test]
    fn t21_pkexec_names_an_account_or_nothing_is_done() {
        let behind = |text: &str| Caller::behind(Some(text.into()));
        assert_eq!(Caller::behind(None), Ok(Caller::Root));
        assert_eq!(behind("0"), Ok(Caller::Root));
        assert_eq!(behind("1000"), Ok(Caller::Consented(Uid::from_raw(1000))));
        for text in ["", "-1", "+5", " 5", "4294967295", "4294967296", "root", "1000\n", "0x10", "1e3"] {
            assert!(behind(text).is_err(), "{text:?}");
        }
    }
}
