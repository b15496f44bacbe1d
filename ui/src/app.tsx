import { useMantineColorScheme } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useEffect, useRef } from "react";
import { EvidenceDrawer } from "./alerts/drawer";
import { LiveAlerts } from "./alerts/live";
import { useAlerts, useApp, useController, useFilter } from "./app-context";
import { Brand } from "./shell/brand";
import { PausedBand, QuietBand, TroubleBand } from "./shell/bands";
import { FilterField } from "./shell/filter-field";
import { DropOverlay, OpenFile } from "./files/parts";
import { InterfacePicker } from "./shell/interface-picker";
import { asLatin } from "./digits";
import { commandOf, takesText } from "./shell/keys";
import { openPicker } from "./shell/picker-open";
import { QualityStrip } from "./shell/quality-strip";
import { Rail } from "./shell/rail";
import { toRegion } from "./shell/regions";
import { INTERVALS_S, neighbour, RANGES_S } from "./scope";
import { Guard } from "./panels/guard";
import { Palettes } from "./panels/palettes";
import { Spoken } from "./panels/spoken";
import { RefreshControls } from "./shell/refresh-controls";
import { ScopeBar } from "./shell/scope-bar";
import { SessionState, StartStop } from "./shell/session-controls";
import { zoomed } from "./shell/zoom";
import { cardOf, type View, viewOf } from "./state";
import { useTrouble } from "./use-trouble";
import { Alerts } from "./views/alerts";
import { Doctor } from "./views/doctor";
import { Help } from "./views/help";
import { Interfaces } from "./views/interfaces";
import { Overview } from "./views/overview";
import { Packets } from "./views/packets";
import { Settings } from "./views/settings";
import { Sources } from "./views/sources";
import { Welcome } from "./views/welcome";
import { t } from "./i18n";

/** The whole window. In another language all of it is made anew: texts are in figures, columns and titles. */
export function App() {
  const language = useApp((s) => s.settings.language);
  return (
    <Palettes>
      <Window key={language} />
    </Palettes>
  );
}

function Window() {
  const paused = useApp((s) => s.paused !== null);
  const stale = useApp((s) => s.snapshot?.quality.word === "stale" && s.session.state === "running");
  const over = useApp((s) => (s.session.state === "idle" && s.session.file === null) || s.session.state === "failed");
  useTheme();
  useKeys();
  useDigits();
  useAddress();
  return (
    <div className={`window ${paused ? "is-paused" : ""} ${stale ? "is-stale" : ""} ${over ? "is-over" : ""}`}>
      <a className="skip" href="#main">
        {t("landmarks.skip")}
      </a>
      <header className="head">
        <Brand />
        <InterfacePicker />
        <FilterField />
        <OpenFile />
        <StartStop />
        <SessionState />
        <RefreshControls />
      </header>
      <Rail />
      <ScopeBar />
      <Main />
      <QualityStrip />
      <EvidenceDrawer />
      <LiveAlerts />
      <Spoken />
      <DropOverlay />
    </div>
  );
}

/** These have something to show without a capture. */
const FREE: readonly View[] = ["interfaces", "settings", "help"];

function Main() {
  const view = useApp((s) => s.view);
  const trouble = useTrouble();
  const never = useApp(
    (s) => s.session.startedMs === null && s.session.state === "idle" && (s.snapshot?.totals.packets ?? 0) === 0,
  );
  const loaded = useApp((s) => s.snapshot !== null);
  const page = trouble?.page === true;
  const captured = !FREE.includes(view);
  const welcome = never && loaded && !page;
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    // The help goes to its topic by itself.
    if (main.current && view !== "help") main.current.scrollTop = 0;
  }, [view]);
  return (
    <main ref={main} id="main" className="main" tabIndex={-1}>
      <h1 className="unseen">{t(`views.${view}`)}</h1>
      <PausedBand />
      <QuietBand />
      {trouble !== null && (!page || view === "interfaces") && <TroubleBand trouble={trouble} />}
      {captured && page && <Doctor trouble={trouble} />}
      {view === "overview" && welcome && <Welcome />}
      {/* Hidden instead of removed: its charts are mounted once. */}
      <div className="main-view" hidden={view !== "overview" || page || welcome}>
        <Guard id="view-broken" title={t("views.overview")}>
          <Overview />
        </Guard>
      </div>
      {/* Another view begins without the fault of the last. */}
      <Guard key={view} id="view-broken" title={t(`views.${view}`)}>
        {view === "sources" && !page && <Sources />}
        {view === "packets" && !page && <Packets />}
        {view === "alerts" && !page && <Alerts />}
        {view === "interfaces" && <Interfaces />}
        {view === "settings" && <Settings />}
        {view === "help" && <Help />}
      </Guard>
    </main>
  );
}

function useTheme(): void {
  const theme = useApp((s) => s.settings.theme);
  const { setColorScheme } = useMantineColorScheme();
  // Its own colours are what counts then, and the drawings have to suit them.
  const forced = useMediaQuery("(forced-colors: active)");
  useEffect(() => setColorScheme(forced || theme === "system" ? "auto" : theme), [forced, theme, setColorScheme]);
}

function useKeys(): void {
  const { startOrStop, togglePause, refresh, show, change } = useController();
  const scope = useApp((s) => s.settings);
  const isFile = useApp((s) => s.session.file !== null);
  const { clear, back, forward, mark } = useFilter();
  const byHand = useApp((s) => s.paused !== null || s.settings.autoRefreshS === 0);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const command = commandOf(event, takesText(event.target), scope.letterKeys);
      if (command === null || event.defaultPrevented) return;
      // A menu or a card closes first.
      if (command.do === "clear" && (document.querySelector("[role=dialog], [role=menu]") !== null || !clear())) return;
      // Without a step to take back, the key is the web view's: the view before.
      if ((command.do === "back" && !back()) || (command.do === "forward" && !forward())) return;
      event.preventDefault();
      if (command.do === "clear" || command.do === "back" || command.do === "forward") return;
      if (command.do === "filter") document.querySelector<HTMLInputElement>("#filter")?.focus();
      else if (command.do === "start-stop") startOrStop();
      else if (command.do === "pause") togglePause();
      else if (command.do === "show") show(command.view);
      else if (command.do === "zoom") change({ zoom: zoomed(scope.zoom, command.steps) });
      else if (command.do === "region") toRegion(command.steps);
      else if (command.do === "interface") openPicker();
      else if (command.do === "live") mark(null);
      else if (command.do === "interval") change({ intervalS: neighbour(INTERVALS_S, scope.intervalS, command.steps) });
      else if (command.do === "range") {
        // A file is shown whole.
        if (!isFile) change({ rangeS: neighbour(RANGES_S, scope.rangeS, command.steps) });
      }
      else if (byHand) refresh();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [startOrStop, togglePause, refresh, show, change, clear, back, forward, mark, byHand, scope, isFile]);
}

/** Digits of any keyboard are digits. */
function useDigits(): void {
  useEffect(() => {
    addEventListener("beforeinput", asLatin, true);
    return () => removeEventListener("beforeinput", asLatin, true);
  }, []);
}

/** Back and Forward change the view. */
function useAddress(): void {
  const { show } = useController();
  const { open } = useAlerts();
  useEffect(() => {
    const moved = () => {
      show(viewOf(location.hash));
      const card = cardOf(location.hash);
      if (card !== null) open(card);
    };
    addEventListener("hashchange", moved);
    return () => removeEventListener("hashchange", moved);
  }, [show, open]);
}
