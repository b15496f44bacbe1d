//! Carries a request out: first who may ask for it, then the list, then the file.

use crate::{
    account::Account,
    grants::{Grants, MAX_GRANTS},
    request::{Caller, Request},
    target,
};

/// What to say, and whether it is a yes.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) sentence: String,
    pub(crate) yes: bool,
}

fn yes(sentence: String) -> Answer {
    Answer { sentence, yes: true }
}

/// # Errors
/// A sentence: it may not be asked, there is no such account, or the system refuses.
pub(crate) fn carry_out(request: &Request, caller: Caller) -> Result<Answer, String> {
    match request {
        Request::Grant(name) => grant(&whom(name.as_deref(), caller)?),
        Request::Revoke(name) => revoke(&whom(name.as_deref(), caller)?),
        Request::Status(name) => status(name.as_deref(), caller),
        Request::Apply if caller == Caller::Root => restore(),
        Request::Apply => Err("only root can do that; it is for the package's own scripts.".into()),
    }
}

/// The account to change: any for root, the own one with an administrator's consent, none otherwise.
fn whom(name: Option<&str>, caller: Caller) -> Result<Account, String> {
    let account = match (caller, name) {
        (Caller::Root, Some(name)) => Account::named(name)?,
        (Caller::Root, None) => return Err("name the account: weir-capture-grant grant USER".into()),
        (Caller::Consented(uid), name) => {
            let own = Account::numbered(uid)?;
            if name.is_some_and(|name| name != own.name) {
                return Err(format!("{} may change only its own permission.", own.name));
            }
            own
        }
        (Caller::Plain(_), _) => {
            return Err(
                "this needs an administrator: put pkexec before it for your own account, or sudo.".into()
            );
        }
    };
    if account.uid == 0 { Err("root may capture anyway.".into()) } else { Ok(account) }
}

fn grant(account: &Account) -> Result<Answer, String> {
    let mut grants = Grants::open()?;
    grants.forget_strangers();
    if !target::is_installed()? {
        return Err(format!("{} is not installed.", target::PATH));
    }
    if !grants.accounts.contains(account) {
        if grants.accounts.len() >= MAX_GRANTS {
            return Err(format!("{MAX_GRANTS} accounts are the most; add further ones to the group weir."));
        }
        grants.accounts.push(account.clone());
        grants.save()?;
    }
    target::apply(&uids(&grants))?;
    Ok(yes(format!("{} may capture with Weir from now on.", account.name)))
}

/// The list first: whatever happens after that, an upgrade does not bring the grant back.
fn revoke(account: &Account) -> Result<Answer, String> {
    let mut grants = Grants::open()?;
    grants.forget_strangers();
    grants.accounts.retain(|known| known.uid != account.uid);
    grants.save()?;
    if target::is_installed()? {
        target::apply(&uids(&grants))?;
    }
    let mut sentence = format!("{} may no longer start a capture with Weir.", account.name);
    if account.is_in_group() {
        sentence = format!(
            "{} is off Weir's list, but may still capture as a member of the group weir; take that away with: \
             gpasswd -d {} weir",
            account.name, account.name
        );
    }
    Ok(yes(sentence))
}

fn restore() -> Result<Answer, String> {
    let mut grants = Grants::open()?;
    let gone = grants.forget_strangers();
    if !gone.is_empty() {
        grants.save()?;
    }
    target::apply(&uids(&grants))?;
    let mut sentence = format!("{} accounts may capture with Weir.", grants.accounts.len());
    if !gone.is_empty() {
        sentence = format!("{sentence} No longer, because these accounts are gone: {}.", gone.join(", "));
    }
    Ok(yes(sentence))
}

fn status(name: Option<&str>, caller: Caller) -> Result<Answer, String> {
    let account = match (name, caller) {
        (Some(name), _) => Account::named(name)?,
        (None, Caller::Consented(uid) | Caller::Plain(uid)) => Account::numbered(uid)?,
        (None, Caller::Root) => return Ok(everybody()),
    };
    let name = &account.name;
    let listed = target::listed().contains(&account.uid);
    let sentence = if account.uid == 0 {
        "root may capture.".to_owned()
    } else if listed {
        format!("{name} may capture with Weir.")
    } else if account.is_in_group() {
        format!("{name} may capture with Weir, as a member of the group weir.")
    } else {
        format!("{name} may not capture with Weir.")
    };
    Ok(Answer { yes: account.uid == 0 || listed || account.is_in_group(), sentence })
}

fn everybody() -> Answer {
    let names: Vec<String> = target::listed()
        .into_iter()
        .map(|uid| Account::numbered(uid.into()).map_or_else(|_| uid.to_string(), |account| account.name))
        .collect();
    if names.is_empty() {
        return yes("Only root and the group weir may capture with Weir.".into());
    }
    yes(format!("These accounts may capture with Weir: {}.", names.join(", ")))
}

fn uids(grants: &Grants) -> Vec<u32> {
    grants.accounts.iter().map(|account| account.uid).collect()
}
