// Hands the store and the controller to every component.
import { createContext, useCallback, useContext, useSyncExternalStore } from "react";
import type { Alerts } from "./alerts/alerts";
import type { Backend } from "./ipc";
import type { Trial } from "./settings/trial";
import type { Controller } from "./controller";
import type { FilterControl } from "./filter/control";
import type { Files } from "./files/files";
import type { Names } from "./names/names";
import type { State } from "./state";
import type { Store } from "./store";

export interface App {
  store: Store<State>;
  controller: Controller;
  alerts: Alerts;
  trial: Trial;
  backend: Backend;
  filter: FilterControl;
  names: Names;
  files: Files;
}

export const AppContext = createContext<App | null>(null);

function useContextOfApp(): App {
  const app = useContext(AppContext);
  if (app === null) throw new Error("A component was used outside of the window.");
  return app;
}

export const useStore = (): Store<State> => useContextOfApp().store;
export const useController = (): Controller => useContextOfApp().controller;
export const useTrial = (): Trial => useContextOfApp().trial;
export const useBackend = (): Backend => useContextOfApp().backend;
export const useFilter = (): FilterControl => useContextOfApp().filter;
export const useNameBook = (): Names => useContextOfApp().names;
export const useFiles = (): Files => useContextOfApp().files;
export const useAlerts = (): Alerts => useContextOfApp().alerts;

/** A part of the state. The part must be one that is kept, not one made anew at each call. */
export function useApp<T>(select: (state: State) => T): T {
  const { store } = useContextOfApp();
  return useSyncExternalStore(
    store.subscribe,
    useCallback(() => select(store.get()), [store, select]),
  );
}
