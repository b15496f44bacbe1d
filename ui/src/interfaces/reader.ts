// Reads which interfaces there are and what goes over them: nothing here needs a capture or a right.
import type { Backend } from "../ipc";
import type { State } from "../state";
import type { Store } from "../store";
import { extended, Meter } from "./meter";

export class InterfaceReader {
  private readonly packets = new Meter();
  private readonly received = new Meter();
  private readonly sent = new Meter();

  constructor(
    private readonly backend: Pick<Backend, "getInterfaces" | "getInterfaceCounts">,
    private readonly store: Store<State>,
  ) {}

  read = async (): Promise<void> => {
    const interfaces = await this.backend.getInterfaces();
    const counts = interfaces.map(({ name, packets }) => ({ name, count: packets }));
    this.store.set({ interfaces, rates: this.packets.rates(counts) });
  };

  /** One more point of each interface's course. */
  readCounts = async (): Promise<void> => {
    const counts = await this.backend.getInterfaceCounts();
    const rates = this.packets.rates(counts.map(({ name, packets }) => ({ name, count: packets })));
    this.store.set({
      counts,
      rates,
      courses: extended(this.store.get().courses, rates),
      // In bits, as every throughput.
      throughput: {
        received: this.received.rates(counts.map(({ name, received }) => ({ name, count: 8 * received.bytes }))),
        sent: this.sent.rates(counts.map(({ name, sent }) => ({ name, count: 8 * sent.bytes }))),
      },
    });
  };
}
