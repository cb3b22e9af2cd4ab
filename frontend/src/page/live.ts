// A list that stays current by itself. What changed is said; the list itself is exchanged only
// while nobody is busy with it, so that nothing jumps under a pointer, a focus or a choice.

let said = "";

function stateIn(list: Element): DOMStringMap | undefined {
  return list.querySelector<HTMLElement>("[data-state]")?.dataset;
}

function isBusy(list: Element): boolean {
  return (
    list.matches(":hover") ||
    list.contains(document.activeElement) ||
    list.querySelector("[data-tick]:checked, details[open]") !== null
  );
}

function tasksIn(list: Element): Set<string> {
  const rows = list.querySelectorAll<HTMLElement>("[data-task]");
  return new Set([...rows].map((row) => row.dataset.task ?? ""));
}

function difference(live: HTMLElement, before: Set<string>, after: Set<string>): string {
  const count = (these: Set<string>, others: Set<string>) =>
    [...these].filter((one) => !others.has(one)).length;
  const parts = [
    [live.dataset.new, count(after, before)],
    [live.dataset.gone, count(before, after)],
  ] as const;
  const told = parts.filter(([, number]) => number > 0);
  return told.length
    ? told.map(([text, number]) => (text ?? "").replace("{n}", String(number))).join(", ")
    : (live.dataset.changed ?? "");
}

async function fetchList(list: Element): Promise<Element | null> {
  const now = stateIn(list);
  if (!now?.address) {
    return null;
  }
  const answer = await fetch(now.address, {
    cache: "no-store",
    redirect: "error",
    headers: {
      "HX-Request": "true",
      "HX-Target": list.id,
      "If-None-Match": `"${now.state}"`,
    },
  });
  if (answer.status !== 200) {
    return null;
  }
  return new DOMParser().parseFromString(await answer.text(), "text/html").body;
}

function show(live: HTMLElement, list: Element, fresh: Element): void {
  list.replaceChildren(...fresh.childNodes);
  offer(live, false);
}

function offer(live: HTMLElement, isOffered: boolean): void {
  const button = live.querySelector<HTMLElement>("[data-live-show]");
  if (button) {
    button.hidden = !isOffered;
  }
}

async function look(live: HTMLElement, list: Element, atOnce: boolean): Promise<void> {
  const fresh = await fetchList(list);
  if (!fresh) {
    return;
  }
  const state = stateIn(fresh)?.state ?? "";
  if (state !== said) {
    said = state;
    live.querySelector("[data-live-said]")!.textContent = difference(
      live,
      tasksIn(list),
      tasksIn(fresh),
    );
  }
  if (atOnce || !isBusy(list)) {
    show(live, list, fresh);
  } else {
    offer(live, true);
  }
}

export function watchLists(): void {
  const live = document.querySelector<HTMLElement>("[data-live]");
  const list = document.querySelector(live?.dataset.live ?? "none");
  if (!live || !list) {
    return;
  }
  const unreached = () => {
    // Without the server there is nothing new to show; the next time round asks again.
  };
  window.setInterval(
    () => {
      if (!document.hidden) {
        look(live, list, false).catch(unreached);
      }
    },
    Number(live.dataset.liveSeconds) * 1000,
  );
  live.querySelector("[data-live-show]")?.addEventListener("click", () => {
    look(live, list, true).catch(unreached);
  });
}
