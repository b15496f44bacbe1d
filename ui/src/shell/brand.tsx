import { t } from "../i18n";

/** Water that falls over a weir. */
export function Brand() {
  return (
    <span className="brand">
      <svg viewBox="0 0 24 18" aria-hidden="true">
        <path d="M1 5 H9 C14 5 11 14 16 14 H23" />
        <path d="M1 10 H7 M19 9 H23" opacity="0.6" />
      </svg>
      <span className="brand-name">{t("app")}</span>
    </span>
  );
}
