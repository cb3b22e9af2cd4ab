// The text table beside a diagram: pointing at a row, or focusing it, lights its element.

import type NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import type Canvas from "diagram-js/lib/core/Canvas";
import type ElementRegistry from "diagram-js/lib/core/ElementRegistry";

const POINTED = "td-pointed";

export function followRows(viewer: NavigatedViewer): void {
  const canvas = viewer.get<Canvas>("canvas");
  const drawn = viewer.get<ElementRegistry>("elementRegistry");

  for (const row of document.querySelectorAll<HTMLElement>("[data-step]")) {
    const id = row.dataset.step ?? "";
    if (!drawn.get(id)) {
      continue;
    }
    const light = (): void => canvas.addMarker(id, POINTED);
    const dim = (): void => canvas.removeMarker(id, POINTED);
    row.addEventListener("mouseenter", light);
    row.addEventListener("focusin", light);
    row.addEventListener("mouseleave", dim);
    row.addEventListener("focusout", dim);
  }
}
