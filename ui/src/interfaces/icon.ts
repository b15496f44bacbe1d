// A picture for each kind of interface.
import {
  IconArrowsExchange,
  IconBox,
  IconNetwork,
  IconPlugConnected,
  IconRefreshDot,
  IconRoute,
  IconStack2,
  IconWifi,
} from "@tabler/icons-react";
import type { InterfaceKind } from "../ipc";

export const ICONS: Record<InterfaceKind, typeof IconNetwork> = {
  ethernet: IconPlugConnected,
  wireless: IconWifi,
  loopback: IconRefreshDot,
  tunnel: IconRoute,
  bridge: IconArrowsExchange,
  virtual: IconBox,
  other: IconNetwork,
  all: IconStack2,
};
