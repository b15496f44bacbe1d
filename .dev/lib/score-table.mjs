// The score as a table for people (Markdown, so that it can go into a document as it is).

const number = (value, digits = 2) => (value === null || value === undefined ? "–" : value.toFixed(digits));

function kinds(part) {
  const head = "| kind | cases | found | recall | right kind | found after, median / p95 s | start error, median / max s |";
  const row = (name, s) =>
    `| ${name} | ${s.cases} | ${s.found} | ${number(s.recall)} | ${number(s.rightKind)} | ` +
    `${number(s.detectMedianS)} / ${number(s.detectP95S)} | ${number(s.startErrorMedianS)} / ${number(s.startErrorMaxS)} |`;
  const rows = Object.entries(part.byKind).map(([name, s]) => row(name, s));
  return [head, "|---|---|---|---|---|---|---|", ...rows, row("**all**", part.all)].join("\n");
}

export function table(result, verbose) {
  const { spliced, whole, backgrounds, controls, benign, malformed } = result;
  const lines = [];
  if (spliced.all.cases > 0) {
    lines.push("Attacks within ordinary traffic:", "", kinds(spliced), "");
    lines.push(
      `End error: median ${number(spliced.all.endErrorMedianS)} s, at most ${number(spliced.all.endErrorMaxS)} s.`,
      "",
    );
  }
  if (whole.all.cases > 0) lines.push("Captures that are an attack from the first packet to the last:", "", kinds(whole), "", `Error of the busiest second: median ${number((whole.all.peakErrorMedian ?? 0) * 100, 0)} %.`, "");
  lines.push(
    `False alarms: ${backgrounds.falseAlarms.length} around the attacks, ${controls.falseAlarms.length} in ${controls.files} controls, ` +
      `${benign.falseAlarms.length} in ${number(benign.hours, 1)} h of ${benign.files} benign captures ` +
      `(${number(benign.per24h)} in 24 h; ${benign.information} information), ` +
      `${malformed.falseAlarms.length} in ${malformed.files} malformed ones.`,
  );
  const missed = [...spliced.cases, ...whole.cases].filter((c) => !c.found || c.rightKind === false);
  for (const c of missed) lines.push(`  ${c.found ? "as another kind" : "missed"}: ${c.file} (${c.label}): ${c.kinds.join(", ") || "nothing"}`);
  for (const part of [backgrounds, controls, benign, malformed])
    for (const alarm of part.falseAlarms) lines.push(`  false alarm: ${alarm.file}: ${alarm.kind}: ${alarm.sentence}`);
  if (verbose)
    for (const c of [...spliced.cases, ...whole.cases])
      lines.push(
        `  ${c.file}: ${c.kinds.join(", ")}; after ${number(c.detectS)} s, start ${number(c.startErrorS)}, ` +
          `end ${number(c.endErrorS)}, peak ${number(c.peakError)}`,
      );
  return lines.join("\n");
}
