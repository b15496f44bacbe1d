import { describe, expect, it } from "vitest";
import { roomsOf } from "./use-room";

const of = (value?: string) => [{ key: "tcp", value }];

describe("the room of a number", () => {
  it("grows with it, and stays when its interval begins anew", () => {
    const grown = roomsOf(of("4,990"), roomsOf(of("210"), {}));
    expect(grown).toEqual({ tcp: 5 });
    expect(roomsOf(of("210"), grown)).toBe(grown);
    expect(roomsOf(of("4,990"), grown)).toBe(grown);
  });

  it("is given back when the traffic is of another order", () => {
    expect(roomsOf(of("21"), roomsOf(of("1,204,000"), {}))).toEqual({ tcp: 2 });
  });

  it("is none for what has no number", () => {
    const none = {};
    expect(roomsOf(of(), none)).toBe(none);
  });
});
