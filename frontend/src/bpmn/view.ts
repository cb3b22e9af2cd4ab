// What part of a diagram is looked at: all of it, or the place where the case is now.

import type NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import type Canvas from "diagram-js/lib/core/Canvas";
import type ElementRegistry from "diagram-js/lib/core/ElementRegistry";
import type { Shape } from "diagram-js/lib/model/Types";

// Names are 12 units high: below 0.6 nobody reads them, at 0.85 they are as small print is.
const LEGIBLE = 0.6;
const COMFORTABLE = 0.85;
const LOWEST = 320;
const MARGIN = 40;

export function showAll(viewer: NavigatedViewer): void {
  viewer.get<Canvas>("canvas").zoom("fit-viewport");
}

/** Look at all of it where that can be read, else at the place where the case is now. */
export function lookAt(viewer: NavigatedViewer, container: HTMLElement, current: string[]): void {
  const drawn = viewer.get<ElementRegistry>("elementRegistry");
  const place = current.map((id) => drawn.get(id) as Shape | undefined).find(Boolean);
  showAll(viewer);
  if (place && viewer.get<Canvas>("canvas").zoom() < LEGIBLE) {
    comeNear(viewer, place);
  } else {
    fitHeight(viewer, container);
    showAll(viewer);
  }
}

/** Give a wide and low diagram no more height than it fills. */
function fitHeight(viewer: NavigatedViewer, container: HTMLElement): void {
  const canvas = viewer.get<Canvas>("canvas");
  const { inner } = canvas.viewbox();
  const wanted = (inner.height / inner.width) * container.clientWidth + MARGIN;
  const highest = container.clientHeight;
  container.style.height = `${Math.round(Math.min(highest, Math.max(LOWEST, wanted)))}px`;
  canvas.resized();
}

function comeNear(viewer: NavigatedViewer, place: Shape): void {
  const canvas = viewer.get<Canvas>("canvas");
  const { outer, inner } = canvas.viewbox();
  const width = outer.width / COMFORTABLE;
  const height = outer.height / COMFORTABLE;
  canvas.viewbox({
    x: startOf(inner.x, inner.width, place.x + place.width / 2, width),
    y: startOf(inner.y, inner.height, place.y + place.height / 2, height),
    width,
    height,
  });
}

/** Centre on the place, but do not look past the edges of the diagram. */
function startOf(from: number, size: number, middle: number, view: number): number {
  if (size <= view) {
    return from - (view - size) / 2;
  }
  return Math.min(from + size - view + MARGIN, Math.max(from - MARGIN, middle - view / 2));
}
