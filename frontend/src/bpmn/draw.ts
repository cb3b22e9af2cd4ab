// Opens a diagram read-only, in the font of the pages.

import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import camunda from "camunda-bpmn-moddle/resources/camunda.json";

import { loadFont, textRenderer } from "./font";
import thidua from "./thidua.json";

export interface Drawing {
  viewer: NavigatedViewer;
  /** What the diagram holds and bpmn-js could not read. */
  warnings: unknown[];
}

export async function draw(container: HTMLElement, xml: string): Promise<Drawing> {
  await loadFont();
  const viewer = new NavigatedViewer({
    container,
    moddleExtensions: { camunda, thidua },
    textRenderer,
  });
  const { warnings } = await viewer.importXML(xml);
  return { viewer, warnings };
}
