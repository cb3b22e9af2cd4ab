// The font of the pages, which bpmn-js measures names with.

const FONT = { fontFamily: '"Be Vietnam Pro", arial, sans-serif' };

export const textRenderer = { defaultStyle: FONT, externalStyle: FONT };

/** Text is measured while drawing, so the font has to be there before. */
export async function loadFont(): Promise<void> {
  await document.fonts.load('12px "Be Vietnam Pro"', "aẫđư");
}
