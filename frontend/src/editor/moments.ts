// A due date in words of the office: some working days before or after a deadline.

export interface Moment {
  /** The name of a deadline, "now" when the step begins, "" for none, "other" for an expression. */
  from: string;
  days: number;
  isBefore: boolean;
}

const PLAIN = /^\$\{(?:deadline\('(\w+)'\)|(now)\(\))\}$/;
const MOVED = /^\$\{workdays_(before|after)\((?:deadline\('(\w+)'\)|(now)\(\)), (\d+)\)\}$/;

/** Take an expression apart; what is not of this kind is "other". */
export function momentOf(expression: string): Moment {
  if (!expression) {
    return { from: "", days: 0, isBefore: false };
  }
  const plain = PLAIN.exec(expression);
  if (plain) {
    return { from: (plain[1] ?? plain[2])!, days: 0, isBefore: false };
  }
  const moved = MOVED.exec(expression);
  if (moved) {
    const [, side, deadline, now, days] = moved;
    return { from: (deadline ?? now)!, days: Number(days), isBefore: side === "before" };
  }
  return { from: "other", days: 0, isBefore: false };
}

/** The expression of a moment. */
export function expressionOf({ from, days, isBefore }: Moment): string {
  if (!from) {
    return "";
  }
  const start = from === "now" ? "now()" : `deadline('${from}')`;
  return days ? `\${workdays_${isBefore ? "before" : "after"}(${start}, ${days})}` : `\${${start}}`;
}
