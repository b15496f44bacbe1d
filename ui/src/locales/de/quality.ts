// Die Qualitätszeile.

export const quality = {
  quality: {
    word: { none: "Noch keine Daten", complete: "Vollständig", partial: "Teilweise", oneWay: "Einseitig", stale: "Veraltet" },
    wordHint: {
      none: "Es wurde noch nichts aufgezeichnet.",
      complete: "Nichts fehlt: Jedes Paket, das die Schnittstelle sah, ist gezählt.",
      partial: "Etwas fehlt, ist zusammengefasst oder geschätzt: {{list}}.",
      oneWay: "Jedes Paket ist gezählt, aber von den Gesprächen nur eine Richtung.",
      stale: "Das Aufzeichnungsprogramm hat sich seit Sekunden nicht gemeldet. Die letzten Zahlen bleiben stehen.",
    },
    wordCure: {
      none: "Drücken Sie Start.",
      stale: "Warten Sie: Ein Aufzeichnungsprogramm, das fort ist, wird von selbst neu gestartet. Bleibt es so, stoppen und starten Sie die Aufzeichnung.",
    },
    last: "Zuletzt um {{time}}.",
    since: "Seit {{time}}.",
    lastGap: "Die letzte endete um {{time}}.",
    dropped: "verworfen",
    droppedHint:
      "Pakete, die das System verwarf, weil sie schneller kamen, als sie gelesen werden konnten. Zahlen sind Untergrenzen.",
    droppedUnknown: "Dieses System meldet verworfene Pakete nicht.",
    droppedShare: "Das sind {{share}} aller Pakete.",
    cut: "{{n}} gekürzt",
    cutHint: "Pakete, von denen nicht alle Bytes aufgezeichnet wurden. Ihre Größen stimmen trotzdem.",
    cutCure: "Es ist nichts zu tun: Nur ihr Inhalt fehlt, und den liest Weir nicht.",
    merged: "{{n}} vereint",
    mergedHint:
      "Meldungen, die zusammengelegt wurden, weil Weir beschäftigt war. Kein Paket geht verloren, nur feinere Zeiten.",
    noGaps: "0 Lücken",
    gaps_one: "{{n}} Lücke ({{span}})",
    gaps_other: "{{n}} Lücken ({{span}})",
    gapsHint:
      "Abschnitte der Aufzeichnung ohne Daten, etwa während der Rechner schlief. Diagramme zeigen sie als graue Bänder.",
    gapsCure: "Was währenddessen vorbeiging, ist nicht bekannt. Halten Sie Rechner und Schnittstelle wach, solange es zählt.",
    exact: "Quellen exakt",
    estimated: "Quellen geschätzt",
    exactHint: "Jede Quelle hat ihre eigene exakte Zahl.",
    estimatedHint: "Es gab mehr Quellen, als die Tabelle fasst; kleine können fehlen. Summen bleiben exakt.",
    damaged: "{{n}} beschädigt",
    damagedCure: "Gezählt ist, was von ihnen zu lesen war. Sind es viele: ein schlechtes Kabel, oder jemand probiert etwas aus.",
    problem: "{{name}}: {{n}}",
    oneWay: "Antworten fehlen",
    oneWayHint: "Von fast allen Verbindungen ist nur eine Richtung zu sehen; Regeln, die Antworten brauchen, sind aus.",
    oneWayCure: "Zeichnen Sie auf, wo beide Richtungen vorbeikommen: auf diesem Rechner selbst oder an einem Spiegelport, der beide kopiert.",
    coverage: "erfasst {{share}}",
    coverageHint:
      "In den letzten {{span}} zählte das System {{counted}} auf dieser Schnittstelle; {{captured}} davon sind aufgezeichnet.",
    coverageCure:
      "Weniger als 100 %, ohne dass etwas verworfen wurde: Segmente, die die Karte vereint oder teilt, deren Köpfe die eine Seite einmal zählt und die andere jedes Mal.",
    engineUsed: "Verfahren: {{name}}",
    ring: "Paketring",
    engineHint: "Womit Pakete geholt werden. In den Einstellungen zu wählen.",
    promiscuousOn: "promiskuitiv an",
    promiscuousOff: "promiskuitiv aus",
    promiscuousHint:
      "Ob auch um Pakete gebeten wird, die an andere Rechner gerichtet sind. In den Einstellungen zu ändern.",
    zoneHint: "Alle Zeiten sind Ortszeiten dieser Zone.",
    ringCure: "Der Paketring verliert weit weniger. Er gilt ab dem nächsten Start.",
    ringChosen: "Der Paketring ist gewählt und gilt ab dem nächsten Start.",
    filterCure: "Zeichnen Sie weniger Pakete auf: Stoppen Sie, und setzen Sie neben der Schnittstelle einen Filter.",
    slowerCure: "Lassen Sie das Fenster seltener nach neuen Zahlen fragen.",
    slowest: "Das Fenster fragt schon so selten wie möglich nach neuen Zahlen. Andere Programme beschäftigen diesen Rechner.",
    act: {
      show: "In den Diagrammen zeigen",
      ring: "Paketring nehmen",
      filter: "Filter setzen",
      slower: "Abstand auf 5 s erhöhen",
      interface: "Schnittstelle wählen",
      settings: "Einstellungen öffnen",
    },
  },
};
