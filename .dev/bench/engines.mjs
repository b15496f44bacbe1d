// Capture programs side by side, one after the other on the same traffic: CPU at fixed rates, loss at the highest.

import { cpuSeconds } from "../lib/measure.mjs";
import { output } from "../lib/run.mjs";
import { lab } from "../e2e/lib/lab.mjs";
import { Background } from "../e2e/lib/process.mjs";
import { row } from "./rows.mjs";
import { Watcher } from "./watcher.mjs";

const RATES = [10_000, 100_000, 300_000];
// No rate that a sender reaches: it sends as fast as it can.
const FASTEST = 5_000_000;
const SNAP = "128";
const STRICT = `tcpdump -s ${SNAP}`;
const SOURCES = 1000;
// All programs one after the other, so often: what else the machine does differs from minute to minute.
const ROUNDS = 3;

const SCAPY = `
from scapy.all import sniff
print("ready", flush=True)
sniff(iface=${JSON.stringify(lab.iface)}, prn=lambda packet: None, store=False)
`;

/**
 * Programs that do nothing but capture, as they come; and tcpdump once more with as little of each packet as Weir takes.
 * `ready` is what one says when it is; `seen` what it says at its end.
 */
const OTHERS = [
  { name: "tcpdump to /dev/null", short: "tcpdump", ...tcpdump([]) },
  { name: STRICT, short: STRICT, ...tcpdump(["-s", SNAP]) },
  { name: "dumpcap to /dev/null", short: "dumpcap", program: "dumpcap", words: ["-i", lab.iface, "-q", "-w", "/dev/null"], ready: /File: /, seen: /received\/dropped on interface '[^']*': (\d+)/ },
  { name: "pnet as it comes", short: "pnet", program: lab.program, words: ["plain-pnet", "--iface", lab.iface], ready: /ready/ },
  { name: "scapy sniff, store=False", short: "scapy", program: "python3", words: ["-c", SCAPY], ready: /ready/ },
];

function tcpdump(more) {
  const words = ["-i", lab.iface, "-n", ...more, "-w", "/dev/null"];
  return { program: "tcpdump", words, ready: /listening on/, seen: /(\d+) packets? captured/ };
}

export async function engines({ seconds }) {
  const there = OTHERS.filter(exists);
  const missing = OTHERS.filter((other) => !there.includes(other)).map(({ name }) => name);
  console.log(`\n## Capture programs on the same traffic (microseconds of CPU for each packet sent, the middle of ${ROUNDS} rounds of ${seconds} s)\n`);
  if (missing.length > 0) console.log(`Not installed here: ${missing.join("; ")}.\n`);
  console.log(`| packets/s asked | reached | Weir's sidecar | with detection | ${there.map(({ name }) => name).join(" | ")} | target |\n|${"---|".repeat(there.length + 5)}`);
  for (const rate of RATES) {
    const measured = [() => ofWeir(rate, seconds, { detection: false }), () => ofWeir(rate, seconds)];
    for (const other of there) measured.push(isTooSlow(other, rate) ? null : () => ofOther(other, rate, seconds));
    const rounds = [];
    for (let round = 0; round < ROUNDS; round++) {
      const cells = [];
      for (const one of measured) cells.push(one && (await one()));
      rounds.push(cells);
    }
    const cells = measured.map((one, place) => one && middle(rounds.map((round) => round[place])));
    const [weir, , ...others] = cells;
    const of = (short) => others[there.findIndex((other) => other.short === short)]?.micros;
    const named = there.flatMap(({ short }, place) => (others[place] ? `${short} ${others[place].micros.toFixed(3)}` : []));
    const [tcpdump, pnet] = [of("tcpdump"), of("pnet")];
    const limits = [tcpdump && weir.micros <= tcpdump, pnet && weir.micros <= pnet / 30];
    const verdict = `<= 1 tcpdump: ${(weir.micros / tcpdump).toFixed(2)}; <= 1/30 pnet: 1/${(pnet / weir.micros).toFixed(1)}`;
    // The sender shares the cores with what is measured: nothing is scaled up to a rate that was not reached.
    const reached = cells.filter(Boolean).map((cell) => Math.round(cell.reached));
    const span = `${Math.min(...reached).toLocaleString("en")} to ${Math.max(...reached).toLocaleString("en")}`;
    row(
      `sidecar, live, ${rate.toLocaleString("en")} packets/s asked, ${span} sent`,
      `${weir.micros.toFixed(3)} µs of CPU a packet, ${cells[1].micros.toFixed(3)} with detection; ${named.join(", ")}`,
      "<= tcpdump; <= 1/30 of pnet",
      limits.every((limit) => limit !== false),
    );
    const strict = weir.micros / of(STRICT);
    if (strict) row(`the same beside ${STRICT}, which keeps as little of a packet`, `${strict.toFixed(2)} times`, "<= 1", strict <= 1);
    console.log(`| ${rate.toLocaleString("en")} | ${span} | ${cells.map((cell) => (cell === null ? "–" : cell.micros.toFixed(3))).join(" | ")} | ${verdict} |`);
  }
  await fastest(there.filter(({ seen }) => seen), seconds);
}

function exists({ program }) {
  if (program !== "python3") return output("sh", ["-c", `command -v ${program}`]) !== null;
  return output(program, ["-c", "import scapy"]) !== null;
}

/** Scapy takes seconds of CPU for what others do in milliseconds, and would not end at higher rates. */
const isTooSlow = ({ program }, rate) => program === "python3" && rate > RATES[0];

/** The one whose cost is in the middle. */
const middle = (cells) => cells.toSorted((a, b) => a.micros - b.micros)[cells.length >> 1];

async function ofWeir(rate, seconds, how) {
  const watcher = await Watcher.start(how);
  const cost = await under(watcher.sidecar, rate, seconds);
  await watcher.stop();
  return cost;
}

async function ofOther({ program, words, ready }, rate, seconds) {
  const other = new Background(program, words);
  await other.said(ready, { within: 30_000 });
  const cost = await under(other.pid, rate, seconds);
  await other.stop("SIGINT");
  return cost;
}

/** {micros, reached}: CPU for each packet that was sent, and how many a second were. */
async function under(pid, rate, seconds) {
  const before = cpuSeconds(pid);
  const done = await lab.flood({ pps: rate, count: rate * seconds, sources: SOURCES });
  const spent = cpuSeconds(pid) - before;
  return { micros: (spent / done.sent) * 1e6, reached: done.sent / done.seconds };
}

/** As fast as the sender can: what each sees of it. */
async function fastest(there, seconds) {
  console.log("\n## Loss at the highest rate of the sender\n\n| program | packets/s | sent | seen | lost |\n|---|---|---|---|---|");
  const flood = () => lab.flood({ pps: FASTEST, count: Math.min(seconds, 5) * 400_000, sources: SOURCES });
  const watcher = await Watcher.start();
  const sent = await flood();
  const report = await watcher.stop();
  line("Weir", sent, report.packets);
  const lost = sent.sent - report.packets;
  row(`loss at the highest rate of the sender (${Math.round(sent.sent / sent.seconds).toLocaleString("en")}/s)`, `${lost.toLocaleString("en")} packets`, "none", lost === 0);
  for (const { name, program, words, ready, seen } of there) {
    const other = new Background(program, words);
    await other.said(ready);
    const sent = await flood();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await other.stop("SIGINT");
    line(name, sent, Number(seen.exec(other.output)?.[1] ?? Number.NaN));
  }
  if (report.packets + report.quality.kernel_drops !== sent.sent) {
    console.log(`\nWeir's packets (${report.packets}) and drops (${report.quality.kernel_drops}) are not the ${sent.sent} that were sent.`);
  }
}

function line(name, { sent, seconds }, seen) {
  const lost = `${(100 * (1 - seen / sent)).toFixed(2)} %`;
  console.log(`| ${[name, Math.round(sent / seconds), sent, seen].map((cell) => cell.toLocaleString("en")).join(" | ")} | ${lost} |`);
}
