// Was erkannt werden kann, was es bedeutet, und um welche Zahlen es in den Regeln geht.

export const kinds = {
  kind: {
    syn_flood: "SYN-Flut",
    udp_flood: "UDP-Flut",
    udp_amplification: "UDP-Verstärkung",
    icmp_flood: "ICMP-Flut",
    tcp_flag_flood: "TCP-Flag-Flut",
    tcp_reflection: "TCP-Reflexion",
    other_flood: "Flut eines anderen Protokolls",
    storm: "Broadcast-Sturm",
    port_scan: "Portscan",
    host_sweep: "Rechnersuche",
    connection_flood: "Verbindungsflut",
    slowloris: "Slowloris",
    volume: "Ungewöhnliche Menge",
  },
  kindMeaning: {
    syn_flood:
      "Viele Verbindungen werden begonnen und nie vollendet, sodass das Ziel für jede Platz freihält. Eine Firewall oder SYN-Cookies auf dem Ziel helfen; gefälschte Absender lassen sich nicht nach Adresse sperren.",
    udp_flood:
      "Pakete, um die niemand gebeten hat, kommen so schnell, dass sie dem Ziel Bandbreite oder Zeit nehmen. Schließen Sie den Port, wenn ihn nichts braucht; gegen eine volle Leitung hilft nur der Anbieter.",
    udp_amplification:
      "Fremde Server beantworten Fragen, die im Namen des Ziels gestellt wurden, und jede Antwort ist viel größer als ihre Frage. Das Ziel kann es nicht beenden; der Anbieter kann diesen Quellport filtern.",
    icmp_flood:
      "Es kommen weit mehr Pings oder Steuermeldungen, als irgendein Test braucht. Eine Grenze für ICMP am Router oder an der Firewall hilft.",
    tcp_flag_flood:
      "Es kommen TCP-Pakete, die zu keiner Verbindung gehören. Eine Firewall, die Verbindungen kennt, verwirft sie billig.",
    tcp_reflection:
      "Fremde Server vollenden Verbindungen, die im Namen des Ziels begonnen wurden. Nur der Anbieter kann den wahren Absender finden.",
    other_flood:
      "Es kommen Pakete eines selteneren Protokolls, um die niemand gebeten hat. Sperren Sie es, wenn es nichts braucht.",
    storm:
      "Sehr viele Pakete gehen zugleich an alle im Netz. Meist ist eine Schleife zwischen Switches oder ein defektes Gerät die Ursache.",
    port_scan:
      "Jemand versucht einen Port nach dem anderen, um zu sehen, was antwortet. Offene Ports, die niemand braucht, sollten geschlossen werden.",
    host_sweep:
      "Jemand versucht eine Adresse nach der anderen, um zu sehen, wer da ist. Wenn dieser Rechner es ungefragt tut, suchen Sie nach unerwünschten Programmen.",
    connection_flood:
      "Sehr viele vollständige Verbindungen werden zu einem Server geöffnet. Ein Lasttest sieht genauso aus; eine Grenze je Adresse auf dem Server hilft.",
    slowloris:
      "Viele Verbindungen werden ohne vollständige Anfrage offen gehalten, sodass dem Server keine bleibt. Eine kürzere Wartezeit auf dem Server hilft.",
    volume:
      "Es gibt weit mehr Pakete als sonst, oder einen Strom, den niemand beantwortet. Das allein ist kein Angriff: Sicherungen und Anrufe sehen auch so aus.",
  },
  severity: { info: "Hinweis", low: "Gering", medium: "Mittel", high: "Hoch", critical: "Kritisch" },
  attribution: {
    spoofed: "Gefälschte oder sehr viele Absender: fast jedes Paket hat eine andere Quelle.",
    few: "Mehrere Quellen.",
    fewOf: "{{n}} Quellen.",
    single: "Eine Quelle hat fast alles gesendet.",
    unknown: "Es ist nicht bekannt, wie viele Quellen es sind.",
  },
  statistic: {
    synPerSecond: "SYNs ohne Verbindungsaufbau in 1 s",
    synPer5s: "SYNs ohne Verbindungsaufbau in 5 s",
    reflectedPerSecond: "ungefragte Antworten von Reflektor-Ports in 1 s",
    udpPerSecond: "ungefragte UDP-Pakete in 1 s",
    udpSpreadPerSecond: "ungefragte UDP-Pakete in 1 s, jedes aus anderer Quelle",
    udpStreamPerSecond: "unbeantwortete Pakete eines UDP-Stroms in 1 s",
    icmpPerSecond: "ICMP-Anfragen in 1 s",
    icmpPer5s: "ICMP-Anfragen in 5 s",
    icmpRise: "ICMP-Anfragen in 1 s, weit über der üblichen Rate",
    icmpErrorsPerSecond: "ICMP-Fehler in 1 s",
    icmpErrorsPer5s: "ICMP-Fehler in 5 s",
    strayPerSecond: "TCP-Pakete ohne Verbindung in 1 s",
    strayPer5s: "TCP-Pakete ohne Verbindung in 5 s",
    otherPerSecond: "ungefragte Pakete eines anderen Protokolls in 1 s",
    stormPerSecond: "Pakete an alle in 1 s",
    scanPorts10s: "Ports ohne Antwort in 10 s",
    scanPorts300s: "Ports ohne Antwort in 5 min",
    sweepTcp10s: "Rechner ohne Antwort über TCP in 10 s",
    sweepUdp10s: "Rechner ohne Antwort über UDP in 10 s",
    sweepEcho10s: "Rechner ohne Antwort auf einen Ping in 10 s",
    sweepHosts300s: "Rechner ohne Antwort in 5 min",
    connections10s: "vollständige Verbindungen in 10 s",
    silentConnections: "offene Verbindungen, auf denen der Server schweigt",
    tcpVolume: "TCP-Pakete in 1 s",
    udpVolume: "UDP-Pakete in 1 s",
    icmpVolume: "ICMP-Pakete in 1 s",
    otherVolume: "andere Pakete in 1 s",
  },
  origin: {
    floor: "die Untergrenze der Regel",
    learned: "das Dreifache der üblichen Spitze der letzten halben Stunde",
    yours: "eine Untergrenze, die Sie gesetzt haben",
    falseAlarm: "eine Untergrenze, die ein Fehlalarm erhöht hat",
  },
};
