// Single keys: / searches, j and k move through a list, x chooses, Enter opens, ? explains.
//
// They can be switched off (WCAG 2.1.4) and never act while somebody types.

import { openDialog } from "./dialogs";

const OFF = "thidua.keys-off";
const HERE = "td-row--here";

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input:not([data-tick]), select, textarea, summary"))
  );
}

function isOff(): boolean {
  return localStorage.getItem(OFF) === "yes";
}

function linkOf(row: Element): HTMLElement | null {
  return row.querySelector<HTMLElement>("[data-open]") ?? row.querySelector<HTMLElement>("a[href]");
}

function move(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-rows] [data-row]")];
  if (!rows.length) {
    return;
  }
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step));
  const row = rows[next]!;
  (linkOf(row) ?? row).focus();
  row.scrollIntoView({ block: "nearest" });
}

function markRow(event: FocusEvent): void {
  for (const row of document.querySelectorAll(`.${HERE}`)) {
    row.classList.remove(HERE);
  }
  if (event.type === "focusin" && event.target instanceof Element) {
    event.target.closest("[data-row]")?.classList.add(HERE);
  }
}

function choose(): void {
  const row = document.activeElement?.closest("[data-row]");
  row?.querySelector<HTMLInputElement>("[data-tick]")?.click();
}

function open(event: KeyboardEvent): void {
  if (event.target instanceof Element && event.target.matches("[data-row]")) {
    linkOf(event.target)?.click();
  }
}

const ACTIONS: Record<string, (event: KeyboardEvent) => void> = {
  "/": (event) => {
    const search = document.querySelector<HTMLElement>("[data-search]");
    if (search) {
      event.preventDefault();
      search.focus();
    }
  },
  j: () => move(1),
  k: () => move(-1),
  x: choose,
  Enter: open,
  "?": () => openDialog("keys"),
};

function press(event: KeyboardEvent): void {
  const chorded = event.ctrlKey || event.altKey || event.metaKey;
  if (chorded || isTyping(event.target) || isOff() || document.querySelector("dialog[open]")) {
    return;
  }
  ACTIONS[event.key]?.(event);
}

export function watchKeys(): void {
  document.addEventListener("keydown", press);
  document.addEventListener("focusin", markRow);
  document.addEventListener("focusout", markRow);
  for (const box of document.querySelectorAll<HTMLInputElement>("[data-keys-toggle]")) {
    box.checked = isOff();
    box.addEventListener("change", () => localStorage.setItem(OFF, box.checked ? "yes" : "no"));
  }
}
