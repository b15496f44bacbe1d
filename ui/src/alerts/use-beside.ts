import { useMediaQuery } from "@mantine/hooks";
import { useApp } from "../app-context";

/** Whether the evidence stands beside the list: in its view, where the window is wide enough. Else it is a drawer. */
export function useBeside(): boolean {
  const wide = useMediaQuery("(min-width: 1000px)", true, { getInitialValueInEffect: false });
  return useApp((s) => s.view === "alerts") && wide;
}
