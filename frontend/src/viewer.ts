// Draws each diagram of the page and marks on it what happened to one case.

import "./viewer.scss";
import { draw } from "./bpmn/draw";
import { mark, type History } from "./bpmn/marks";
import { printOnSheets } from "./bpmn/print";
import { followRows } from "./bpmn/rows";
import { watchTools } from "./bpmn/tools";
import { lookAt } from "./bpmn/view";
import { freeTheWheel } from "./bpmn/wheel";

async function read(url: string): Promise<Response> {
  const response = await fetch(url, { headers: { Accept: "application/json, application/xml" } });
  if (!response.ok) {
    throw new Error(`${url}: ${response.status}`);
  }
  return response;
}

async function show(figure: HTMLElement): Promise<void> {
  const { diagram = "", history, currentLabel = "" } = figure.dataset;
  const [xml, past] = await Promise.all([
    read(diagram).then((response) => response.text()),
    history
      ? read(history).then((response) => response.json() as Promise<History>)
      : ({} as History),
  ]);
  const container = figure.querySelector<HTMLElement>(".td-diagram__canvas")!;
  const { viewer, warnings } = await draw(container, xml);
  warnings.forEach((warning) => console.warn(warning));
  lookAt(viewer, container, past.current ?? []);
  mark(viewer, past, currentLabel);
  followRows(viewer);
  watchTools(viewer, figure);
  freeTheWheel(container);
  printOnSheets(viewer, figure);
  figure.dataset.warnings = String(warnings.length);
  figure.dataset.ready = "true";
}

function confess(figure: HTMLElement, reason: unknown): void {
  console.error(reason);
  const message = document.createElement("p");
  message.className = "td-diagram__failed";
  message.textContent = figure.dataset.failedLabel ?? "";
  figure.querySelector(".td-diagram__canvas")?.replaceChildren(message);
  figure.dataset.failed = "true";
}

for (const figure of document.querySelectorAll<HTMLElement>("[data-diagram]")) {
  show(figure).catch((reason: unknown) => confess(figure, reason));
}
