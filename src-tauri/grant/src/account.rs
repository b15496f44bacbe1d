//! Accounts of this machine, as the system's own directory knows them.

use nix::unistd::{Group, Uid, User};

/// The group of those whom an administrator lets capture without Weir's own list.
pub(crate) const GROUP: &str = "weir";

/// An account that exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Account {
    pub(crate) uid: u32,
    pub(crate) name: String,
}

impl Account {
    /// # Errors
    /// A sentence when there is none of this name.
    pub(crate) fn named(name: &str) -> Result<Self, String> {
        match User::from_name(name) {
            Ok(Some(user)) => Ok(Self { uid: user.uid.as_raw(), name: user.name }),
            Ok(None) => Err(format!("there is no account named {name} on this machine.")),
            Err(error) => Err(format!("the accounts of this machine cannot be read: {error}")),
        }
    }

    /// # Errors
    /// A sentence when there is none of this number.
    pub(crate) fn numbered(uid: Uid) -> Result<Self, String> {
        match User::from_uid(uid) {
            Ok(Some(user)) => Ok(Self { uid: uid.as_raw(), name: user.name }),
            Ok(None) => Err(format!("there is no account with the number {uid} on this machine.")),
            Err(error) => Err(format!("the accounts of this machine cannot be read: {error}")),
        }
    }

    /// Whether it still is who it was: numbers are given again to others after an account was deleted.
    pub(crate) fn still_exists(&self) -> bool {
        Self::numbered(Uid::from_raw(self.uid)).is_ok_and(|now| now == *self)
    }

    /// Whether an administrator put it into the group.
    pub(crate) fn is_in_group(&self) -> bool {
        let Ok(Some(group)) = Group::from_name(GROUP) else { return false };
        let primary =
            User::from_uid(Uid::from_raw(self.uid)).ok().flatten().is_some_and(|u| u.gid == group.gid);
        primary || group.mem.contains(&self.name)
    }
}
