// Where an error is shown: in place of the charts, or above them.
import type { DoctorReport, ErrorCode, SessionView, UserError } from "./ipc";

/** The doctor can see when these are over. */
const PERMISSION: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "missing",
  "not-granted",
  "no-capability",
  "outdated",
  "nosuid",
  "no-new-privs",
  "exec-blocked",
  "unsupported",
  "version",
]);

/** The doctor has found what stands in the way of every capture, not only of one on this interface. */
export const isPermission = (problem: UserError | null): boolean => problem !== null && PERMISSION.has(problem.code);

export interface Trouble {
  error: UserError;
  /** Takes the place of the charts: there is nothing to keep in view, or nothing can come. */
  page: boolean;
  /** The doctor's checks tell when it is over. */
  permission: boolean;
  waits: boolean;
}

interface Known {
  session: SessionView;
  /** A start that was refused. */
  denied: UserError | null;
  doctor: DoctorReport | null;
  /** There are numbers of a capture to look at. */
  hasData: boolean;
}

export function troubleOf({ session, denied, doctor, hasData }: Known): Trouble | null {
  if (session.state !== "idle" && session.state !== "failed") return null;
  const failure = session.state === "failed" ? session.failure : null;
  const found = doctor?.ok === false && isPermission(doctor.problem) ? doctor.problem : null;
  const error = denied ?? failure ?? found;
  if (error === null) return null;
  const permission = PERMISSION.has(error.code);
  return { error, permission, page: permission || !hasData, waits: session.waits };
}
