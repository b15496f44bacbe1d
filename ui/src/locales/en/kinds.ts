// What detection can find, what that means, and the numbers that rules are about.

export const kinds = {
  kind: {
    syn_flood: "SYN flood",
    udp_flood: "UDP flood",
    udp_amplification: "UDP amplification",
    icmp_flood: "ICMP flood",
    tcp_flag_flood: "TCP flag flood",
    tcp_reflection: "TCP reflection",
    other_flood: "Flood of another protocol",
    storm: "Broadcast storm",
    port_scan: "Port scan",
    host_sweep: "Host sweep",
    connection_flood: "Connection flood",
    slowloris: "Slowloris",
    volume: "Unusual volume",
  },
  kindMeaning: {
    syn_flood:
      "Many connections are begun and never completed, so that the target keeps room for each of them. A firewall or SYN cookies on the target help; forged senders cannot be blocked by address.",
    udp_flood:
      "Packets that nobody asked for arrive so fast that they take the target's bandwidth or time. Close the port if nothing uses it; against a full line only the provider can help.",
    udp_amplification:
      "Servers of others answer questions that were asked in the target's name, and each answer is much larger than its question. The target cannot stop it; the provider can filter that source port.",
    icmp_flood:
      "Far more pings or control messages arrive than any test needs. A limit on ICMP at the router or the firewall helps.",
    tcp_flag_flood: "TCP packets arrive that belong to no connection. A firewall that keeps state drops them cheaply.",
    tcp_reflection:
      "Servers of others complete connections that were begun in the target's name. Only the provider can trace the real sender.",
    other_flood: "Packets of a rarer protocol arrive that nobody asked for. If nothing needs it, block that protocol.",
    storm:
      "Very many packets go to everybody on the network at once. A loop between switches or a broken device is the usual cause.",
    port_scan:
      "Somebody tries one port after the other to see what answers. Open ports that nobody needs should be closed.",
    host_sweep:
      "Somebody tries one address after the other to see who is there. If this computer does it and you did not ask for it, look for unwanted programs.",
    connection_flood:
      "Very many complete connections are opened to one server. A load test looks exactly the same; a limit per address on the server helps.",
    slowloris:
      "Many connections are kept open without a whole request, so that the server has none left. A shorter time-out on the server helps.",
    volume:
      "There are far more packets than usual, or a stream that nobody answers. That alone is no attack: backups and calls look like this too.",
  },
  severity: { info: "Info", low: "Low", medium: "Medium", high: "High", critical: "Critical" },
  attribution: {
    spoofed: "Forged or very many senders: nearly each packet has another source.",
    few: "Several sources.",
    fewOf: "{{n}} sources.",
    single: "One source sent nearly all of it.",
    unknown: "It is not known how many sources there are.",
  },
  statistic: {
    synPerSecond: "SYNs without a handshake in 1 s",
    synPer5s: "SYNs without a handshake in 5 s",
    reflectedPerSecond: "unasked answers from reflector ports in 1 s",
    udpPerSecond: "unasked UDP packets in 1 s",
    udpSpreadPerSecond: "unasked UDP packets in 1 s, each from another source",
    udpStreamPerSecond: "unanswered packets of one UDP stream in 1 s",
    icmpPerSecond: "ICMP queries in 1 s",
    icmpPer5s: "ICMP queries in 5 s",
    icmpRise: "ICMP queries in 1 s, far above their usual rate",
    icmpErrorsPerSecond: "ICMP errors in 1 s",
    icmpErrorsPer5s: "ICMP errors in 5 s",
    strayPerSecond: "TCP packets of no connection in 1 s",
    strayPer5s: "TCP packets of no connection in 5 s",
    otherPerSecond: "unasked packets of another protocol in 1 s",
    stormPerSecond: "packets to everybody in 1 s",
    scanPorts10s: "ports that did not answer in 10 s",
    scanPorts300s: "ports that did not answer in 5 min",
    sweepTcp10s: "hosts that did not answer over TCP in 10 s",
    sweepUdp10s: "hosts that did not answer over UDP in 10 s",
    sweepEcho10s: "hosts that did not answer a ping in 10 s",
    sweepHosts300s: "hosts that did not answer in 5 min",
    connections10s: "complete connections in 10 s",
    silentConnections: "open connections without a word of the server",
    tcpVolume: "TCP packets in 1 s",
    udpVolume: "UDP packets in 1 s",
    icmpVolume: "ICMP packets in 1 s",
    otherVolume: "other packets in 1 s",
  },
  origin: {
    floor: "the rule's own lower limit",
    learned: "three times the usual peak of the last half hour",
    yours: "a lower limit that you set",
    falseAlarm: "a lower limit that a false alarm raised",
  },
} as const;
