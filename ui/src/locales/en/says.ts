// What happens in an alert, in one sentence. The core says the same in English, and a test compares them.

export const says = {
  says: {
    about: "about {{n}}",
    network: "this network",
    from: " from {{name}}",
    fromMany: " from {{n}} addresses",
    synFlood: "{{rate}} SYNs/s to {{target}}{{from}}, {{share}} % never completed.",
    udpAmplification:
      "{{rate}} {{service}} packets/s{{from}} to {{target}} that nobody there asked for, {{size}} bytes on average.",
    udpReply: "UDP reply",
    udpFlood: "{{rate}} unsolicited UDP packets/s{{from}} to {{target}}.",
    udpFloodRefused: "{{rate}} unsolicited UDP packets/s{{from}} to {{target}}, which refuses them.",
    icmpFlood: "{{rate}} ICMP packets/s to {{target}}{{from}}.",
    icmpErrors: "{{rate}} ICMP errors/s to {{target}}{{from}}.",
    tcpFlagFlood: "{{rate}} TCP segments/s{{from}} to {{target}} that belong to no connection.",
    tcpReflection: "{{rate}} SYN-ACKs/s{{from}} to {{target}}, which had asked for none.",
    otherFlood: "{{rate}} unsolicited packets/s of IP protocol {{number}} to {{target}}{{from}}.",
    storm: "{{rate}} packets/s to everybody ({{target}}){{from}}.",
    portScan: "{{source}} tried {{n}} ports of {{target}} {{probe}}; {{share}} % did not answer.",
    hostSweep: "{{source}} tried {{n}} hosts {{probe}}; {{share}} % did not answer.",
    hostSweepPort: "{{source}} tried {{n}} hosts {{probe}} on port {{port}}; {{share}} % did not answer.",
    connectionFlood: "{{n}} connections in 10 s to {{target}}{{from}}.",
    connectionGuess:
      "{{n}} connections in 10 s to {{target}}{{from}}, as somebody who guesses passwords makes them.",
    slowloris: "{{n}} connections{{from}} to {{target}} are held open without an answer.",
    stream: "{{rate}} UDP packets/s in one stream{{from}} to {{target}} that nobody answers.",
    volume: "{{rate}} {{name}} packets/s; usual here are about {{usual}}.",
    volumeOther: "{{rate}} other packets/s; usual here are about {{usual}}.",
    search: "A search of {{target}}{{from}}.",
    probe: { syn: "with SYNs", oddFlags: "with odd TCP flags", udp: "with UDP", ping: "with ping" },
    dropped: " {{n}} packets were lost meanwhile: the real numbers are higher.",
    oneWay: " Replies are not seen in this capture, so this is judged by numbers alone.",
  },
} as const;
