// An address and a port.
import { visible } from "../text";

/** With a port, as people write it: 192.168.1.5:443, [fe80::1]:22. */
export function place(address: string | null, port: number | null): string {
  if (address === null) return port === null ? "" : `:${port}`;
  const ip = visible(address);
  if (port === null) return ip;
  return address.includes(":") ? `[${ip}]:${port}` : `${ip}:${port}`;
}
