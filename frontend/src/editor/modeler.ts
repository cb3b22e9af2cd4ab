// A diagram to draw on: in the font and the language of the page, with what our engine reads.

import Modeler from "bpmn-js/lib/Modeler";
import type { ModdleElement } from "bpmn-js/lib/model/Types";
import { CreateAppendAnythingModule } from "bpmn-js-create-append-anything";
import camunda from "camunda-bpmn-moddle/resources/camunda.json";

import { loadFont, textRenderer } from "../bpmn/font";
import thidua from "../bpmn/thidua.json";
import vi from "./vi.json";

const WORDS: Record<string, string> = vi;

function say(template: string, given: Record<string, string> = {}): string {
  if (document.documentElement.lang === "vi" && !(template in WORDS)) {
    console.warn(`not translated: ${template}`);
  }
  const words = document.documentElement.lang === "vi" ? (WORDS[template] ?? template) : template;
  return words.replace(/{([^}]+)}/g, (whole, name: string) => given[name] ?? whole);
}

export async function openModeler(container: HTMLElement, xml: string): Promise<Modeler> {
  await loadFont();
  const modeler = new Modeler({
    container,
    moddleExtensions: { camunda, thidua },
    textRenderer,
    additionalModules: [CreateAppendAnythingModule, { translate: ["value", say] }],
  });
  const { warnings } = await modeler.importXML(xml);
  warnings.forEach((warning) => console.warn(warning));
  nameStrangers(modeler, xml);
  return modeler;
}

/**
 * A tool may use one of our prefixes for a namespace of its own. Reading calls those ns0, ns1…
 * in the order of the root's declarations, and writing must find them declared.
 */
function nameStrangers(modeler: Modeler, xml: string): void {
  const ours: Record<string, string> = { camunda: camunda.uri, thidua: thidua.uri };
  const root = new DOMParser().parseFromString(xml, "application/xml").documentElement;
  const strangers = [...root.attributes].filter(
    ({ prefix, localName, value }) => prefix === "xmlns" && (ours[localName] ?? value) !== value,
  );
  const kept = (modeler.getDefinitions() as ModdleElement).$attrs;
  strangers.forEach(({ value }, number) => (kept[`xmlns:ns${number}`] = value));
}
