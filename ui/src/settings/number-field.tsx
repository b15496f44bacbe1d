import { NumberInput } from "@mantine/core";
import { useState } from "react";
import { separators } from "../format";

interface Props {
  label: string;
  testid: string;
  value: number;
  most?: number;
  disabled?: boolean;
  bad: (value: number | string) => string | null;
  /** Only good values get out; what is wrong stays in the field, with a sentence below it. */
  onGood: (value: number) => void;
}

export function NumberField({ label, testid, value, most, disabled, bad, onGood }: Props) {
  const [draft, setDraft] = useState<{ text: number | string; of: number }>({ text: value, of: value });
  // A new value from outside, such as a preset, replaces what was written.
  if (draft.of !== value) setDraft({ text: value, of: value });
  const error = bad(draft.text);
  const { group, decimal } = separators();
  return (
    <NumberInput
      size="xs"
      className="number-field"
      aria-label={label}
      data-testid={testid}
      thousandSeparator={group}
      decimalSeparator={decimal}
      allowDecimal={false}
      allowNegative={false}
      hideControls={most === undefined}
      value={draft.text}
      disabled={disabled ?? false}
      error={error}
      onChange={(text) => {
        if (bad(text) === null && typeof text === "number") {
          setDraft({ text, of: text });
          onGood(text);
        } else setDraft({ text, of: value });
      }}
    />
  );
}
