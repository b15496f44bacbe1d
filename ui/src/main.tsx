import { createTheme, MantineProvider } from "@mantine/core";
import { Notifications, notifications } from "@mantine/notifications";
import { setNonce } from "get-nonce";
import { createRoot } from "react-dom/client";
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./styles/plotly.css";
import "./styles/theme.css";
import "./styles/shell.css";
import "./styles/header.css";
import "./styles/strip.css";
import "./styles/small.css";
import "./styles/panels.css";
import "./styles/axes.css";
import "./styles/marks.css";
import "./styles/limits.css";
import "./styles/overview.css";
import "./styles/tables.css";
import "./styles/columns.css";
import "./styles/detail.css";
import "./styles/filter.css";
import "./styles/pages.css";
import "./styles/trial.css";
import "./styles/files.css";
import "./styles/interfaces.css";
import "./styles/alerts.css";
import "./styles/alerts-overview.css";
import "./styles/evidence.css";
import "./styles/forced.css";
import { Alerts } from "./alerts/alerts";
import { say } from "./alerts/said";
import { App } from "./app";
import { AppContext } from "./app-context";
import { Controller } from "./controller";
import { FilterControl, keptFilter } from "./filter/control";
import { Files } from "./files/files";
import { connect } from "./ipc";
import { Names } from "./names/names";
import { cardOf, firstView, initialState } from "./state";
import { Trial } from "./settings/trial";
import { createStore } from "./store";
import { setDesktop, setLanguage, t } from "./i18n";

/** Tauri gives this element a nonce; styles that the component library adds at run time need it under the strict policy. */
const nonce = document.getElementById("nonce-carrier")?.nonce ?? "";
setNonce(nonce);

const FONT = 'system-ui, "Segoe UI", "DejaVu Sans", sans-serif';
const theme = createTheme({
  fontFamily: FONT,
  fontFamilyMonospace: 'ui-monospace, "DejaVu Sans Mono", monospace',
  headings: { fontFamily: FONT },
  primaryColor: "blue",
  primaryShade: { light: 8, dark: 7 },
  defaultRadius: 6,
  respectReducedMotion: true,
  cursorType: "pointer",
});

const tell = (message: string, warning: boolean): void =>
  void notifications.show({
    message,
    color: warning ? "orange" : "blue",
    autoClose: warning ? 15_000 : 6000,
    withBorder: true,
  });

async function open(root: HTMLElement): Promise<void> {
  setLanguage("system");
  const react = createRoot(root);
  const inTheme = (children: React.ReactNode) => (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <Notifications position="bottom-right" />
      {children}
    </MantineProvider>
  );
  try {
    const backend = await connect();
    const [settings, locale] = await Promise.all([backend.getSettings(), backend.getDesktopLocale()]);
    setDesktop(locale);
    const store = createStore(initialState(settings, firstView(location.hash)));
    store.set({ filter: keptFilter() });
    let spoken = settings.language;
    setLanguage(spoken);
    // Before any component hears of it, so that all of them find the new texts.
    store.subscribe(() => {
      const { language } = store.get().settings;
      if (language === spoken) return;
      spoken = language;
      setLanguage(language);
    });
    const controller = new Controller(backend, store, tell);
    const trial = new Trial(backend, store, () => controller.look());
    const names = new Names(backend);
    const files = new Files(backend, () => controller.look("asked"), tell);
    const alerts = new Alerts(backend, store, () => controller.look(), say);
    // For measuring, in builds that are never released.
    if (import.meta.env.MODE === "scenes") Object.assign(window, { weir: { controller, store } });
    react.render(
      inTheme(
        <AppContext
          value={{ store, controller, alerts, trial, backend, filter: new FilterControl(store), names, files }}
        >
          <App />
        </AppContext>,
      ),
    );
    const opened = controller.open();
    // A notification or the tray asks for it.
    await backend.onEpisode((id) => {
      controller.show("alerts");
      alerts.open(id);
    });
    const card = cardOf(location.hash);
    if (card !== null) alerts.open(card);
    await files.begin();
    await opened;
    names.begin();
  } catch {
    react.render(inTheme(<p className="cannot-open">{t("failedToOpen")}</p>));
  }
}

const root = document.getElementById("root");
if (root) void open(root);
