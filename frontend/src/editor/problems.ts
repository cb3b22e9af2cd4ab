// What the gate says of the diagram as it is drawn now: on the elements and in a list below.

import type Modeler from "bpmn-js/lib/Modeler";
import type Canvas from "diagram-js/lib/core/Canvas";
import type ElementRegistry from "diagram-js/lib/core/ElementRegistry";
import type Overlays from "diagram-js/lib/features/overlays/Overlays";
import type Selection from "diagram-js/lib/features/selection/Selection";
import type { Shape } from "diagram-js/lib/model/Types";

import { send } from "./sending";

export interface Problem {
  rule: string;
  severity: "error" | "warning";
  element: string | null;
  line: number | null;
  message: string;
}

const PAUSE = 700;
const MARKS = { error: "td-refused", warning: "td-doubted" };

export function watchProblems(modeler: Modeler, room: HTMLElement): void {
  const canvas = modeler.get<Canvas>("canvas");
  const drawn = modeler.get<ElementRegistry>("elementRegistry");
  const overlays = modeler.get<Overlays>("overlays");
  const marked: [string, string][] = [];
  let waiting = 0;
  let asked = 0;

  async function check(): Promise<void> {
    const number = ++asked;
    const list = room.querySelector<HTMLElement>("[data-problems]")!;
    try {
      const found = await ask();
      // Whatever was drawn meanwhile is asked about again.
      if (number === asked) {
        show(found, list);
      }
    } catch (reason) {
      console.error(reason);
      list.textContent = room.dataset.unchecked ?? "";
    }
    if (number === asked) {
      delete room.dataset.checking;
    }
  }

  async function ask(): Promise<Problem[]> {
    room.dataset.checking = "true";
    const { xml } = await modeler.saveXML({ format: true });
    const response = await send(room.dataset.check!, xml!);
    if (!response.ok) {
      throw new Error(`${room.dataset.check}: ${response.status}`);
    }
    return (await response.json()) as Problem[];
  }

  function show(found: Problem[], list: HTMLElement): void {
    clear();
    const order = (one: Problem): number => (one.severity === "error" ? 0 : 1);
    found.sort((one, other) => order(one) - order(other));
    list.replaceChildren(...found.map(item));
    for (const [id, problems] of byElement(found)) {
      const worst = problems[0]!.severity;
      canvas.addMarker(id, MARKS[worst]);
      marked.push([id, MARKS[worst]]);
      overlays.add(id, "problem", { position: { top: -14, left: -14 }, html: flag(problems) });
    }
    const errors = found.filter(({ severity }) => severity === "error").length;
    const words = room.dataset.counts!;
    const count = room.querySelector<HTMLElement>("[data-count]")!;
    count.textContent = words
      .replace("{errors}", String(errors))
      .replace("{warnings}", String(found.length - errors));
    room.dataset.errors = String(errors);
    room.querySelector<HTMLElement>("[data-none]")!.hidden = found.length > 0;
  }

  function clear(): void {
    overlays.remove({ type: "problem" });
    for (const [id, mark] of marked.splice(0)) {
      if (drawn.get(id)) {
        canvas.removeMarker(id, mark);
      }
    }
  }

  function byElement(found: Problem[]): Map<string, Problem[]> {
    const places = new Map<string, Problem[]>();
    for (const one of found) {
      if (one.element && drawn.get(one.element)) {
        places.set(one.element, [...(places.get(one.element) ?? []), one]);
      }
    }
    return places;
  }

  function flag(problems: Problem[]): HTMLElement {
    const made = document.createElement("span");
    made.className = `td-problem-flag td-problem-flag--${problems[0]!.severity}`;
    made.textContent = problems[0]!.severity === "error" ? "!" : "?";
    made.title = problems.map(({ message }) => message).join("\n");
    return made;
  }

  function item(problem: Problem): HTMLElement {
    const made = document.createElement("li");
    made.dataset.rule = problem.rule;
    made.className = "td-problem";
    const kind = document.createElement("strong");
    const colour = problem.severity === "error" ? "red" : "yellow";
    kind.className = `govuk-tag govuk-tag--${colour}`;
    kind.textContent = room.dataset[problem.severity] ?? problem.severity;
    const sentence = document.createElement("span");
    sentence.textContent = problem.message;
    made.append(kind, " ", sentence, " ");
    if (problem.element && drawn.get(problem.element)) {
      made.append(finder(problem.element), " ");
    }
    const rule = document.createElement("a");
    rule.className = "govuk-link";
    rule.href = `${room.dataset.rules}/${problem.rule}`;
    rule.target = "_blank";
    rule.textContent = problem.rule;
    made.append(rule);
    return made;
  }

  function finder(id: string): HTMLElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "td-link-button";
    button.textContent = room.dataset.find ?? id;
    button.addEventListener("click", () => {
      const shape = drawn.get(id) as Shape;
      canvas.scrollToElement(shape, 80);
      modeler.get<Selection>("selection").select(shape);
      room.querySelector(".td-editor__canvas")!.scrollIntoView({ block: "nearest" });
    });
    return button;
  }

  modeler.on("commandStack.changed", () => {
    room.dataset.checking = "true";
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => void check(), PAUSE);
  });
  void check();
}
