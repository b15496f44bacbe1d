import { Button, Radio, SegmentedControl, Switch } from "@mantine/core";
import { useApp, useController } from "../app-context";
import { LimitsSection } from "../settings/limits-section";
import { Row, Section } from "../settings/row";
import { visible } from "../text";
import { words } from "../words";

const w = words.settings;
const DISCLOSURES = ["counts", "headers"] as const;
const THEMES = ["system", "light", "dark"] as const;

/** Every setting on one page. A good value is kept as soon as it is set. */
export function Settings() {
  return (
    <div className="settings" data-testid="settings">
      <nav className="settings-nav" aria-label={w.title}>
        {Object.entries(w.sections).map(([id, name]) => (
          <button
            key={id}
            type="button"
            onClick={() => document.getElementById(`settings-${id}`)?.scrollIntoView({ block: "start" })}
          >
            {name}
          </button>
        ))}
      </nav>
      <div className="settings-page">
        <h2>{w.title}</h2>
        <SaveState />
        <CaptureSection />
        <LimitsSection />
        <AppearanceSection />
        <NotificationsSection />
        <AboutSection />
      </div>
    </div>
  );
}

function SaveState() {
  const error = useApp((s) => s.saveError);
  const { save } = useController();
  if (error === null) return <p className="dim">{w.saved}</p>;
  return (
    <div className="band band-trouble" role="alert" data-testid="save-error">
      <span>
        <b>{w.notSaved}</b> {visible(error.sentence)} {visible(error.cure)}
      </span>
      <Button size="compact-sm" variant="default" onClick={save}>
        {w.saveAgain}
      </Button>
    </div>
  );
}

function CaptureSection() {
  const { promiscuous, disclosure } = useApp((s) => s.settings);
  const { change } = useController();
  return (
    <Section id="capture" title={w.sections.capture}>
      <Row label={w.promiscuous} hint={w.promiscuousHint}>
        <Switch
          checked={promiscuous}
          aria-label={w.promiscuous}
          data-testid="promiscuous"
          onChange={(e) => change({ promiscuous: e.currentTarget.checked })}
        />
      </Row>
      <Radio.Group
        className="settings-radios"
        value={disclosure}
        label={w.disclosure}
        description={w.disclosureHint}
        data-testid="disclosure"
        onChange={(value) => change({ disclosure: value })}
      >
        {DISCLOSURES.map((level) => {
          const [name, sentence] = w.disclosureLevels[level];
          return (
            <Radio
              key={level}
              value={level}
              label={name}
              description={sentence}
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
  const theme = useApp((s) => s.settings.theme);
  const { change } = useController();
  return (
    <Section id="appearance" title={w.sections.appearance}>
      <Row label={w.theme} hint={w.themeHint}>
        <SegmentedControl
          size="xs"
          aria-label={w.theme}
          data-testid="theme"
          value={theme}
          onChange={(value) => change({ theme: value })}
          data={THEMES.map((value) => ({ value, label: w.themes[value] }))}
        />
      </Row>
    </Section>
  );
}

function NotificationsSection() {
  const notifications = useApp((s) => s.settings.notifications);
  const { change } = useController();
  return (
    <Section id="notifications" title={w.sections.notifications}>
      <Row label={w.notify} hint={w.notifyHint}>
        <Switch
          checked={notifications}
          aria-label={w.notify}
          data-testid="notifications"
          onChange={(e) => change({ notifications: e.currentTarget.checked })}
        />
      </Row>
    </Section>
  );
}

function AboutSection() {
  const about = useApp((s) => s.about);
  if (about === null) return null;
  const rows = [
    [w.about.version, about.version],
    [w.about.sidecar, about.sidecar],
    [w.about.settingsPath, about.settingsPath],
    [w.about.logPath, about.logPath],
  ] as const;
  return (
    <Section id="about" title={w.sections.about}>
      <dl className="about">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="mono">{visible(value)}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
