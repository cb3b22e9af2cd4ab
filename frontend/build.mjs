// Bundles each page's script and styles into the package, with hashed names and a manifest.json.

import { copyFile, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";
import { compile } from "sass";

import { licences } from "./third_party.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.env.THIDUA_DIST ?? join(here, "../service/web/static/dist");

const sassFiles = {
  name: "sass",
  setup({ onLoad }) {
    onLoad({ filter: /\.scss$/ }, ({ path }) => {
      const { css } = compile(path, { loadPaths: [join(here, "node_modules")], quietDeps: true });
      return { contents: css, loader: "css", resolveDir: dirname(path) };
    });
  },
};

function manifestOf(outputs) {
  const pages = Object.entries(outputs).filter(([, output]) => output.entryPoint);
  return Object.fromEntries(
    pages.map(([file, output]) => [
      basename(output.entryPoint, ".ts"),
      {
        js: basename(file),
        css: output.cssBundle ? basename(output.cssBundle) : null,
        preload: output.imports
          .filter(({ kind }) => kind === "import-statement")
          .map(({ path }) => basename(path)),
      },
    ]),
  );
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });

const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: ["src/app.ts", "src/viewer.ts", "src/editor.ts"],
  outdir: out,
  entryNames: "[name]-[hash]",
  chunkNames: "shared-[hash]",
  assetNames: "[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  metafile: true,
  legalComments: "none", // licences.txt has them all
  loader: { ".woff2": "file" },
  plugins: [sassFiles],
  logLevel: "warning",
});

// The letters of the PDFs, whole: Typst reads TrueType and no web fonts.
async function copyTypeface(family) {
  const from = join(here, "node_modules/@expo-google-fonts", family);
  await mkdir(join(out, "fonts"));
  const files = await readdir(from, { recursive: true });
  for (const file of files.filter((name) => name.endsWith(".ttf"))) {
    await copyFile(join(from, file), join(out, "fonts", basename(file)));
  }
}

await copyTypeface("tinos");
await writeFile(join(out, "licences.txt"), await licences());
await writeFile(
  join(out, "manifest.json"),
  `${JSON.stringify(manifestOf(metafile.outputs), null, 2)}\n`,
);
