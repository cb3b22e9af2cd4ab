// Paper is narrower than the screen: before printing, all of the diagram is fitted to its width.

import type NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import type Canvas from "diagram-js/lib/core/Canvas";

import { showAll } from "./view";

// A4 upright less its margins is 170 mm; a CSS pixel is 1/96 inch.
const PAPER_WIDTH = Math.floor((170 / 25.4) * 96);

export function fitToPaper(viewer: NavigatedViewer, container: HTMLElement): void {
  const canvas = viewer.get<Canvas>("canvas");
  let before: { width: string; height: string; view: ReturnType<Canvas["viewbox"]> } | undefined;

  window.addEventListener("beforeprint", () => {
    const view = canvas.viewbox();
    const { width, height } = container.style;
    before = { width, height, view };
    container.style.width = `${PAPER_WIDTH}px`;
    container.style.height = `${Math.ceil((view.inner.height / view.inner.width) * PAPER_WIDTH)}px`;
    canvas.resized();
    showAll(viewer);
  });
  window.addEventListener("afterprint", () => {
    if (before) {
      Object.assign(container.style, { width: before.width, height: before.height });
      canvas.resized();
      canvas.viewbox(before.view);
      before = undefined;
    }
  });
}
