import { Button, Radio, SegmentedControl, Switch } from "@mantine/core";
import { useApp, useController } from "../app-context";
import { DetectionSection } from "../settings/detection-section";
import { LimitsSection } from "../settings/limits-section";
import { PermissionRow } from "../settings/permission-row";
import { DataSources, NamesSection } from "../names/section";
import { Row, Section } from "../settings/row";
import { TrialBar } from "../settings/trial-bar";
import { full } from "../format";
import { ZOOMS } from "../shell/zoom";
import { visible } from "../text";
import { LANGUAGES, t } from "../i18n";
import { inWords } from "../said";

const SECTIONS = ["capture", "limits", "detection", "appearance", "names", "notifications", "start", "about"] as const;
const DISCLOSURES = ["counts", "headers"] as const;
const ENGINES = ["auto", "ring", "pnet"] as const;
const PATTERNS = ["auto", "always"] as const;
const THEMES = ["system", "light", "dark"] as const;

/** Every setting on one page. A good value is kept as soon as it is set. */
export function Settings() {
  return (
    <div className="settings" data-testid="settings">
      <nav className="settings-nav" aria-label={t("settings.title")}>
        {SECTIONS.map((id) => (
          <button
            key={id}
            type="button"
            onClick={() => document.getElementById(`settings-${id}`)?.scrollIntoView({ block: "start" })}
          >
            {t(`settings.sections.${id}`)}
          </button>
        ))}
      </nav>
      <div className="settings-page">
        <h2>{t("settings.title")}</h2>
        <SaveState />
        <CaptureSection />
        <LimitsSection />
        <DetectionSection />
        <AppearanceSection />
        <NamesSection />
        <NotificationsSection />
        <StartSection />
        <AboutSection />
        <TrialBar />
      </div>
    </div>
  );
}

function SaveState() {
  const error = useApp((s) => s.saveError);
  const { save } = useController();
  if (error === null) return <p className="dim">{t("settings.saved")}</p>;
  return (
    <div className="band band-trouble" role="alert" data-testid="save-error">
      <span>
        <b>{t("settings.notSaved")}</b> {visible(inWords(error))}
      </span>
      <Button size="compact-sm" variant="default" onClick={save}>
        {t("settings.saveAgain")}
      </Button>
    </div>
  );
}

function CaptureSection() {
  const { promiscuous, disclosure, engine } = useApp((s) => s.settings);
  const { change } = useController();
  return (
    <Section id="capture" title={t("settings.sections.capture")}>
      <PermissionRow />
      <Row label={t("settings.promiscuous")} hint={t("settings.promiscuousHint")}>
        <Switch
          checked={promiscuous}
          aria-label={t("settings.promiscuous")}
          data-testid="promiscuous"
          onChange={(e) => change({ promiscuous: e.currentTarget.checked })}
        />
      </Row>
      <Row label={t("settings.engine")} hint={t("settings.engineHint")}>
        <SegmentedControl
          size="xs"
          aria-label={t("settings.engine")}
          data-testid="engine"
          value={engine}
          onChange={(value) => change({ engine: value })}
          data={ENGINES.map((value) => ({ value, label: t(`settings.engines.${value}`) }))}
        />
      </Row>
      <Radio.Group
        className="settings-radios"
        value={disclosure}
        label={t("settings.disclosure")}
        description={t("settings.disclosureHint")}
        data-testid="disclosure"
        onChange={(value) => change({ disclosure: value })}
      >
        {DISCLOSURES.map((level) => {
          return (
            <Radio
              key={level}
              value={level}
              label={t(`settings.disclosures.${level}`)}
              description={t(`settings.disclosureHints.${level}`)}
              size="sm"
              data-testid={`disclosure-${level}`}
            />
          );
        })}
      </Radio.Group>
    </Section>
  );
}

function AppearanceSection() {
  const { theme, patterns, language, zoom, letterKeys } = useApp((s) => s.settings);
  const { change } = useController();
  return (
    <Section id="appearance" title={t("settings.sections.appearance")}>
      <Row label={t("settings.theme")} hint={t("settings.themeHint")}>
        <SegmentedControl
          size="xs"
          aria-label={t("settings.theme")}
          data-testid="theme"
          value={theme}
          onChange={(value) => change({ theme: value })}
          data={THEMES.map((value) => ({ value, label: t(`settings.themes.${value}`) }))}
        />
      </Row>
      <Row label={t("settings.patterns")} hint={t("settings.patternsHint")}>
        <SegmentedControl
          size="xs"
          aria-label={t("settings.patterns")}
          data-testid="patterns"
          value={patterns}
          onChange={(value) => change({ patterns: value })}
          data={PATTERNS.map((value) => ({ value, label: t(`settings.patternNames.${value}`) }))}
        />
      </Row>
      <Row label={t("settings.zoom")} hint={t("settings.zoomHint")}>
        <SegmentedControl
          size="xs"
          aria-label={t("settings.zoom")}
          data-testid="zoom"
          value={String(zoom)}
          onChange={(value) => change({ zoom: Number(value) })}
          data={ZOOMS.map((value) => ({ value: String(value), label: `${full(value)}\u202f%` }))}
        />
      </Row>
      <Row label={t("settings.letterKeys")} hint={t("settings.letterKeysHint")}>
        <Switch
          checked={letterKeys}
          aria-label={t("settings.letterKeys")}
          data-testid="letter-keys"
          onChange={(e) => change({ letterKeys: e.currentTarget.checked })}
        />
      </Row>
      <Row label={t("settings.language")} hint={t("settings.languageHint")}>
        <SegmentedControl
          size="xs"
          aria-label={t("settings.language")}
          data-testid="language"
          value={language}
          onChange={(value) => change({ language: value })}
          data={LANGUAGES.map((value) => ({ value, label: t(`settings.languages.${value}`) }))}
        />
      </Row>
    </Section>
  );
}

function NotificationsSection() {
  const notifications = useApp((s) => s.settings.notifications);
  const { change } = useController();
  return (
    <Section id="notifications" title={t("settings.sections.notifications")}>
      <Row label={t("settings.notify")} hint={t("settings.notifyHint")}>
        <Switch
          checked={notifications}
          aria-label={t("settings.notify")}
          data-testid="notifications"
          onChange={(e) => change({ notifications: e.currentTarget.checked })}
        />
      </Row>
    </Section>
  );
}

function StartSection() {
  const startAtLogin = useApp((s) => s.settings.startAtLogin);
  const { change } = useController();
  return (
    <Section id="start" title={t("settings.sections.start")}>
      <Row label={t("startup.atLogin")} hint={t("startup.atLoginHint")}>
        <Switch
          checked={startAtLogin}
          aria-label={t("startup.atLogin")}
          data-testid="start-at-login"
          onChange={(e) => change({ startAtLogin: e.currentTarget.checked })}
        />
      </Row>
    </Section>
  );
}

function AboutSection() {
  const about = useApp((s) => s.about);
  if (about === null) return null;
  const rows = [
    [t("settings.version"), about.version],
    [t("settings.sidecar"), about.sidecar],
    [t("settings.settingsPath"), about.settingsPath],
    [t("settings.logPath"), about.logPath],
  ] as const;
  return (
    <Section id="about" title={t("settings.sections.about")}>
      <dl className="about">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="mono">{visible(value)}</dd>
          </div>
        ))}
      </dl>
      <DataSources />
    </Section>
  );
}
