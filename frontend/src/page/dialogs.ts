// Dialogs open and close by attributes, so templates need no script of their own.

export function openDialog(id: string): void {
  const dialog = document.getElementById(id);
  if (dialog instanceof HTMLDialogElement && !dialog.open) {
    dialog.showModal();
  }
}

export function watchDialogs(): void {
  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element)) {
      return;
    }
    const opener = target.closest<HTMLElement>("[data-open-dialog]");
    if (opener) {
      openDialog(opener.dataset.openDialog ?? "");
    }
    if (target.closest("[data-close]")) {
      target.closest("dialog")?.close();
    }
  });
}
