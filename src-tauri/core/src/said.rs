//! What Weir says when something is wrong: each thing has a name, what happened and the cure, in each language.
//!
//! The window, the tray and notifications say it in the chosen language, by the name and the values; the terminal and
//! the log in English. `{name}` is filled with the value of that name.

mod german;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{
    language::Spoken,
    view::{ErrorCode, Notice, UserError},
};

macro_rules! catalogue {
    ($($id:ident $what:literal $cure:literal;)*) => {
        /// Which sentence.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
        #[serde(rename_all = "camelCase")]
        #[expect(missing_docs, reason = "what it says stands in the catalogue")]
        pub enum SaidId { $($id),* }

        impl SaidId {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$id),*];

            /// What happened, and the cure; with `{names}` to be filled.
            #[must_use]
            pub const fn english(self) -> (&'static str, &'static str) {
                match self { $(Self::$id => ($what, $cure)),* }
            }
        }
    };
}

catalogue! {
    AlreadyCapturing "Another capture is running." "Stop the running capture, then start the new one.";
    AskRefused "The consent was refused, or nobody here could be asked for it." "Try again, or run the command in a terminal.";
    BadNetwork "A network of the filter is none." "Change the filter or the search.";
    BuiltHere "This Weir was built here, not installed, so its button cannot change the permission." "Run the command in the folder of the sources.";
    CannotStart "The capture program could not be started." "Try again; if it stays so, report it.";
    CaptureFailed "Capturing on {name} failed." "Try again; if it stays so, report it with the details.";
    CaptureFilterLine "The capture filter has a line break or a zero at character {place}." "Write it in one line.";
    CaptureFilterLong "The capture filter has {bytes} bytes; at most {most} are allowed." "Name networks instead of single addresses, such as: net 192.0.2.0/24.";
    CaptureFilterName "A name in the capture filter could not be looked up in time." "Write its address instead.";
    CaptureFilterNotHere "The capture filter cannot be used on {name}." "Shorten or remove it, or choose another interface or engine.";
    CaptureFilterNotInFile "{name} has packets of a kind that this capture filter cannot be used on." "Leave the filter out, or write one that says nothing about the link header.";
    CaptureFilterSize "The capture filter has {instructions} instructions; the kernel takes {most}." "Name networks instead of single addresses, or ranges instead of single ports.";
    CaptureFilterVlan "The engine pnet cannot see VLAN tags, and the capture filter asks for them." "Choose the packet ring as engine, or a filter without vlan.";
    CaptureFilterWrong "The capture filter is not valid: {message}." "Write it as for tcpdump, such as: tcp port 443 and not host 192.0.2.1.";
    CaptureFilterWrongAt "The capture filter is not valid: {message} at {place}." "Write it as for tcpdump, such as: tcp port 443 and not host 192.0.2.1.";
    CheckAnswers "Capture program starts and answers" "";
    CheckFound "Capture program found" "";
    CheckInterface "There is an interface to capture on" "";
    CheckNewest "It is the newest build" "";
    CheckPermitted "It has the permission to capture" "";
    CheckRunnable "This account may run it" "";
    ConsentNotGiven "The administrator's consent was not given." "Try again, or run the command in a terminal.";
    Container "This container does not allow packet capture." "Start the container with the NET_RAW capability, or run Weir outside of it.";
    ExportKind "Weir does not save files of this kind." "It saves these: {kinds}.";
    ExportLarge "This export is larger than {most} MiB." "Narrow what is shown with a filter, then export again.";
    ExportNames "There are {most} files named {name} already." "Move or delete some of them, then export again.";
    ExportNone "Nothing was saved yet." "Save something, then show its folder.";
    ExportNotShown "No file manager could show the folder." "The file is {path}.";
    ExportRefused "Nothing could be saved in {folder}." "Check that there is room and that the folder may be written to.";
    FileCut "{name} could not be read to its end." "What came before is counted. The file is cut or damaged: copy it again if it should be whole.";
    FileIsFolder "{name} is a folder or a device, not a capture file." "Give it a file in the pcap or pcapng format, as tcpdump and Wireshark write them.";
    FileMissing "{name} cannot be opened." "Check that it is there and that you may read it.";
    FileNameNotText "{name} cannot be opened, because some bytes of its path are no text (UTF-8)." "Rename the file or its folder, then open it again.";
    FileNotACapture "{name} is not a capture file that Weir can read." "Give it a file in the pcap or pcapng format, as tcpdump and Wireshark write them; gzip and zstd are unpacked.";
    FileWhileCapturing "{name} was not opened, because a capture is running." "Stop the capture, then open the file.";
    FilesOneAtATime "Weir opens one capture file at a time; the first was opened." "";
    FilterLong "The filter is too long." "Change the filter or the search.";
    FilterNested "The filter is nested too deeply." "Change the filter or the search.";
    FilterNone "This is no filter." "Change the filter or the search.";
    InterfaceDown "{name} is switched off." "Weir starts again by itself when it comes up; or choose another interface.";
    InterfaceGone "{name} is gone." "Weir starts again by itself when it is back; or choose another interface.";
    InterfaceRenamed "The interface {name} is called {new} now; the capture goes on." "";
    InterfaceUnknown "There is no interface named {name}." "Choose one of these: {known}.";
    InterfaceUnknownNone "There is no interface named {name}." "This machine has no network interface at all.";
    LoginEntry "The entry that starts Weir at login could not be changed." "Check that your folder for such entries may be written to, or change it in the desktop's settings.";
    MissingBuilt "The capture program weir-sidecar is not there." "Build it with npm start, or cargo build.";
    MissingInstalled "The capture program weir-sidecar is not there." "Reinstall the Weir package.";
    NewerBuild "The capture program was built anew, and the copy that may capture is older." "Give the new one the permission; an administrator's password is needed.";
    NoAlert "Alert {id} is not kept any more." "Weir keeps the newest 1,000 of a capture; choose one of the list.";
    NoCapability "The capture program has no permission to capture, as after a new build or an update." "Give it the permission again; an administrator's password is needed.";
    NoNewPrivs "Weir was started by something that forbids it further permissions (no_new_privs)." "Start Weir from the application menu or an ordinary terminal.";
    NoPacketSockets "This system has no packet sockets." "Run Weir on an ordinary Linux system, not in a sandbox such as Flatpak.";
    NoPkexec "This system has no pkexec to ask for the consent." "Try again, or run the command in a terminal.";
    Nosuid "The disk that the capture program lies on does not allow permissions (it is mounted nosuid)." "Install Weir from its deb or rpm package, or on another disk.";
    NotGranted "Weir is not allowed to read network traffic yet." "Allow capture for your account; an administrator's password is needed once.";
    NothingUp "No interface of this machine is switched on." "Connect to a network.";
    PermissionUnchanged "The permission could not be changed." "Try again, or run the command in a terminal.";
    PnetOneInterface "The engine pnet captures on one interface at a time." "Choose the packet ring as engine, or one interface.";
    ReaderMissingBuilt "The program weir-replay, which reads capture files, is not there." "Build it with cargo build.";
    ReaderMissingInstalled "The program weir-replay, which reads capture files, is not there." "Reinstall the Weir package.";
    RuntimePathLong "The path of Weir's runtime folder is too long for a socket." "Set XDG_RUNTIME_DIR to a folder with a shorter path.";
    SceneUnwritten "The test scene could not be written to a temporary file." "Check the free space of the temporary folder.";
    ScenesBroken "The test scenes were broken off." "Try again; if it stays so, report it.";
    SearchLong "The text that is searched for is too long." "Change the filter or the search.";
    SettingRefused "{why}" "Nothing was changed.";
    SettingsUnwritten "The settings could not be written to {path}." "Check the folder's permissions and the free space; until then they last as long as Weir runs.";
    SettingsDamaged "The settings file was damaged ({error}); it is kept as {path}, and Weir uses its defaults." "";
    SettingsUnread "The settings file cannot be read ({error}); Weir uses its defaults." "";
    ShuttingDown "Weir is shutting down." "Start Weir again.";
    SidecarBad "The capture program did not answer as it should." "Weir starts it again by itself; if it stays so, reinstall Weir.";
    SidecarGone "The capture program ended unexpectedly." "Weir starts it again by itself; what came in the meantime is shown as a gap.";
    StillStopping "The capture is still being stopped." "Try again in a moment.";
    TableUncut "The table could not be cut." "Try again; if it stays so, report it.";
    Versions "Weir and its capture program are of different versions." "Install both from the same package or build, then start Weir again.";
}

/// A sentence and its cure by name, for another language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Said {
    /// Which.
    pub id: SaidId,
    /// What its `{names}` are filled with.
    pub values: BTreeMap<String, String>,
}

impl Said {
    /// With a value for each of its names.
    #[must_use]
    pub fn new(id: SaidId, values: &[(&str, &str)]) -> Self {
        let values = values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Self { id, values }
    }

    /// What happened, in English.
    #[must_use]
    pub fn sentence(&self) -> String {
        self.filled(self.id.english().0)
    }

    /// The cure, in English; may be empty.
    #[must_use]
    pub fn cure(&self) -> String {
        self.filled(self.id.english().1)
    }

    /// Both in a language.
    #[must_use]
    pub fn in_words(&self, spoken: Spoken) -> (String, String) {
        let (what, cure) = match spoken {
            Spoken::English => self.id.english(),
            Spoken::German => self.id.german(),
        };
        (self.filled(what), self.filled(cure))
    }

    fn filled(&self, text: &str) -> String {
        fill(text, |name| self.values.get(name).map(String::as_str))
    }
}

/// `text` with a value for each `{name}`. One pass: a value that looks like a name is not filled again.
pub(crate) fn fill<'a>(text: &str, value: impl Fn(&str) -> Option<&'a str>) -> String {
    let mut filled = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some((before, (name, after))) =
        rest.split_once('{').and_then(|(before, inside)| Some((before, inside.split_once('}')?)))
    {
        let value = value(name);
        debug_assert!(value.is_some(), "{text:?} has no value for {name}");
        filled.push_str(before);
        filled.push_str(value.unwrap_or_default());
        rest = after;
    }
    filled + rest
}

impl UserError {
    /// An error with its sentence and cure.
    #[must_use]
    pub fn new(code: ErrorCode, id: SaidId, values: &[(&str, &str)]) -> Self {
        let said = Said::new(id, values);
        Self {
            code,
            sentence: said.sentence(),
            cure: said.cure(),
            said: Box::new(said),
            command: None,
            can_allow: false,
            detail: None,
        }
    }
}

impl Notice {
    /// News of which no error tells.
    #[must_use]
    pub fn new(id: SaidId, values: &[(&str, &str)], warning: bool) -> Self {
        let said = Said::new(id, values);
        Self { sentence: said.sentence(), said, warning }
    }
}

impl From<&UserError> for Notice {
    fn from(error: &UserError) -> Self {
        Self { sentence: error.to_string(), said: (*error.said).clone(), warning: true }
    }
}

#[cfg(test)]
mod tests;
