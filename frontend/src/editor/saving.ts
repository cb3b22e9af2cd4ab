// Keeps what is drawn: in the service when asked to, and in this browser at every change.

import type Modeler from "bpmn-js/lib/Modeler";
import type CommandStack from "diagram-js/lib/command/CommandStack";

import { send } from "./sending";

interface Unsaved {
  revision: string;
  xml: string;
}

/** What was drawn here on this diagram and never saved. */
export function unsavedOf(room: HTMLElement): Unsaved | null {
  const kept = localStorage.getItem(place(room));
  return kept ? (JSON.parse(kept) as Unsaved) : null;
}

export function forget(room: HTMLElement): void {
  localStorage.removeItem(place(room));
}

function place(room: HTMLElement): string {
  return `thidua.drawn.${room.dataset.key}`;
}

export function watchSaving(modeler: Modeler, room: HTMLElement, isUnsaved: boolean): void {
  const button = room.querySelector<HTMLButtonElement>("[data-save]")!;
  const over = room.querySelector<HTMLButtonElement>("[data-save-over]")!;
  const said = room.querySelector<HTMLElement>("[data-said]")!;
  let isDirty = isUnsaved;
  let drawn = 0;

  function show(): void {
    button.disabled = !isDirty;
    room.dataset.unsaved = String(isDirty);
  }

  async function note(): Promise<void> {
    isDirty = true;
    drawn += 1;
    show();
    const { xml } = await modeler.saveXML({ format: true });
    if (isDirty) {
      const unsaved = { revision: room.dataset.revision, xml };
      localStorage.setItem(place(room), JSON.stringify(unsaved));
    }
  }

  async function save(revision = room.dataset.revision!): Promise<void> {
    const { xml } = await modeler.saveXML({ format: true });
    const number = drawn;
    button.disabled = true;
    const response = await send(room.dataset.save!, xml!, { "If-Match": `"${revision}"` });
    const body = (await response.json().catch(() => ({}))) as Record<string, unknown>;
    over.hidden = true;
    if (response.ok) {
      room.dataset.revision = String(body.revision);
      said.textContent = (room.dataset.saved ?? "").replace("{number}", String(body.revision));
      room.querySelector<HTMLElement>("[data-saved-draft]")!.hidden = false;
      isDirty = number !== drawn;
      if (!isDirty) {
        forget(room);
      }
    } else {
      said.textContent = String(body.detail ?? body.title ?? room.dataset.unsavable ?? "");
      over.hidden = response.status !== 412;
    }
    show();
  }

  /** What others saved meanwhile stays kept as the revision before. */
  async function saveOver(): Promise<void> {
    const newest = await fetch(room.dataset.save!, { headers: { Accept: "application/json" } });
    await save(String(((await newest.json()) as { revision: number }).revision));
  }

  const attempt = (saving: Promise<void>): void => {
    saving.catch((reason: unknown) => {
      console.error(reason);
      said.textContent = room.dataset.unsavable ?? "";
      show();
    });
  };

  button.addEventListener("click", () => attempt(save()));
  over.addEventListener("click", () => attempt(saveOver()));
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      if (isDirty) {
        attempt(save());
      }
    }
  });
  window.addEventListener("beforeunload", (event) => {
    if (isDirty) {
      event.preventDefault();
    }
  });
  modeler.on("commandStack.changed", () => void note().catch(console.error));
  show();
}

export function watchSteps(modeler: Modeler, room: HTMLElement): void {
  const steps = modeler.get<CommandStack>("commandStack");
  const undo = room.querySelector<HTMLButtonElement>("[data-diagram-action=undo]")!;
  const redo = room.querySelector<HTMLButtonElement>("[data-diagram-action=redo]")!;
  const show = (): void => {
    undo.disabled = !steps.canUndo();
    redo.disabled = !steps.canRedo();
  };
  undo.addEventListener("click", () => steps.undo());
  redo.addEventListener("click", () => steps.redo());
  modeler.on("commandStack.changed", show);
  show();
}
