// Marks on the diagram: visited, current and late elements, taken flows, notes and counts.

import type NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import type Canvas from "diagram-js/lib/core/Canvas";
import type ElementRegistry from "diagram-js/lib/core/ElementRegistry";
import type Overlays from "diagram-js/lib/features/overlays/Overlays";

export type History = {
  visited?: string[];
  current?: string[];
  late?: string[];
  flows?: string[];
  notes?: Record<string, string>;
  counts?: Record<string, number>;
};

type Place = { top?: number; bottom?: number; left?: number; right?: number };

function badge(kind: string, text: string): HTMLElement {
  const element = document.createElement("div");
  element.className = kind;
  element.textContent = text;
  return element;
}

export function mark(viewer: NavigatedViewer, history: History, currentLabel: string): void {
  const canvas = viewer.get<Canvas>("canvas");
  const overlays = viewer.get<Overlays>("overlays");
  const drawn = viewer.get<ElementRegistry>("elementRegistry");

  const markAll = (ids: string[] | undefined, marker: string): void => {
    for (const id of (ids ?? []).filter((candidate) => drawn.get(candidate))) {
      canvas.addMarker(id, marker);
    }
  };
  const pin = (id: string, position: Place, html: HTMLElement): void => {
    if (drawn.get(id)) {
      overlays.add(id, { position, html });
    }
  };

  markAll(history.visited, "td-visited");
  markAll(history.late, "td-late");
  markAll(history.current, "td-current");
  markAll(history.flows, "td-taken");
  for (const id of history.current ?? []) {
    pin(id, { top: -26, left: 0 }, badge("td-flag", currentLabel));
  }
  for (const [id, note] of Object.entries(history.notes ?? {})) {
    pin(id, { bottom: -2, left: 0 }, badge("td-note", note));
  }
  for (const [id, times] of Object.entries(history.counts ?? {})) {
    if (times > 1) {
      pin(id, { top: -10, right: 14 }, badge("td-times", `×${times}`));
    }
  }
}
