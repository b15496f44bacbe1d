// Addresses and networks, IPv4 and IPv6.
import { isValid, parse, parseCIDR } from "ipaddr.js";
import type { IPv4, IPv6 } from "ipaddr.js";

type Address = IPv4 | IPv6;

export interface Network {
  /** As it was written. */
  text: string;
  address: Address;
  bits: number;
}

/** An address or `address/bits`; `null` when it is neither. Short forms such as `10.1` are none: they are mostly typing errors. */
export function networkOf(text: string): Network | null {
  const [host = "", bits, ...rest] = text.split("/");
  if (rest.length > 0 || !isWhole(host)) return null;
  const address = parse(host);
  if (bits === undefined) return { text, address, bits: address.kind() === "ipv4" ? 32 : 128 };
  if (!/^\d{1,3}$/.test(bits)) return null;
  try {
    const [, length] = parseCIDR(text);
    return { text, address, bits: length };
  } catch {
    return null;
  }
}

const isWhole = (host: string): boolean => isValid(host) && (host.includes(":") || host.split(".").length === 4);

/** Most addresses that are kept read. */
const MOST_KNOWN = 4096;
const known = new Map<string, Address | null>();

function read(text: string): Address | null {
  const before = known.get(text);
  if (before !== undefined) return before;
  if (known.size >= MOST_KNOWN) known.clear();
  const address = isWhole(text) ? parse(text) : null;
  known.set(text, address);
  return address;
}

/** Whether an address lies in a network; one of the other family never does. */
export function contains({ address, bits }: Network, text: string): boolean {
  const own = read(text);
  if (own?.kind() !== address.kind()) return false;
  return own.match(address, bits);
}
