// The buttons below a diagram, for those who cannot turn a wheel: fit, nearer, farther.

import type NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import type Canvas from "diagram-js/lib/core/Canvas";
import type ZoomScroll from "diagram-js/lib/navigation/zoomscroll/ZoomScroll";

export function watchTools(viewer: NavigatedViewer, figure: HTMLElement): void {
  const actions: Record<string, () => void> = {
    fit: () => viewer.get<Canvas>("canvas").zoom("fit-viewport"),
    in: () => viewer.get<ZoomScroll>("zoomScroll").stepZoom(1),
    out: () => viewer.get<ZoomScroll>("zoomScroll").stepZoom(-1),
  };
  for (const button of figure.querySelectorAll<HTMLElement>("[data-diagram-action]")) {
    button.addEventListener("click", () => actions[button.dataset.diagramAction ?? ""]?.());
  }
}
