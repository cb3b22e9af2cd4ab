// How many sheets of A3 a diagram takes, so that its smallest names can be read from paper.

export type Layout = {
  isPortrait: boolean;
  columns: number;
  rows: number;
  /** CSS pixels for one unit of the diagram. */
  scale: number;
  /** What one sheet has room for, in CSS pixels. */
  width: number;
  height: number;
};

const MM = 96 / 25.4;
// A3 less margins of 10 mm, and less a line of caption below.
const LONG = 400;
const SHORT = 277;
const CAPTION = 10;
/** What two sheets show both, so that they can be glued. */
export const OVERLAP = 10 * MM;
// Names beside shapes are 11 units high; 6.5 points is the print of a pocket dictionary.
const READABLE = ((6.5 / 72) * 96) / 11;
const LARGEST = 1.25;

const SHEETS = [false, true].map((isPortrait) => ({
  isPortrait,
  width: (isPortrait ? SHORT : LONG) * MM,
  height: ((isPortrait ? LONG : SHORT) - CAPTION) * MM,
}));

function count(size: number, sheet: number): number {
  return Math.max(1, Math.ceil((size - OVERLAP) / (sheet - OVERLAP)));
}

function room(sheets: number, sheet: number): number {
  return sheets * (sheet - OVERLAP) + OVERLAP;
}

/** Lay a diagram of this size out on the fewest sheets, and fill them. */
export function layOut(width: number, height: number): Layout {
  const layouts = SHEETS.map((sheet) => {
    const columns = count(width * READABLE, sheet.width);
    const rows = count(height * READABLE, sheet.height);
    const filled = Math.min(room(columns, sheet.width) / width, room(rows, sheet.height) / height);
    return { ...sheet, columns, rows, scale: Math.min(LARGEST, filled) };
  });
  return layouts.reduce((best, one) =>
    one.columns * one.rows < best.columns * best.rows ? one : best,
  );
}
