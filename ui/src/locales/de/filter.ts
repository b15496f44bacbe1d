// Der Filter.

export const filter = {
  filter: {
    label: "Filter",
    placeholder: "Filter: proto tcp and not port 443",
    hint: "Verengt jede Ansicht (/). Felder: proto, src, dst, host, port, sport, dport; verbunden mit and, or, not und Klammern.",
    clear: "Wieder alles zeigen (Esc)",
    drop: "{{term}} entfernen",
    active: "Aktive Filter",
    stretch: "{{from}}–{{to}}",
    toggle: "{{ip}}: Klick verengt jede Ansicht darauf, Alt+Klick lässt sie weg",
    byProtocol: "alle Quellen",
    byProtocolHint: "Dies wird nur je Protokoll geführt: Adressen und Ports des Filters verengen es nicht.",
    bySource: "alle Ports",
    bySourceHint: "Dies wird nur je Quelle und Protokoll geführt: Ziele und Ports des Filters verengen es nicht.",
    mistakes: {
      field: "Hier fehlt ein Feld: proto, src, dst, host, port, sport oder dport.",
      value: "Hier fehlt der Wert, etwa tcp, 10.0.0.0/8 oder 443.",
      close: "Hier fehlt eine schließende Klammer.",
      unexpected: "„{{word}}“ gehört nicht hierher. Verbinden Sie zwei Teile mit and oder or.",
      protocol: "„{{word}}“ ist kein Name eines Protokolls, etwa tcp oder lldp.",
      address: "„{{word}}“ ist keine Adresse und kein Netz, etwa 10.0.0.0/8 oder fe80::/10.",
      port: "„{{word}}“ ist kein Port (0 bis 65535) und kein Bereich, etwa 8000-8100.",
      tooLong: "Ein Filter hat höchstens 500 Zeichen.",
    },
  },
};
