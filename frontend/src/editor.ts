// The page on which a process owner draws: canvas, properties, problems, and what keeps it.

import type Modeler from "bpmn-js/lib/Modeler";
import type Canvas from "diagram-js/lib/core/Canvas";

import "./editor.scss";
import { watchTools } from "./bpmn/tools";
import { showAll } from "./bpmn/view";
import { freeTheWheel } from "./bpmn/wheel";
import { watchDownloads } from "./editor/downloads";
import { openModeler } from "./editor/modeler";
import { watchProperties } from "./editor/panel";
import { watchProblems } from "./editor/problems";
import { forget, unsavedOf, watchSaving, watchSteps } from "./editor/saving";

const PALETTE = 120;

async function begin(room: HTMLElement): Promise<void> {
  const response = await fetch(room.dataset.diagram!);
  if (!response.ok) {
    throw new Error(`${room.dataset.diagram}: ${response.status}`);
  }
  const given = await response.text();
  const unsaved = unsavedOf(room);
  const container = room.querySelector<HTMLElement>(".td-editor__canvas")!;
  const modeler = await openModeler(container, unsaved?.xml ?? given);
  if (unsaved) {
    // Saved by somebody else meanwhile, it is said when it is saved, and nothing is lost.
    room.dataset.revision = unsaved.revision;
    offerToForget(room);
  }
  showAll(modeler);
  makeRoomForPalette(modeler);
  watchTools(modeler, room);
  freeTheWheel(container);
  watchSteps(modeler, room);
  watchProperties(modeler, room.querySelector<HTMLElement>("[data-properties]")!);
  watchSaving(modeler, room, unsaved !== null);
  watchProblems(modeler, room);
  watchDownloads(modeler, room);
  room.dataset.ready = "true";
}

function makeRoomForPalette(modeler: Modeler): void {
  const canvas = modeler.get<Canvas>("canvas");
  const { x, y, width, height, scale } = canvas.viewbox();
  const palette = PALETTE / scale;
  canvas.viewbox({ x: x - palette, y, width: width + palette, height });
}

function offerToForget(room: HTMLElement): void {
  const notice = room.querySelector<HTMLElement>("[data-recovered]")!;
  notice.hidden = false;
  notice.querySelector("button")!.addEventListener("click", () => {
    forget(room);
    room.dataset.unsaved = "false";
    location.reload();
  });
}

const room = document.querySelector<HTMLElement>("[data-editor]");
if (room) {
  begin(room).catch((reason: unknown) => {
    console.error(reason);
    room.querySelector("[data-said]")!.textContent = room.dataset.failed ?? "";
    room.dataset.broken = "true";
  });
}
