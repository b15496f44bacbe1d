//! What the doctor found.

use serde::Serialize;
use specta::Type;

use super::UserError;
use crate::said::SaidId;

/// What the doctor found.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DoctorReport {
    /// Capture would work.
    pub ok: bool,
    /// The checks in the order in which they were made; those behind a failure are not made.
    pub checks: Vec<DoctorCheck>,
    /// The first failure.
    pub problem: Option<UserError>,
}

/// One check of the doctor.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DoctorCheck {
    /// What was checked, by name, for another language.
    pub id: SaidId,
    /// The same in English: "capture program found".
    pub name: String,
    /// How it went; `null`: not reached.
    pub ok: Option<bool>,
    /// What was seen: a path, a mode, a capability.
    pub detail: String,
}
