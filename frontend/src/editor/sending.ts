// Sends a diagram to the service the page came from.

export function send(url: string, xml: string, headers: Record<string, string> = {}): Promise<Response> {
  const token = document.querySelector<HTMLMetaElement>("meta[name=csrf-token]")?.content ?? "";
  return fetch(url, {
    method: "POST",
    body: xml,
    headers: {
      "Content-Type": "application/xml",
      Accept: "application/json",
      "X-CSRFToken": token,
      ...headers,
    },
  });
}
