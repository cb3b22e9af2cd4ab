// The properties beside the diagram: fields of the page, filled from the element that is chosen.
//
// A section says by data-for which elements it is for, a field by data-property what it holds.

import type Modeler from "bpmn-js/lib/Modeler";
import type { Element } from "bpmn-js/lib/model/Types";
import { is } from "bpmn-js/lib/util/ModelUtil";
import type Canvas from "diagram-js/lib/core/Canvas";
import type Selection from "diagram-js/lib/features/selection/Selection";

import { eventOf, propertiesOf, type Property } from "./elements";
import { expressionOf, momentOf } from "./moments";

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const ID = /^[A-Za-z_][\w.-]*$/;

export function watchProperties(modeler: Modeler, panel: HTMLElement): void {
  const property = propertiesOf(modeler);
  const selection = modeler.get<Selection>("selection");
  let chosen: Element;

  function element(): Element {
    const [first, second] = selection.get() as Element[];
    const found = first && !second ? first : (modeler.get<Canvas>("canvas").getRootElement() as Element);
    // The name beside an event or a flow is drawn as an element of its own.
    return (found as { labelTarget?: Element }).labelTarget ?? found;
  }

  function fill(): void {
    chosen = element();
    const kind = String(chosen.type).replace("bpmn:", "");
    const kinds: Record<string, string> = JSON.parse(panel.dataset.kinds ?? "{}");
    const initial = kind.charAt(0).toLowerCase() + kind.slice(1);
    panel.querySelector("[data-kind]")!.textContent = kinds[initial] ?? kind;
    for (const section of panel.querySelectorAll<HTMLElement>("[data-for]")) {
      section.hidden = !isFor(section, chosen);
    }
    for (const field of fields(panel)) {
      show(field, property(field.dataset.property!).read(chosen));
    }
    for (const group of panel.querySelectorAll<HTMLElement>("[data-moment]")) {
      showMoment(group, property(group.dataset.moment!).read(chosen));
    }
  }

  function keep(field: Field): void {
    const held = property(field.dataset.property!);
    const value = valueOf(field, panel);
    if (field.dataset.property === "id" && !mayBeCalled(value)) {
      field.setAttribute("aria-invalid", "true");
      panel.querySelector<HTMLElement>("[data-id-error]")!.hidden = false;
      return;
    }
    write(held, value);
  }

  function mayBeCalled(id: string): boolean {
    const ids = (modeler.get("moddle") as { ids: { assigned(id: string): unknown } }).ids;
    return ID.test(id) && (id === chosen.businessObject.id || !ids.assigned(id));
  }

  function write(held: Property, value: string): void {
    if (held.read(chosen) !== value) {
      held.write(chosen, value);
    }
  }

  panel.addEventListener("submit", (event) => event.preventDefault());
  panel.addEventListener("change", ({ target }) => {
    const field = target as Field;
    const group = field.closest<HTMLElement>("[data-moment]");
    if (field.dataset.property) {
      keep(field);
    } else if (group) {
      const said = momentIn(group);
      const held = property(group.dataset.moment!);
      if (said !== null) {
        write(held, said);
      }
      showMoment(group, held.read(chosen), part(group, "from").value === "other");
    }
  });
  modeler.on("selection.changed", fill);
  modeler.on("commandStack.changed", fill);
  fill();
}

function fields(panel: HTMLElement): NodeListOf<Field> {
  return panel.querySelectorAll<Field>("[data-property]");
}

function isFor(section: HTMLElement, element: Element): boolean {
  const { for: kinds = "", event, when } = section.dataset;
  const isKind = kinds.split(" ").some((kind) => kind === "*" || is(element, kind));
  const loop = element.businessObject.loopCharacteristics;
  return (
    isKind &&
    (!event || Boolean(eventOf(element, event))) &&
    (when !== "repeated" || is(loop, "bpmn:MultiInstanceLoopCharacteristics"))
  );
}

function show(field: Field, value: string): void {
  field.removeAttribute("aria-invalid");
  if (field.dataset.property === "id") {
    field.closest("form")!.querySelector<HTMLElement>("[data-id-error]")!.hidden = true;
  }
  if (field instanceof HTMLInputElement && field.type === "checkbox") {
    field.checked = value.split(",").map((one) => one.trim()).includes(field.value);
    return;
  }
  if (field instanceof HTMLSelectElement && ![...field.options].some((one) => one.value === value)) {
    // Said by the diagram and known to nobody here: shown as it is, and the gate names it.
    field.add(new Option(value, value));
  }
  if (field.value !== value) {
    field.value = value;
  }
}

/** What a field says; boxes of one property say together what a list holds. */
function valueOf(field: Field, panel: HTMLElement): string {
  if (!(field instanceof HTMLInputElement && field.type === "checkbox")) {
    return field.value;
  }
  const boxes = [...fields(panel)].filter(
    (one): one is HTMLInputElement => one.dataset.property === field.dataset.property,
  );
  return boxes.filter((one) => one.checked).map((one) => one.value).join(",");
}

function part(group: HTMLElement, name: string): Field {
  return group.querySelector<Field>(`[data-part=${name}]`)!;
}

function showMoment(group: HTMLElement, expression: string, isOther = false): void {
  const moment = momentOf(expression);
  const known = [...(part(group, "from") as HTMLSelectElement).options].map((one) => one.value);
  const from = isOther || !known.includes(moment.from) ? "other" : moment.from;
  part(group, "from").value = from;
  part(group, "days").value = String(moment.days);
  part(group, "side").value = moment.isBefore ? "before" : "after";
  part(group, "expression").value = expression;
  group.querySelector<HTMLElement>("[data-moved]")!.hidden = !from || from === "other";
  group.querySelector<HTMLElement>("[data-other]")!.hidden = from !== "other";
}

/** The expression a group of fields says; nothing while another one is still to be typed. */
function momentIn(group: HTMLElement): string | null {
  const from = part(group, "from").value;
  if (from === "other") {
    const typed = part(group, "expression");
    return document.activeElement === typed || typed.value ? typed.value.trim() : null;
  }
  const days = Math.max(0, Math.trunc(Number(part(group, "days").value)) || 0);
  return expressionOf({ from, days, isBefore: part(group, "side").value === "before" });
}
