//! Every text of the tray, of notifications and of the sentence of an alert, in each language.
//!
//! The window has the sentences of alerts and the names of kinds too, in its locales.

use super::Spoken;
use crate::detection::{EpisodeKind, Severity};

macro_rules! phrases {
    ($($id:ident $english:literal $german:literal;)*) => {
        /// Which text. `{name}` is filled with the value of that name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[expect(missing_docs, reason = "what it says stands in the table")]
        pub enum Phrase { $($id),* }

        impl Phrase {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$id),*];

            /// The text.
            #[must_use]
            pub const fn text(self, spoken: Spoken) -> &'static str {
                match spoken {
                    Spoken::English => match self { $(Self::$id => $english),* },
                    Spoken::German => match self { $(Self::$id => $german),* },
                }
            }
        }
    };
}

phrases! {
    // The tray.
    Titled "Weir – {line}" "Weir – {line}";
    Stopped "Stopped" "Gestoppt";
    Starting "Starting…" "Startet …";
    Stopping "Stopping…" "Stoppt …";
    Rate "{packets} packets/s, {bits}" "{packets} Pakete/s, {bits}";
    WithRate "{what} – {rate}" "{what} – {rate}";
    Reading "Reading {file}" "Liest {file}";
    CaptureFailed "Capture failed." "Die Aufzeichnung ist fehlgeschlagen.";
    Start "Start capture" "Aufzeichnung starten";
    StartOn "Start capture on {name}" "Aufzeichnung auf {name} starten";
    Stop "Stop capture" "Aufzeichnung stoppen";
    StopReading "Stop reading" "Lesen abbrechen";
    StopWaiting "Stop waiting" "Nicht mehr warten";
    TryAgain "Try again" "Erneut versuchen";
    NoAlert "No alert yet" "Noch kein Alarm";
    LastAlert "Last alert: {kind} {time}" "Letzter Alarm: {kind} {time}";
    OneOpen "1 open alert: {kind}" "1 offener Alarm: {kind}";
    ManyOpen "{n} open alerts: {kind} and others" "{n} offene Alarme: {kind} und andere";
    Pause "Pause notifications for 1 hour" "Mitteilungen 1 Stunde anhalten";
    Resume "Notify again" "Wieder mitteilen";
    Show "Show Weir" "Weir zeigen";
    Quit "Quit" "Beenden";

    // Notifications.
    Above "{protocol} above its limit" "{protocol} über der Grenze";
    AboveOther "Other packets above their limit" "Andere Pakete über der Grenze";
    AboveBy "{packets} {protocol} packets in {seconds} s; the limit is {limit}." "{packets} {protocol}-Pakete in {seconds} s; die Grenze ist {limit}.";
    AboveByOther "{packets} other packets in {seconds} s; the limit is {limit}." "{packets} andere Pakete in {seconds} s; die Grenze ist {limit}.";
    Opened "{severity}: {kind}" "{severity}: {kind}";
    OpenedOn "{severity}: {kind} on {victim}" "{severity}: {kind} gegen {victim}";
    Ended "Ended: {kind}" "Vorbei: {kind}";
    EndedOn "Ended: {kind} on {victim}" "Vorbei: {kind} gegen {victim}";
    EndedAfter "{seconds} s, at most {peak} packets/s." "{seconds} s, höchstens {peak} Pakete/s.";
    AndMore " And {n} more." " Und {n} weitere.";
    CaptureStopped "Capture stopped" "Aufzeichnung gestoppt";
    StillThere "Weir is still there" "Weir ist noch da";
    StillThereHow "It stays in the tray, and so does a running capture. Quit it there." "Es bleibt im Infobereich, und eine laufende Aufzeichnung auch. Beenden können Sie es dort.";
    Open "Show" "Zeigen";

    // What happens, to whom, from whom.
    About "about {n}" "etwa {n}";
    Network "this network" "dieses Netz";
    From " from {name}" " von {name}";
    FromMany " from {n} addresses" " von {n} Adressen";
    SynFlood "{rate} SYNs/s to {target}{from}, {share} % never completed." "{rate} SYNs/s an {target}{from}, {share} % wurden nie vollendet.";
    UdpAmplification "{rate} {service} packets/s{from} to {target} that nobody there asked for, {size} bytes on average." "{rate} {service}-Pakete/s an {target}{from}, um die dort niemand gebeten hat, im Mittel {size} Bytes groß.";
    UdpReply "UDP reply" "UDP-Antwort";
    UdpFlood "{rate} unsolicited UDP packets/s{from} to {target}." "{rate} ungefragte UDP-Pakete/s an {target}{from}.";
    UdpFloodRefused "{rate} unsolicited UDP packets/s{from} to {target}, which refuses them." "{rate} ungefragte UDP-Pakete/s{from} an {target}, das sie abweist.";
    IcmpFlood "{rate} ICMP packets/s to {target}{from}." "{rate} ICMP-Pakete/s an {target}{from}.";
    IcmpErrors "{rate} ICMP errors/s to {target}{from}." "{rate} ICMP-Fehlermeldungen/s an {target}{from}.";
    TcpFlagFlood "{rate} TCP segments/s{from} to {target} that belong to no connection." "{rate} TCP-Segmente/s an {target}{from}, die zu keiner Verbindung gehören.";
    TcpReflection "{rate} SYN-ACKs/s{from} to {target}, which had asked for none." "{rate} SYN-ACKs/s{from} an {target}, das um keine gebeten hat.";
    OtherFlood "{rate} unsolicited packets/s of IP protocol {number} to {target}{from}." "{rate} ungefragte Pakete/s des IP-Protokolls {number} an {target}{from}.";
    Storm "{rate} packets/s to everybody ({target}){from}." "{rate} Pakete/s an alle ({target}){from}.";
    PortScan "{source} tried {n} ports of {target} {probe}; {share} % did not answer." "{source} versuchte {n} Ports von {target} {probe}; {share} % antworteten nicht.";
    HostSweep "{source} tried {n} hosts {probe}; {share} % did not answer." "{source} versuchte {n} Rechner {probe}; {share} % antworteten nicht.";
    HostSweepPort "{source} tried {n} hosts {probe} on port {port}; {share} % did not answer." "{source} versuchte {n} Rechner {probe} auf Port {port}; {share} % antworteten nicht.";
    ConnectionFlood "{n} connections in 10 s to {target}{from}." "{n} Verbindungen in 10 s zu {target}{from}.";
    ConnectionGuess "{n} connections in 10 s to {target}{from}, as somebody who guesses passwords makes them." "{n} Verbindungen in 10 s zu {target}{from}, wie jemand sie macht, der Passwörter rät.";
    Slowloris "{n} connections{from} to {target} are held open without an answer." "{n} Verbindungen zu {target}{from} werden ohne Antwort offen gehalten.";
    Stream "{rate} UDP packets/s in one stream{from} to {target} that nobody answers." "{rate} UDP-Pakete/s in einem Strom an {target}{from}, auf den niemand antwortet.";
    Volume "{rate} {name} packets/s; usual here are about {usual}." "{rate} {name}-Pakete/s; üblich sind hier etwa {usual}.";
    VolumeOther "{rate} other packets/s; usual here are about {usual}." "{rate} andere Pakete/s; üblich sind hier etwa {usual}.";
    Search "A search of {target}{from}." "Eine Suche in {target}{from}.";
    WithSyns "with SYNs" "mit SYNs";
    WithOddFlags "with odd TCP flags" "mit seltsamen TCP-Flags";
    WithUdp "with UDP" "über UDP";
    WithPing "with ping" "mit Ping";
    Dropped " {n} packets were lost meanwhile: the real numbers are higher." " Dabei gingen {n} Pakete verloren: Die wahren Zahlen sind höher.";
    OneWay " Replies are not seen in this capture, so this is judged by numbers alone." " Antworten sind in dieser Aufzeichnung nicht zu sehen; geurteilt wird nur nach Anzahl.";
}

/// [`EpisodeKind::label`] in German.
pub(super) const fn kind(kind: EpisodeKind) -> &'static str {
    match kind {
        EpisodeKind::SynFlood => "SYN-Flut",
        EpisodeKind::UdpFlood => "UDP-Flut",
        EpisodeKind::UdpAmplification => "UDP-Verstärkung",
        EpisodeKind::IcmpFlood => "ICMP-Flut",
        EpisodeKind::TcpFlagFlood => "TCP-Flag-Flut",
        EpisodeKind::TcpReflection => "TCP-Reflexion",
        EpisodeKind::OtherFlood => "Flut eines anderen Protokolls",
        EpisodeKind::Storm => "Broadcast-Sturm",
        EpisodeKind::PortScan => "Portscan",
        EpisodeKind::HostSweep => "Rechnersuche",
        EpisodeKind::ConnectionFlood => "Verbindungsflut",
        EpisodeKind::Slowloris => "Slowloris",
        EpisodeKind::Volume => "Ungewöhnliche Menge",
    }
}

/// [`Severity::label`] in German.
pub(super) const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "Hinweis",
        Severity::Low => "Gering",
        Severity::Medium => "Mittel",
        Severity::High => "Hoch",
        Severity::Critical => "Kritisch",
    }
}
