import { Button } from "@mantine/core";
import { useFilter } from "../app-context";
import { t } from "../i18n";

/** Where a filter lets nothing pass: says so, and how to see everything again. */
export function NoneLeft({ sentence }: { sentence: string }) {
  const { clear } = useFilter();
  return (
    <div className="page-empty" data-testid="none-left">
      <p>{sentence}</p>
      <Button size="compact-sm" variant="default" onClick={clear}>
        {t("filter.clear")}
      </Button>
    </div>
  );
}
