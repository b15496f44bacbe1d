// Whether the interface picker is open: other parts of the window may open it.
import { createStore } from "../store";

export const picker = createStore<{ open: boolean }>({ open: false });
export const openPicker = (): void => picker.set({ open: true });
