// Counts tests from what the test programs print.

/** `test result: ok. 12 passed; 0 failed; 1 ignored; …`, once for each program; needs `--show-output`. */
export function countCargo(text) {
  const results = [...text.matchAll(/^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored;/gm)];
  const count = sum(results.map(([, passed, failed, ignored]) => numbers(passed, failed, ignored)));
  // A test that found that it cannot run here has passed in cargo's eyes, and says so on a line of its own.
  const reasons = text.match(/^skipped, because .*$/gm) ?? [];
  return { ...count, passed: count.passed - reasons.length, skipped: count.skipped + reasons.length, reasons };
}

/** Vitest's JSON report. */
export function countVitest(report) {
  return numbers(report.numPassedTests, report.numFailedTests, report.numPendingTests + report.numTodoTests);
}

/** The summary of node's own test runner, `# pass 3` or `ℹ pass 3`. */
export function countNode(text) {
  const number = (name) => {
    const found = [...text.matchAll(new RegExp(`^[#ℹ] ${name} (\\d+)$`, "gm"))];
    if (found.length === 0) throw new Error(`there is no line "${name}"`);
    return found.reduce((total, [, count]) => total + Number(count), 0);
  };
  const reasons = [...new Set(text.match(/skipped, because .*$/gm) ?? [])];
  const failed = number("fail") + number("cancelled");
  return { ...numbers(number("pass"), failed, number("skipped") + number("todo")), reasons };
}

/** All of them together. */
export function sum(counts) {
  return counts.reduce(
    (all, count) => ({
      passed: all.passed + count.passed,
      failed: all.failed + count.failed,
      skipped: all.skipped + count.skipped,
      reasons: [...all.reasons, ...count.reasons],
    }),
    // Made anew each time: whoever gets the sum may count on in it.
    { passed: 0, failed: 0, skipped: 0, reasons: [] },
  );
}

function numbers(passed, failed, skipped) {
  return { passed: Number(passed), failed: Number(failed), skipped: Number(skipped), reasons: [] };
}
