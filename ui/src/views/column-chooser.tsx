import { Button, Checkbox, Popover } from "@mantine/core";
import { IconColumns3 } from "@tabler/icons-react";
import { full } from "../format";
import { t } from "../i18n";
import type { Choice, Fitting } from "./fitting";

interface Props {
  columns: readonly (Fitting & { name: string })[];
  shown: ReadonlySet<string>;
  /** There is no room for these. */
  crowded: ReadonlySet<string>;
  choice: Choice;
  onChoice: (choice: Choice) => void;
}

/** Which columns a table has. */
export function ColumnChooser({ columns, shown, crowded, choice, onChoice }: Props) {
  return (
    <Popover position="bottom-end" shadow="md" trapFocus returnFocus transitionProps={{ duration: 0 }}>
      <Popover.Target>
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconColumns3 size={13} />}
          title={crowded.size > 0 ? t("columns.crowded", { count: crowded.size, n: full(crowded.size) }) : t("columns.title")}
          data-testid="columns"
        >
          {t("columns.open")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown data-testid="columns-list" aria-label={t("columns.title")}>
        <fieldset className="columns-list">
          <legend>{t("columns.title")}</legend>
          {crowded.size > 0 && <p className="dim">{t("columns.hint")}</p>}
          {columns.map(({ id, name, rank }) => (
            <Checkbox
              key={id}
              size="xs"
              label={
                <>
                  {name} {crowded.has(id) && <span className="dim">{t("columns.noRoom")}</span>}
                </>
              }
              data-testid={`column-${id}`}
              disabled={rank === 0}
              checked={shown.has(id)}
              onChange={({ currentTarget }) => onChoice({ ...choice, [id]: currentTarget.checked })}
            />
          ))}
        </fieldset>
        <Button
          size="compact-xs"
          variant="subtle"
          disabled={Object.keys(choice).length === 0}
          data-testid="columns-reset"
          onClick={() => onChoice({})}
        >
          {t("columns.reset")}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
