// Namen von Adressen, und Aufzeichnungsdateien.

export const names = {
  names: {
    column: "Name, Land, Netz",
    service: "Dienst",
    pending: "wird gefragt…",
    privateMac: "erfundene Hardwareadresse",
    programs: "Programme dieses Rechners: {{names}}",
    kinds: {
      public: "öffentlich",
      own: "dieser Rechner",
      private: "privates Netz",
      sharedNat: "NAT des Anbieters",
      linkLocal: "Link-lokal",
      loopback: "Loopback",
      multicast: "Multicast",
      broadcast: "Broadcast",
      unspecified: "noch keine Adresse",
      documentation: "nur für Beispiele",
      benchmark: "für Messungen",
      transition: "IPv4 in IPv6",
      reserved: "reserviert",
    },
    owner: "Programm",
    owners: {
      elsewhere: "auf einem anderen Rechner",
      closed: "gerade keines: der Socket wurde geschlossen, oder das System selbst antwortet",
      otherUser: "vom Konto {{user}}, in dessen Programme Ihres nicht hineinsehen darf",
      off: "nicht gesucht: in den Einstellungen abgeschaltet",
      file: "unbekannt: eine Datei sagt nicht, welches Programm es war",
      unsupported: "unbekannt: dieses System verrät es nicht",
    },
    places: "Land und Netz",
    placesHint:
      "Von öffentlichen Adressen, aus Daten, die Weir mitbringt. Niemand wird gefragt. Das Land ist das, in dem eine Adresse eingetragen ist; der Rechner kann anderswo stehen.",
    vendors: "Hersteller der Netzwerkkarte",
    vendorsHint: "Von Rechnern im lokalen Netz, aus der Nachbarliste des Systems.",
    hostNames: "Rechnernamen (Reverse DNS)",
    hostNamesHint:
      "Aus: niemand wird gefragt. An: der Nameserver dieses Netzes und alle auf dem Weg dorthin erfahren, welche Adressen Sie ansehen. Den Namen wählt, wem die Adresse gehört; er beweist nichts.",
    programsRow: "Programme",
    programsHint:
      "Welches Programm dieses Rechners eine Verbindung hat. Ohne weitere Rechte sind nur Ihre eigenen Programme zu sehen.",
    sources: "Woher die Namen kommen",
    gives: { country: "Länder", network: "Netze", vendor: "Hersteller", service: "Ports" },
  },
  startup: {
    atLogin: "Bei der Anmeldung starten",
    atLoginHint: "Weir wartet dann in der Leiste. Es zeichnet auf, wenn Sie es sagen.",
  },
  file: {
    open: "Aufzeichnungsdatei öffnen…",
    kind: "Aufzeichnungsdateien",
    drop: "Aufzeichnungsdatei hier fallen lassen, um sie zu öffnen",
    reading: "{{name}} wird gelesen",
    shown: "Datei {{name}}",
    span: "{{from}} bis {{to}}",
    whole: "Ganze Datei",
    wholeHint: "Von einer Datei wird alles gezeigt.",
  },
} as const;
