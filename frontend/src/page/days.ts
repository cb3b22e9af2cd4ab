// The three boxes of a day: filled with today's date, as the server's clock has it.

function fill({ target }: Event): void {
  const button = target instanceof Element ? target.closest<HTMLElement>("[data-fill-day]") : null;
  const boxes = button?.closest("fieldset")?.querySelectorAll("input") ?? [];
  const parts = button?.dataset.fillDay?.split("/") ?? [];
  for (const [number, box] of [...boxes].entries()) {
    box.value = parts[number] ?? "";
  }
  // Drafts are kept, and changed answers noticed, as if somebody had typed.
  boxes[0]?.dispatchEvent(new Event("input", { bubbles: true }));
  boxes[0]?.dispatchEvent(new Event("change", { bubbles: true }));
}

export function watchDays(): void {
  document.addEventListener("click", fill);
}
