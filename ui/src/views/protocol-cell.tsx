import type { Protocol } from "../protocol";
import { visible } from "../text";

/** A protocol's name with its colour. */
export function ProtocolCell({ protocol, name }: { protocol: Protocol; name: string }) {
  return (
    <>
      <span className={`swatch-dot swatch-${protocol}`} />
      {visible(name)}
    </>
  );
}
