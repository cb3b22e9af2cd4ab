// A diagram is printed on sheets of A3 of its own, as many as it takes for its names to be read.

import type NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import type Canvas from "diagram-js/lib/core/Canvas";

import { layOut, OVERLAP, type Layout } from "./sheets";

/** Copy the drawing, looked at from a place of it. */
function view(drawing: Element, layout: Layout, x: number, y: number): HTMLElement {
  const { scale, width, height } = layout;
  const shown = document.createElement("div");
  const copy = drawing.cloneNode(true) as HTMLElement;
  const matrix = `matrix(${scale}, 0, 0, ${scale}, ${-x * scale}, ${-y * scale})`;
  shown.className = "td-diagram__canvas td-sheet__view";
  shown.style.width = `${width}px`;
  shown.style.height = `${height}px`;
  copy.querySelector("svg > .viewport")?.setAttribute("transform", matrix);
  for (const layer of copy.querySelectorAll<HTMLElement>(".djs-overlay-container")) {
    layer.style.transform = matrix;
  }
  shown.append(copy);
  return shown;
}

function sheet(layout: Layout, shown: HTMLElement, words: string): HTMLElement {
  const whole = document.createElement("div");
  const caption = document.createElement("p");
  whole.className = `td-sheet${layout.isPortrait ? " td-sheet--portrait" : ""}`;
  caption.className = "td-sheet__caption";
  caption.textContent = words;
  whole.append(shown, caption);
  return whole;
}

function sheetsOf(viewer: NavigatedViewer, figure: HTMLElement): HTMLElement[] {
  const { inner } = viewer.get<Canvas>("canvas").viewbox();
  const layout = layOut(inner.width, inner.height);
  const drawing = figure.querySelector(".bjs-container")!;
  const total = layout.columns * layout.rows;
  const title = document.querySelector("h1")?.textContent?.trim() ?? "";
  return Array.from({ length: total }, (_, at) => {
    const column = at % layout.columns;
    const row = Math.floor(at / layout.columns);
    const x = inner.x + (column * (layout.width - OVERLAP)) / layout.scale;
    const y = inner.y + (row * (layout.height - OVERLAP)) / layout.scale;
    const words = (figure.dataset.sheetLabel ?? "")
      .replace("{number}", String(at + 1))
      .replace("{total}", String(total));
    return sheet(layout, view(drawing, layout, x, y), `${title} · ${words}`);
  });
}

export function printOnSheets(viewer: NavigatedViewer, figure: HTMLElement): void {
  window.addEventListener("beforeprint", () => figure.append(...sheetsOf(viewer, figure)));
  window.addEventListener("afterprint", () => {
    figure.querySelectorAll(".td-sheet").forEach((one) => one.remove());
  });
}
