// The filter.

export const filter = {
  filter: {
    label: "Filter",
    placeholder: "Filter: proto tcp and not port 443",
    hint: "Narrows every view (/). Fields: proto, src, dst, host, port, sport, dport; joined by and, or, not and brackets.",
    clear: "Show everything again (Escape)",
    drop: "Remove {{term}}",
    active: "Active filters",
    stretch: "{{from}}–{{to}}",
    toggle: "{{ip}}: click to narrow every view to it, Alt+click to leave it out",
    byProtocol: "all sources",
    byProtocolHint: "This is kept by protocol only: addresses and ports of the filter do not narrow it.",
    bySource: "all ports",
    bySourceHint: "This is kept by source and protocol only: destinations and ports of the filter do not narrow it.",
    mistakes: {
      field: "Here a field is missing: proto, src, dst, host, port, sport or dport.",
      value: "Here the value is missing, such as tcp, 10.0.0.0/8 or 443.",
      close: "Here a closing bracket is missing.",
      unexpected: "“{{word}}” does not belong here. Join two parts by and, or.",
      protocol: "“{{word}}” is no name of a protocol, such as tcp or lldp.",
      address: "“{{word}}” is no address and no network, such as 10.0.0.0/8 or fe80::/10.",
      port: "“{{word}}” is no port (0 to 65535) and no range, such as 8000-8100.",
      tooLong: "A filter has at most 500 characters.",
    },
  },
} as const;
