// Forms: sent once, sent on change where asked, and a warning before changed answers are lost.

const sent = new WeakSet<HTMLFormElement>();
const changed = new Set<HTMLFormElement>();

function sendOnce(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  changed.delete(form);
  if (!form.matches("[data-submit-once]")) {
    return;
  }
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  sent.add(form);
  event.submitter?.setAttribute("aria-disabled", "true");
}

function noteChange({ target }: Event): void {
  if (!(target instanceof Element)) {
    return;
  }
  if (target instanceof HTMLSelectElement && target.matches("[data-submit-on-change]")) {
    target.form?.requestSubmit();
    return;
  }
  const form = target.closest<HTMLFormElement>("form[data-warn-leaving]");
  if (form) {
    changed.add(form);
  }
}

function allowAgain({ persisted }: PageTransitionEvent): void {
  if (!persisted) {
    return;
  }
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-submit-once]")) {
    sent.delete(form);
    form.querySelector("[aria-disabled]")?.removeAttribute("aria-disabled");
  }
}

export function watchForms(): void {
  document.addEventListener("submit", sendOnce);
  document.addEventListener("change", noteChange);
  window.addEventListener("pageshow", allowAgain);
  window.addEventListener("beforeunload", (event) => {
    if ([...changed].some((form) => form.isConnected)) {
      event.preventDefault();
    }
  });
}
