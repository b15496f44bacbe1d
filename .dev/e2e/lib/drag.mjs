// Drags files onto a window as a file manager does: the source's side of XDND, version 5, over the X protocol itself.
//
// https://freedesktop.org/wiki/Specifications/XDND/ and https://www.x.org/releases/X11R7.7/doc/xproto/x11protocol.html

import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const PATIENCE_MS = 10_000;
// A hand moves the pointer about so often.
const MOVES_MS = 50;
const [ATOM, STRING_8, ATOM_32] = [4, 8, 32];
const [SELECTION_REQUEST, SELECTION_NOTIFY, CLIENT_MESSAGE] = [30, 31, 33];

/** RFC 3986: a path need not be text, so it is escaped byte by byte. */
const escaped = (bytes) =>
  [...bytes].map((byte) => (/[\w.~/-]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `%${byte.toString(16).padStart(2, "0")}`)).join("");

/** Holds the files (names, or their bytes) over the window `target` of the display; gives `end("drop")` and `end("leave")`. */
export async function drag(display, target, files) {
  const x = await X.open(display);
  const names = ["XdndSelection", "XdndEnter", "XdndPosition", "XdndStatus", "XdndLeave", "XdndDrop", "XdndFinished"];
  const kinds = ["XdndActionCopy", "TARGETS", "text/uri-list"];
  const atom = {};
  for (const name of [...names, ...kinds]) atom[name] = await x.atom(name);
  const source = x.window();
  x.own(source, atom.XdndSelection);
  // RFC 2483: one URI a line.
  const list = Buffer.from(files.map((file) => `file://${escaped(Buffer.from(file))}\r\n`).join(""));
  x.serve = ({ window, selection, wanted, property, time }) => {
    if (wanted === atom.TARGETS) x.set(window, property, ATOM, ATOM_32, words(atom["text/uri-list"]));
    else if (wanted === atom["text/uri-list"]) x.set(window, property, wanted, STRING_8, list);
    else property = 0;
    x.answer(window, words(time, window, selection, wanted, property));
  };
  const tell = (kind, ...data) => x.message(target, atom[kind], [source, ...data]);
  const heard = async (kind, good, meanwhile = () => {}) => {
    for (const until = Date.now() + PATIENCE_MS; Date.now() < until; ) {
      meanwhile();
      await sleep(MOVES_MS);
      if (x.messages.splice(0).some((one) => one.kind === atom[kind] && good(one.data))) return true;
    }
    return false;
  };
  const silent = (kind) => {
    x.close();
    throw new Error(`the window has not answered with ${kind}`);
  };

  const [left, top] = await x.middle(target);
  let step = 0;
  const move = () => tell("XdndPosition", 0, (left + (step++ % 40)) * 65536 + top, 0, atom.XdndActionCopy);
  const taken = ([, flags]) => (flags & 1) === 1;
  tell("XdndEnter", 5 << 24, atom["text/uri-list"], 0, 0);
  if (!(await heard("XdndStatus", taken, move))) silent("XdndStatus");
  return async (how) => {
    if (how === "drop") {
      tell("XdndDrop", 0, 0, 0, 0);
      if (!(await heard("XdndFinished", () => true))) silent("XdndFinished");
    } else tell("XdndLeave", 0, 0, 0, 0);
    await sleep(MOVES_MS);
    x.close();
  };
}

const words = (...numbers) => {
  const bytes = Buffer.alloc(4 * numbers.length);
  numbers.forEach((number, at) => bytes.writeUInt32LE(number >>> 0, 4 * at));
  return bytes;
};

/** The few requests of the X protocol that a drag needs; little endian, without authorization. */
class X {
  messages = [];
  serve = () => {};
  #socket;
  #bytes = Buffer.alloc(0);
  #replies = [];

  static async open(display) {
    const x = new X();
    x.#socket = connect(`/tmp/.X11-unix/X${display.slice(1)}`);
    let why = "it closed the connection";
    x.#socket.on("error", (error) => (why = error.message));
    x.#socket.write(Buffer.from([0x6c, 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
    const setup = await new Promise((done, failed) => {
      x.#socket.on("data", function first(data) {
        x.#bytes = Buffer.concat([x.#bytes, data]);
        if (x.#bytes.length < 8 || x.#bytes.length < 8 + 4 * x.#bytes.readUInt16LE(6)) return;
        x.#socket.off("data", first);
        done(x.#bytes.subarray(0, 8 + 4 * x.#bytes.readUInt16LE(6)));
      });
      x.#socket.on("close", () => failed(new Error(`the display ${display} does not let us in: ${why}`)));
    });
    if (setup[0] !== 1) throw new Error(`the display refuses: ${setup.toString("latin1", 8)}`);
    x.id = setup.readUInt32LE(12);
    // Behind the fixed part come the vendor's name and the formats of pixmaps, then the first screen.
    x.root = setup.readUInt32LE(40 + 4 * Math.ceil(setup.readUInt16LE(24) / 4) + 8 * setup[29]);
    x.#bytes = x.#bytes.subarray(setup.length);
    x.#socket.on("data", (data) => x.#read(data));
    return x;
  }

  close() {
    this.#socket.destroy();
  }

  #read(data) {
    this.#bytes = Buffer.concat([this.#bytes, data]);
    while (this.#bytes.length >= 32) {
      const more = this.#bytes[0] === 1 ? 4 * this.#bytes.readUInt32LE(4) : 0;
      if (this.#bytes.length < 32 + more) return;
      const one = this.#bytes.subarray(0, 32 + more);
      this.#bytes = this.#bytes.subarray(32 + more);
      const number = (at) => one.readUInt32LE(at);
      const kind = one[0] & 0x7f;
      if (kind <= 1) this.#replies.shift()?.(one);
      else if (kind === CLIENT_MESSAGE) this.messages.push({ kind: number(8), data: [12, 16, 20, 24, 28].map(number) });
      else if (kind === SELECTION_REQUEST)
        this.serve({ time: number(4), window: number(12), selection: number(16), wanted: number(20), property: number(24) });
    }
  }

  /** A request is padded to whole words; its length is counted in them. */
  #send(opcode, detail, body) {
    const length = Math.ceil((4 + body.length) / 4);
    const bytes = Buffer.alloc(4 * length);
    bytes.set([opcode, detail, length & 255, length >> 8]);
    bytes.set(body, 4);
    this.#socket.write(bytes);
  }

  #ask(opcode, detail, body) {
    this.#send(opcode, detail, body);
    return new Promise((done, failed) =>
      this.#replies.push((reply) => (reply[0] === 1 ? done(reply) : failed(new Error(`X error ${reply[1]} for request ${opcode}`)))),
    );
  }

  async atom(name) {
    const body = Buffer.concat([Buffer.from([name.length, 0, 0, 0]), Buffer.from(name)]);
    return (await this.#ask(16, 0, body)).readUInt32LE(8);
  }

  /** A window of ours that is never seen: one pixel, input only. */
  window() {
    const place = Buffer.from([0xf7, 0xff, 0xf7, 0xff, 1, 0, 1, 0, 0, 0, 2, 0]);
    this.#send(1, 0, Buffer.concat([words(this.id, this.root), place, words(0, 0)]));
    return this.id;
  }

  own(window, selection) {
    this.#send(22, 0, words(window, selection, 0));
  }

  set(window, property, type, format, data) {
    const head = words(window, property, type, format, data.length / (format / 8));
    this.#send(18, 0, Buffer.concat([head, data]));
  }

  message(window, type, data) {
    this.#send(25, 0, Buffer.concat([words(window, 0), Buffer.from([CLIENT_MESSAGE, 32, 0, 0]), words(window, type, ...data)]));
  }

  /** That the selection was given. */
  answer(window, body) {
    this.#send(25, 0, Buffer.concat([words(window, 0), Buffer.from([SELECTION_NOTIFY, 0, 0, 0]), body, Buffer.alloc(8)]));
  }

  /** Its middle on the screen. */
  async middle(window) {
    const size = await this.#ask(14, 0, words(window));
    const half = (at) => size.readUInt16LE(at) >> 1;
    const place = await this.#ask(40, 0, Buffer.concat([words(window, this.root), words(half(16) + half(18) * 65536)]));
    return [place.readInt16LE(12), place.readInt16LE(14)];
  }
}
