// Parts of a page that htmx exchanges: the CSRF token going out, components and focus coming in.

import { initAll } from "govuk-frontend";

type RequestEvent = CustomEvent<{
  ctx: { request: { method: string; headers: Record<string, string> } };
}>;

function addToken(event: Event): void {
  const { request } = (event as RequestEvent).detail.ctx;
  const token = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content;
  if (token && request.method.toUpperCase() !== "GET") {
    request.headers["X-CSRFToken"] = token;
  }
}

function welcome(event: Event): void {
  const swapped = event.target instanceof Element ? event.target : document.body;
  initAll({ scope: swapped });
  const summary = swapped.querySelector<HTMLElement>(".govuk-error-summary");
  if (summary) {
    summary.tabIndex = -1;
    summary.focus();
  }
}

export function watchSwaps(): void {
  document.addEventListener("htmx:config:request", addToken);
  document.addEventListener("htmx:after:swap", welcome);
}
