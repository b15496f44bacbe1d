import { describe, expect, it } from "vitest";
import { errors } from "./dev/errors";
import { initialState, type State } from "./state";
import { troubleOf } from "./trouble";

describe("trouble", () => {
  const session = (state: State["session"]["state"], failure: State["session"]["failure"] = null) => ({
    ...initialState({} as never, "overview").session,
    state,
    failure,
  });
  const denied = errors["not-granted"] ?? null;
  const gone = errors["sidecar-gone"] ?? null;
  const none = { denied: null, doctor: null, hasData: true };

  it("takes the place of the charts when nothing can be captured", () => {
    expect(troubleOf({ ...none, session: session("failed", denied) })).toMatchObject({ page: true, permission: true });
    expect(troubleOf({ ...none, session: session("idle"), denied })).toMatchObject({ page: true });
  });

  it("leaves the numbers in view after any other failure", () => {
    expect(troubleOf({ ...none, session: session("failed", gone) })).toMatchObject({ page: false });
    expect(troubleOf({ ...none, hasData: false, session: session("failed", gone) })).toMatchObject({ page: true });
  });

  it("is nothing while a capture runs", () =>
    expect(troubleOf({ ...none, denied, session: session("running") })).toBeNull());
});
