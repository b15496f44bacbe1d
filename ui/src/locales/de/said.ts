// Was nicht stimmt, und was hilft.
import type { Said } from "../../ipc";

type Sentences = Record<Said["id"], { what: string; cure: string }>;

export const said = {
  said: {
    alreadyCapturing: {
      what: "Es läuft schon eine andere Aufzeichnung.",
      cure: "Stoppen Sie die laufende Aufzeichnung und starten Sie dann die neue.",
    },
    askRefused: {
      what: "Die Zustimmung wurde verweigert, oder niemand hier konnte gefragt werden.",
      cure: "Versuchen Sie es noch einmal, oder führen Sie den Befehl in einem Terminal aus.",
    },
    badNetwork: {
      what: "Ein Netz des Filters ist keines.",
      cure: "Ändern Sie den Filter oder die Suche.",
    },
    builtHere: {
      what: "Dieses Weir wurde hier gebaut, nicht installiert; darum kann sein Knopf die Erlaubnis nicht ändern.",
      cure: "Führen Sie den Befehl im Ordner der Quelltexte aus.",
    },
    cannotStart: {
      what: "Das Aufzeichnungsprogramm ließ sich nicht starten.",
      cure: "Versuchen Sie es noch einmal; bleibt es so, melden Sie es.",
    },
    captureFailed: {
      what: "Die Aufzeichnung auf {{name}} ist fehlgeschlagen.",
      cure: "Versuchen Sie es noch einmal; bleibt es so, melden Sie es mit den Einzelheiten.",
    },
    captureFilterLine: {
      what: "Der Aufzeichnungsfilter hat an Zeichen {{place}} einen Zeilenumbruch oder eine Null.",
      cure: "Schreiben Sie ihn in eine Zeile.",
    },
    captureFilterLong: {
      what: "Der Aufzeichnungsfilter hat {{bytes}} Byte; erlaubt sind höchstens {{most}}.",
      cure: "Nennen Sie Netze statt einzelner Adressen, etwa: net 192.0.2.0/24.",
    },
    captureFilterName: {
      what: "Ein Name im Aufzeichnungsfilter konnte nicht rechtzeitig nachgeschlagen werden.",
      cure: "Schreiben Sie stattdessen seine Adresse.",
    },
    captureFilterNotHere: {
      what: "Der Aufzeichnungsfilter lässt sich auf {{name}} nicht verwenden.",
      cure: "Kürzen oder entfernen Sie ihn, oder wählen Sie eine andere Schnittstelle oder ein anderes Verfahren.",
    },
    captureFilterNotInFile: {
      what: "{{name}} hat Pakete einer Art, auf die sich dieser Aufzeichnungsfilter nicht anwenden lässt.",
      cure: "Lassen Sie den Filter weg, oder schreiben Sie einen, der nichts über den Kopf der Verbindungsschicht sagt.",
    },
    captureFilterSize: {
      what: "Der Aufzeichnungsfilter hat {{instructions}} Anweisungen; der Kernel nimmt {{most}}.",
      cure: "Nennen Sie Netze statt einzelner Adressen, oder Bereiche statt einzelner Ports.",
    },
    captureFilterVlan: {
      what: "Das Verfahren pnet sieht keine VLAN-Kennungen, und der Aufzeichnungsfilter fragt danach.",
      cure: "Wählen Sie den Paketring als Verfahren, oder einen Filter ohne vlan.",
    },
    captureFilterWrong: {
      what: "Der Aufzeichnungsfilter ist ungültig: {{message}}.",
      cure: "Schreiben Sie ihn wie für tcpdump, etwa: tcp port 443 and not host 192.0.2.1.",
    },
    captureFilterWrongAt: {
      what: "Der Aufzeichnungsfilter ist ungültig: {{message}} bei {{place}}.",
      cure: "Schreiben Sie ihn wie für tcpdump, etwa: tcp port 443 and not host 192.0.2.1.",
    },
    checkAnswers: {
      what: "Aufzeichnungsprogramm startet und antwortet",
      cure: "",
    },
    checkFound: {
      what: "Aufzeichnungsprogramm gefunden",
      cure: "",
    },
    checkInterface: {
      what: "Es gibt eine Schnittstelle zum Aufzeichnen",
      cure: "",
    },
    checkNewest: {
      what: "Es ist der neueste Bau",
      cure: "",
    },
    checkPermitted: {
      what: "Es hat die Erlaubnis aufzuzeichnen",
      cure: "",
    },
    checkRunnable: {
      what: "Dieses Konto darf es ausführen",
      cure: "",
    },
    consentNotGiven: {
      what: "Die Zustimmung eines Verwalters wurde nicht gegeben.",
      cure: "Versuchen Sie es noch einmal, oder führen Sie den Befehl in einem Terminal aus.",
    },
    container: {
      what: "Dieser Container erlaubt kein Aufzeichnen von Paketen.",
      cure: "Starten Sie den Container mit der Fähigkeit NET_RAW, oder Weir außerhalb davon.",
    },
    exportKind: {
      what: "Dateien dieser Art sichert Weir nicht.",
      cure: "Es sichert diese: {{kinds}}.",
    },
    exportLarge: {
      what: "Diese Ausgabe ist größer als {{most}} MiB.",
      cure: "Engen Sie mit einem Filter ein, was gezeigt wird, und sichern Sie dann noch einmal.",
    },
    exportNames: {
      what: "Es gibt schon {{most}} Dateien namens {{name}}.",
      cure: "Verschieben oder löschen Sie einige davon, und sichern Sie dann noch einmal.",
    },
    exportRefused: {
      what: "In {{folder}} ließ sich nichts sichern.",
      cure: "Prüfen Sie, ob dort Platz ist und ob in den Ordner geschrieben werden darf.",
    },
    fileCut: {
      what: "{{name}} ließ sich nicht bis zum Ende lesen.",
      cure: "Was davor kam, ist gezählt. Die Datei ist abgeschnitten oder beschädigt: kopieren Sie sie noch einmal, wenn sie ganz sein sollte.",
    },
    fileIsFolder: {
      what: "{{name}} ist ein Ordner oder ein Gerät, keine Aufzeichnungsdatei.",
      cure: "Geben Sie eine Datei im Format pcap oder pcapng an, wie tcpdump und Wireshark sie schreiben.",
    },
    fileMissing: {
      what: "{{name}} lässt sich nicht öffnen.",
      cure: "Prüfen Sie, ob es sie gibt und ob Sie sie lesen dürfen.",
    },
    fileNotACapture: {
      what: "{{name}} ist keine Aufzeichnungsdatei, die Weir lesen kann.",
      cure: "Geben Sie eine Datei im Format pcap oder pcapng an, wie tcpdump und Wireshark sie schreiben; gzip und zstd werden ausgepackt.",
    },
    fileWhileCapturing: {
      what: "{{name}} wurde nicht geöffnet, weil eine Aufzeichnung läuft.",
      cure: "Stoppen Sie die Aufzeichnung und öffnen Sie dann die Datei.",
    },
    filesOneAtATime: {
      what: "Weir öffnet eine Aufzeichnungsdatei auf einmal; die erste wurde geöffnet.",
      cure: "",
    },
    filterLong: {
      what: "Der Filter ist zu lang.",
      cure: "Ändern Sie den Filter oder die Suche.",
    },
    filterNested: {
      what: "Der Filter ist zu tief verschachtelt.",
      cure: "Ändern Sie den Filter oder die Suche.",
    },
    filterNone: {
      what: "Das ist kein Filter.",
      cure: "Ändern Sie den Filter oder die Suche.",
    },
    interfaceDown: {
      what: "{{name}} ist ausgeschaltet.",
      cure: "Weir beginnt von selbst wieder, sobald sie an ist; oder wählen Sie eine andere Schnittstelle.",
    },
    interfaceGone: {
      what: "{{name}} ist weg.",
      cure: "Weir beginnt von selbst wieder, sobald sie zurück ist; oder wählen Sie eine andere Schnittstelle.",
    },
    interfaceRenamed: {
      what: "Die Schnittstelle {{name}} heißt jetzt {{new}}; die Aufzeichnung geht weiter.",
      cure: "",
    },
    interfaceUnknown: {
      what: "Es gibt keine Schnittstelle namens {{name}}.",
      cure: "Wählen Sie eine von diesen: {{known}}.",
    },
    interfaceUnknownNone: {
      what: "Es gibt keine Schnittstelle namens {{name}}.",
      cure: "Dieser Rechner hat überhaupt keine Netzwerkschnittstelle.",
    },
    loginEntry: {
      what: "Der Eintrag, der Weir bei der Anmeldung startet, ließ sich nicht ändern.",
      cure: "Prüfen Sie, ob in Ihren Ordner für solche Einträge geschrieben werden darf, oder ändern Sie es in den Einstellungen der Arbeitsumgebung.",
    },
    missingBuilt: {
      what: "Das Aufzeichnungsprogramm weir-sidecar ist nicht da.",
      cure: "Bauen Sie es mit npm start oder cargo build.",
    },
    missingInstalled: {
      what: "Das Aufzeichnungsprogramm weir-sidecar ist nicht da.",
      cure: "Installieren Sie das Weir-Paket neu.",
    },
    newerBuild: {
      what: "Das Aufzeichnungsprogramm wurde neu gebaut, und die Kopie, die aufzeichnen darf, ist älter.",
      cure: "Geben Sie der neuen die Erlaubnis; dazu braucht es das Passwort eines Verwalters.",
    },
    noAlert: {
      what: "Alarm {{id}} wird nicht mehr geführt.",
      cure: "Weir behält die neuesten 1.000 einer Aufzeichnung; wählen Sie einen aus der Liste.",
    },
    noCapability: {
      what: "Das Aufzeichnungsprogramm darf nicht aufzeichnen, wie nach einem Neubau oder einer Aktualisierung.",
      cure: "Geben Sie ihm die Erlaubnis wieder; dazu braucht es das Passwort eines Verwalters.",
    },
    noNewPrivs: {
      what: "Weir wurde von etwas gestartet, das ihm weitere Rechte verbietet (no_new_privs).",
      cure: "Starten Sie Weir aus dem Anwendungsmenü oder einem gewöhnlichen Terminal.",
    },
    noPacketSockets: {
      what: "Dieses System hat keine Paket-Sockets.",
      cure: "Führen Sie Weir auf einem gewöhnlichen Linux-System aus, nicht in einer Sandbox wie Flatpak.",
    },
    noPkexec: {
      what: "Dieses System hat kein pkexec, um nach der Zustimmung zu fragen.",
      cure: "Versuchen Sie es noch einmal, oder führen Sie den Befehl in einem Terminal aus.",
    },
    nosuid: {
      what: "Der Datenträger, auf dem das Aufzeichnungsprogramm liegt, erlaubt keine Rechte (er ist mit nosuid eingehängt).",
      cure: "Installieren Sie Weir aus seinem deb- oder rpm-Paket, oder auf einem anderen Datenträger.",
    },
    notGranted: {
      what: "Weir darf den Netzwerkverkehr noch nicht lesen.",
      cure: "Erlauben Sie Ihrem Konto die Aufzeichnung; dazu braucht es einmal das Passwort eines Verwalters.",
    },
    nothingUp: {
      what: "Keine Schnittstelle dieses Rechners ist eingeschaltet.",
      cure: "Verbinden Sie ihn mit einem Netz.",
    },
    permissionUnchanged: {
      what: "Die Erlaubnis ließ sich nicht ändern.",
      cure: "Versuchen Sie es noch einmal, oder führen Sie den Befehl in einem Terminal aus.",
    },
    pnetOneInterface: {
      what: "Das Verfahren pnet zeichnet nur auf einer Schnittstelle zugleich auf.",
      cure: "Wählen Sie den Paketring als Verfahren, oder eine einzelne Schnittstelle.",
    },
    readerMissingBuilt: {
      what: "Das Programm weir-replay, das Aufzeichnungsdateien liest, ist nicht da.",
      cure: "Bauen Sie es mit cargo build.",
    },
    readerMissingInstalled: {
      what: "Das Programm weir-replay, das Aufzeichnungsdateien liest, ist nicht da.",
      cure: "Installieren Sie das Weir-Paket neu.",
    },
    runtimePathLong: {
      what: "Der Pfad von Weirs Laufzeitordner ist zu lang für einen Socket.",
      cure: "Setzen Sie XDG_RUNTIME_DIR auf einen Ordner mit kürzerem Pfad.",
    },
    sceneUnwritten: {
      what: "Die Testszene ließ sich nicht in eine vorläufige Datei schreiben.",
      cure: "Prüfen Sie den freien Platz des Ordners für vorläufige Dateien.",
    },
    scenesBroken: {
      what: "Die Testszenen wurden abgebrochen.",
      cure: "Versuchen Sie es noch einmal; bleibt es so, melden Sie es.",
    },
    searchLong: {
      what: "Der gesuchte Text ist zu lang.",
      cure: "Ändern Sie den Filter oder die Suche.",
    },
    settingRefused: {
      what: "Weir nimmt diese Einstellung nicht an: {{why}}",
      cure: "Nichts wurde geändert.",
    },
    settingsUnwritten: {
      what: "Die Einstellungen ließen sich nicht nach {{path}} schreiben.",
      cure: "Prüfen Sie die Rechte des Ordners und den freien Platz; bis dahin gelten sie, solange Weir läuft.",
    },
    settingsDamaged: {
      what: "Die Einstellungsdatei war beschädigt ({{error}}); sie ist als {{path}} aufgehoben, und Weir nimmt seine Vorgaben.",
      cure: "",
    },
    settingsUnread: {
      what: "Die Einstellungsdatei lässt sich nicht lesen ({{error}}); Weir nimmt seine Vorgaben.",
      cure: "",
    },
    shuttingDown: {
      what: "Weir wird gerade beendet.",
      cure: "Starten Sie Weir neu.",
    },
    sidecarBad: {
      what: "Das Aufzeichnungsprogramm hat nicht geantwortet, wie es sollte.",
      cure: "Weir startet es von selbst wieder; bleibt es so, installieren Sie Weir neu.",
    },
    sidecarGone: {
      what: "Das Aufzeichnungsprogramm endete unerwartet.",
      cure: "Weir startet es von selbst wieder; was inzwischen kam, erscheint als Lücke.",
    },
    stillStopping: {
      what: "Die Aufzeichnung wird noch gestoppt.",
      cure: "Starten Sie gleich noch einmal.",
    },
    tableUncut: {
      what: "Die Tabelle ließ sich nicht zuschneiden.",
      cure: "Versuchen Sie es noch einmal; bleibt es so, melden Sie es.",
    },
    versions: {
      what: "Weir und sein Aufzeichnungsprogramm sind von verschiedenen Versionen.",
      cure: "Installieren Sie beide aus demselben Paket oder Bau, und starten Sie Weir dann neu.",
    },
  } satisfies Sentences,
};
