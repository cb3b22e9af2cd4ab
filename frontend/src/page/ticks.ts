// Choosing rows of a list: all of a page at once, and how many are chosen.

function boxes(): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>("[data-tick]")];
}

function tell(): void {
  const told = document.querySelector<HTMLElement>("[data-ticked]");
  if (told) {
    const number = boxes().filter((box) => box.checked).length;
    told.dataset.none ??= told.textContent ?? "";
    told.textContent = number
      ? (told.dataset.tickedText ?? "").replace("{n}", String(number))
      : told.dataset.none;
  }
}

function chooseAll(): void {
  const all = boxes();
  const wanted = all.some((box) => !box.checked);
  for (const box of all) {
    box.checked = wanted;
  }
  tell();
}

export function watchTicks(): void {
  document.addEventListener("change", ({ target }) => {
    if (target instanceof Element && target.matches("[data-tick]")) {
      tell();
    }
  });
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("[data-tick-all]")) {
      chooseAll();
    }
  });
  // A browser that goes back brings the ticks back too.
  window.addEventListener("pageshow", tell);
}
