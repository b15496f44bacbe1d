// A value that changes, and those who want to know.

export interface Store<T> {
  get: () => T;
  set: (patch: Partial<T>) => void;
  subscribe: (hear: () => void) => () => void;
}

export function createStore<T extends object>(initial: T): Store<T> {
  let value = initial;
  const hearers = new Set<() => void>();
  return {
    get: () => value,
    set: (patch) => {
      value = { ...value, ...patch };
      for (const hear of hearers) hear();
    },
    subscribe: (hear) => {
      hearers.add(hear);
      return () => void hearers.delete(hear);
    },
  };
}
