// Scripted names.
import type { AddressNames, Backend } from "../ipc";
import { ILL_NAMED, LONGEST } from "./sources";

const unknown = (ip: string): AddressNames => ({
  ip,
  kind: "public",
  country: null,
  asn: null,
  organisation: null,
  mac: null,
  vendor: null,
  privateMac: false,
  host: null,
  programs: [],
  pending: false,
});

function nameOf(ip: string): AddressNames {
  if (ip === ILL_NAMED)
    return { ...unknown(ip), country: "NL", asn: 64_500, organisation: LONGEST, host: LONGEST, programs: [LONGEST] };
  if (ip.startsWith("192.168.") || ip.startsWith("fe80"))
    return { ...unknown(ip), kind: "private", mac: "b8:27:eb:01:02:03", vendor: "Raspberry Pi Foundation" };
  if (ip.startsWith("203.0.113."))
    return { ...unknown(ip), kind: "documentation", host: "<img src=x onerror=alert(1)>" };
  return { ...unknown(ip), country: "NL", asn: 64_500, organisation: "Example Networks B.V.", programs: ["firefox"] };
}

type Asked = "getNames" | "getOwners" | "getServices" | "getDataSources" | "openCapture" | "onDrop";

export const fakeNames: Pick<Backend, Asked> = {
  getNames: (addresses) => Promise.resolve(addresses.map(nameOf)),
  getOwners: () => {
    const nobody = { program: null, pid: null, reason: "elsewhere", user: null } as const;
    return Promise.resolve({ source: nobody, destination: { ...nobody, program: "firefox", pid: 4711, reason: null } });
  },
  getServices: () =>
    Promise.resolve([
      { port: 53, tcp: true, udp: true, name: "dns" },
      { port: 443, tcp: true, udp: true, name: "https" },
    ]),
  getDataSources: () =>
    Promise.resolve([
      { gives: "country", attribution: "IPtoASN", licence: "PDDL-1.0", link: "https://iptoasn.com" },
      { gives: "network", attribution: "IP Geolocation by DB-IP", licence: "CC-BY-4.0", link: "https://db-ip.com" },
    ]),
  openCapture: () => Promise.resolve({ status: "ok", data: false }),
  onDrop: () => Promise.resolve(() => undefined),
};
