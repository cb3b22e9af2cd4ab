// What the properties of an element are kept in, read and written as undoable steps.

import type Modeler from "bpmn-js/lib/Modeler";
import type BpmnFactory from "bpmn-js/lib/features/modeling/BpmnFactory";
import type Modeling from "bpmn-js/lib/features/modeling/Modeling";
import type { Element, ModdleElement } from "bpmn-js/lib/model/Types";
import { is } from "bpmn-js/lib/util/ModelUtil";
import type ElementRegistry from "diagram-js/lib/core/ElementRegistry";

export interface Property {
  read(element: Element): string;
  write(element: Element, value: string): void;
}

const TIMES = ["timeDate", "timeDuration", "timeCycle"];

/** What an element is in BPMN; a pool stands for its process. */
export function objectOf(element: Element): ModdleElement {
  const found = element.businessObject as ModdleElement;
  return is(found, "bpmn:Participant") && found.processRef ? found.processRef : found;
}

export function eventOf(element: Element, kind: string): ModdleElement | undefined {
  const found: ModdleElement[] = element.businessObject.eventDefinitions ?? [];
  return found.find((one) => is(one, kind));
}

/** Names of properties, as the fields of the page ask for them, and how each is kept. */
export function propertiesOf(modeler: Modeler): (name: string) => Property {
  const modeling = modeler.get<Modeling>("modeling");
  const factory = modeler.get<BpmnFactory>("bpmnFactory");
  const drawn = modeler.get<ElementRegistry>("elementRegistry");

  const change = (element: Element, owner: ModdleElement, properties: object): void =>
    modeling.updateModdleProperties(element, owner, properties);

  function expression(body: string, owner: ModdleElement): ModdleElement | undefined {
    if (!body) {
      return undefined;
    }
    const made = factory.create("bpmn:FormalExpression", { body }) as ModdleElement;
    made.$parent = owner;
    return made;
  }

  function attribute(name: string): Property {
    return {
      read: (element) => String(element.businessObject.get(name) ?? ""),
      write: (element, value) =>
        modeling.updateProperties(element, { [name]: value || undefined }),
    };
  }

  const name: Property = {
    read: (element) => String(element.businessObject.name ?? ""),
    write: (element, value) => modeling.updateLabel(element, value),
  };

  const condition: Property = {
    read: ({ businessObject }) => businessObject.conditionExpression?.body ?? "",
    write: (element, value) =>
      modeling.updateProperties(element, {
        conditionExpression: expression(value.trim(), element.businessObject),
      }),
  };

  // Kept by the gateway the flow leaves.
  const isDefault: Property = {
    read: ({ businessObject }) =>
      businessObject.sourceRef?.default === businessObject ? "true" : "",
    write: (element, value) => {
      const gateway = drawn.get(element.businessObject.sourceRef.id) as Element;
      modeling.updateProperties(gateway, {
        default: value ? element.businessObject : undefined,
      });
    },
  };

  const timerKind: Property = {
    read: (element) => {
      const timer = eventOf(element, "bpmn:TimerEventDefinition");
      return TIMES.find((one) => timer?.get(one)) ?? "timeDate";
    },
    write: (element, value) => {
      const timer = eventOf(element, "bpmn:TimerEventDefinition")!;
      keepTime(element, timer, value, timerBody.read(element));
    },
  };

  const timerBody: Property = {
    read: (element) => {
      const timer = eventOf(element, "bpmn:TimerEventDefinition");
      return timer?.get(timerKind.read(element))?.body ?? "";
    },
    write: (element, value) => {
      const timer = eventOf(element, "bpmn:TimerEventDefinition")!;
      keepTime(element, timer, timerKind.read(element), value.trim());
    },
  };

  function keepTime(element: Element, timer: ModdleElement, kind: string, body: string): void {
    // Without a time yet, the kind is kept in an empty expression.
    const made = factory.create("bpmn:FormalExpression", { body }) as ModdleElement;
    made.$parent = timer;
    const others = TIMES.map((one) => [one, one === kind ? made : undefined]);
    change(element, timer, Object.fromEntries(others));
  }

  const message: Property = {
    read: (element) => referring(element).messageRef?.name ?? "",
    write: (element, value) => {
      const messageRef = value.trim() ? messageNamed(value.trim()) : undefined;
      change(element, referring(element), { messageRef });
    },
  };

  function referring(element: Element): ModdleElement {
    return eventOf(element, "bpmn:MessageEventDefinition") ?? element.businessObject;
  }

  function messageNamed(called: string): ModdleElement {
    const definitions = modeler.getDefinitions() as ModdleElement;
    const roots: ModdleElement[] = definitions.rootElements;
    const known = roots.find((one) => is(one, "bpmn:Message") && one.name === called);
    if (known) {
      return known;
    }
    const made = factory.create("bpmn:Message", { name: called }) as ModdleElement;
    made.$parent = definitions;
    roots.push(made);
    return made;
  }

  function repeated(attributeName: string): Property {
    return {
      read: ({ businessObject }) =>
        String(businessObject.loopCharacteristics?.get(attributeName) ?? ""),
      write: (element, value) =>
        change(element, element.businessObject.loopCharacteristics, {
          [attributeName]: value.trim() || undefined,
        }),
    };
  }

  const named: Record<string, Property> = {
    name,
    condition,
    default: isDefault,
    timerKind,
    timer: timerBody,
    message,
    collection: repeated("camunda:collection"),
    elementVariable: repeated("camunda:elementVariable"),
  };
  return (wanted) => named[wanted] ?? attribute(wanted);
}
