import { useState } from "react";

/** In characters: what a count loses when its interval begins anew, from 59,999 in a minute to 999 in its first second. */
const ANEW = 3;

export interface Counted {
  key: string;
  value?: string | undefined;
}

/** The room of each number, in characters, when the newest ones are these and the rooms were those; the same if none changes. */
export function roomsOf(items: readonly Counted[], rooms: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const changes = items.flatMap(({ key, value }) => {
    const [length, room] = [value?.length ?? 0, rooms[key] ?? 0];
    return length > room || length < room - ANEW ? [[key, length] as const] : [];
  });
  return changes.length === 0 ? rooms : { ...rooms, ...Object.fromEntries(changes) };
}

/** As long as traffic is of one order, what stands behind its numbers does not move. */
export function useRooms(items: readonly Counted[]): Readonly<Record<string, number>> {
  const [kept, keep] = useState<Readonly<Record<string, number>>>({});
  const rooms = roomsOf(items, kept);
  if (rooms !== kept) keep(rooms);
  return rooms;
}
