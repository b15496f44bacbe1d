// Names of the addresses that are shown: asked for once, kept for a minute, and again while some are still unknown.
import type { AddressNames, Backend, Connection, DataSource, Owners } from "../ipc";

/** What the core answers at most. */
const MAX_ASKED = 512;
/** More than ever are shown at once. */
const MAX_KNOWN = 4096;
/** A laptop changes networks, and connections come and go. */
const KEEP_MS = 30_000;
/** A host name is asked for again so soon. */
const PENDING_MS = 1500;

interface Known {
  names: AddressNames;
  untilMs: number;
}

export class Names {
  private known = new Map<string, Known>();
  private wanted = new Set<string>();
  private asking = false;
  private version = 0;
  private hearers = new Set<() => void>();
  private services = new Map<string, string>();

  constructor(
    private readonly backend: Pick<Backend, "getNames" | "getOwners" | "getServices" | "getDataSources">,
    private readonly now: () => number = Date.now,
  ) {}

  /** Fetches what never changes. */
  begin(): void {
    void this.backend.getServices().then((rows) => {
      for (const { port, tcp, udp, name } of rows) {
        if (tcp) this.services.set(`${port}/tcp`, name);
        if (udp) this.services.set(`${port}/udp`, name);
      }
      this.changed();
    }, ignored);
  }

  subscribe = (hear: () => void): (() => void) => {
    this.hearers.add(hear);
    return () => void this.hearers.delete(hear);
  };

  /** Rises when something became known. */
  getVersion = (): number => this.version;

  of = (ip: string): AddressNames | undefined => this.known.get(ip)?.names;

  /** The service that one of the ports stands for; the lower one is the server's more often. */
  service = (protocol: string, ports: readonly (number | null)[]): string =>
    ports
      .filter((port) => port !== null)
      .sort((a, b) => a - b)
      .map((port) => this.services.get(`${port}/${protocol}`))
      .find((name) => name !== undefined) ?? "";

  /** These are shown: what is not known, or no longer, is asked for. */
  want = (ips: readonly string[]): void => {
    const now = this.now();
    for (const ip of ips) {
      const known = this.known.get(ip);
      if (known === undefined || known.untilMs <= now) this.wanted.add(ip);
    }
    if (!this.asking && this.wanted.size > 0) void this.ask();
  };

  owners = (connection: Connection): Promise<Owners | null> => this.backend.getOwners(connection).catch(() => null);

  sources = (): Promise<DataSource[]> => this.backend.getDataSources();

  /** Other names are wanted, or another network is looked at. */
  forget = (): void => {
    this.known.clear();
    this.changed();
  };

  private async ask(): Promise<void> {
    this.asking = true;
    while (this.wanted.size > 0) {
      const some = [...this.wanted].slice(0, MAX_ASKED);
      for (const ip of some) this.wanted.delete(ip);
      try {
        this.keep(await this.backend.getNames(some));
      } catch {
        // Only while Weir shuts down.
        this.wanted.clear();
      }
    }
    this.asking = false;
  }

  private keep(rows: readonly AddressNames[]): void {
    const now = this.now();
    for (const names of rows) {
      // Anew at the end, so that the oldest is first.
      this.known.delete(names.ip);
      this.known.set(names.ip, { names, untilMs: now + (names.pending ? PENDING_MS : KEEP_MS) });
    }
    for (const ip of this.known.keys()) {
      if (this.known.size <= MAX_KNOWN) break;
      this.known.delete(ip);
    }
    if (rows.length > 0) this.changed();
  }

  private changed(): void {
    this.version += 1;
    for (const hear of this.hearers) hear();
  }
}

const ignored = () => undefined;

