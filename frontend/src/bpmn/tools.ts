// The buttons below a diagram, for those who cannot turn a wheel: fit, nearer, farther.

import type NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import type ZoomScroll from "diagram-js/lib/navigation/zoomscroll/ZoomScroll";

import { showAll } from "./view";

export function watchTools(viewer: NavigatedViewer, figure: HTMLElement): void {
  const actions: Record<string, () => void> = {
    fit: () => showAll(viewer),
    in: () => viewer.get<ZoomScroll>("zoomScroll").stepZoom(1),
    out: () => viewer.get<ZoomScroll>("zoomScroll").stepZoom(-1),
  };
  for (const button of figure.querySelectorAll<HTMLElement>("[data-diagram-action]")) {
    button.addEventListener("click", () => actions[button.dataset.diagramAction ?? ""]?.());
  }
}
