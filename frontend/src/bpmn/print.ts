// A diagram is printed whole, on a landscape sheet of A3 of its own, where its names can be read.

import type NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import type Canvas from "diagram-js/lib/core/Canvas";

import { showAll } from "./view";

// Less margins of 10 mm, and room for a caption; a CSS pixel is 1/96 inch.
const WIDTH = Math.floor((400 / 25.4) * 96);
const HIGHEST = Math.floor((265 / 25.4) * 96);

export function fitToPaper(viewer: NavigatedViewer, container: HTMLElement): void {
  const canvas = viewer.get<Canvas>("canvas");
  let before: { width: string; height: string; view: ReturnType<Canvas["viewbox"]> } | undefined;

  window.addEventListener("beforeprint", () => {
    const view = canvas.viewbox();
    const { width, height } = container.style;
    before = { width, height, view };
    const wanted = Math.ceil((view.inner.height / view.inner.width) * WIDTH);
    container.style.width = `${WIDTH}px`;
    container.style.height = `${Math.min(HIGHEST, wanted)}px`;
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
