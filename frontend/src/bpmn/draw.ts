// Opens a diagram read-only, in the font of the pages.

import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import camunda from "camunda-bpmn-moddle/resources/camunda.json";

import thidua from "./thidua.json";

const FONT = { fontFamily: '"Be Vietnam Pro", arial, sans-serif' };

export interface Drawing {
  viewer: NavigatedViewer;
  /** What the diagram holds and bpmn-js could not read. */
  warnings: unknown[];
}

export async function draw(container: HTMLElement, xml: string): Promise<Drawing> {
  // Text is measured while drawing, so the font has to be there before.
  await document.fonts.load('12px "Be Vietnam Pro"', "aẫđư");
  const viewer = new NavigatedViewer({
    container,
    moddleExtensions: { camunda, thidua },
    textRenderer: { defaultStyle: FONT, externalStyle: FONT },
  });
  const { warnings } = await viewer.importXML(xml);
  return { viewer, warnings };
}
