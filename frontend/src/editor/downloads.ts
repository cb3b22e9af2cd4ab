// Gives the diagram away as a file, as it is drawn now.

import type Modeler from "bpmn-js/lib/Modeler";

const SHARPNESS = 2;

function offer(url: string, name: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}

function asUrl(text: string, kind: string): string {
  return `data:${kind};charset=utf-8,${encodeURIComponent(text)}`;
}

async function pictureOf(svg: string): Promise<string> {
  const image = new Image();
  image.src = asUrl(svg, "image/svg+xml");
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.width * SHARPNESS;
  canvas.height = image.height * SHARPNESS;
  const paper = canvas.getContext("2d")!;
  paper.fillStyle = "#fff";
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/png");
}

export function watchDownloads(modeler: Modeler, room: HTMLElement): void {
  const kinds: Record<string, () => Promise<string>> = {
    bpmn: async () => asUrl((await modeler.saveXML({ format: true })).xml!, "application/xml"),
    svg: async () => asUrl((await modeler.saveSVG()).svg, "image/svg+xml"),
    png: async () => pictureOf((await modeler.saveSVG()).svg),
  };
  for (const button of room.querySelectorAll<HTMLElement>("[data-download]")) {
    const kind = button.dataset.download!;
    button.addEventListener("click", () => {
      kinds[kind]!()
        .then((url) => offer(url, `${room.dataset.key}.${kind}`))
        .catch(console.error);
    });
  }
}
