import { type KeyboardEvent, type PointerEvent, useEffect, useState } from 'react';
import { useT } from '../i18n/i18n.tsx';
import './Splitter.css';

const NARROWEST = 260;
const WIDEST = 420;
const USUAL = 320;
const REMEMBERED = 'kith.list-width';

/** The edge of the list: dragged, moved by arrow keys, set back by a double press. Widths in px at zoom 100 %. */
export function Splitter() {
  const t = useT();
  const [width, setWidth] = useState(rememberedWidth);

  useEffect(() => {
    document.documentElement.style.setProperty('--list-width', String(width));
    localStorage.setItem(REMEMBERED, String(width));
  }, [width]);

  function drag(event: PointerEvent<HTMLElement>): void {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const list = event.currentTarget.parentElement;
    if (list === null) return;
    const scale = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
    setWidth(allowed((event.clientX - list.getBoundingClientRect().left) / scale));
  }

  function move(event: KeyboardEvent): void {
    const next = { ArrowLeft: width - 16, ArrowRight: width + 16, Home: NARROWEST, End: WIDEST }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setWidth(allowed(next));
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> can't be dragged or hold the focus
    <div
      className="splitter"
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t('frame.listWidth')}
      aria-valuenow={width}
      aria-valuemin={NARROWEST}
      aria-valuemax={WIDEST}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={move}
      onDoubleClick={() => setWidth(USUAL)}
    />
  );
}

function rememberedWidth(): number {
  const kept = Number(localStorage.getItem(REMEMBERED));
  return kept > 0 ? allowed(kept) : USUAL;
}

function allowed(width: number): number {
  return Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)));
}
