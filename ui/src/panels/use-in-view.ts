// What nobody can see is not drawn.
import { type RefObject, useEffect, useRef, useState } from "react";

/** The value while it is wanted; when it is not, the one that was wanted last. */
export function useWhile<T>(value: T, wanted: boolean): T {
  const [kept, setKept] = useState(value);
  if (wanted && kept !== value) setKept(value);
  return wanted ? value : kept;
}

/** An edge of a panel that shows below the others is not seen yet. */
const LEAST_PX = 24;

/** The value while the element can be seen. */
export function useWhileSeen<T, E extends HTMLElement = HTMLDivElement>(value: T): [RefObject<E | null>, T] {
  const box = useRef<E>(null);
  const [seen, setSeen] = useState(true);
  useEffect(() => {
    if (box.current === null) return;
    const look = (entries: IntersectionObserverEntry[]) => {
      const entry = entries.at(-1);
      if (entry) setSeen(entry.isIntersecting && entry.intersectionRect.height >= LEAST_PX);
    };
    const observer = new IntersectionObserver(look, { threshold: [0, 0.05, 0.1, 0.2, 0.5] });
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  return [box, useWhile(value, seen)];
}
