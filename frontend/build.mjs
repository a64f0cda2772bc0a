// Builds everything the pages need into the Python package; nothing is fetched at run time.
import { execFile } from "node:child_process";
import { cp, mkdir, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, "..", "src", "tomoni");
const built = join(source, "academy", "ui", "static", "built");
const fonts = join(source, "engine", "core", "fonts");
const require = createRequire(import.meta.url);

async function islands() {
  await build({
    entryPoints: ["page", "flow-viewer", "flow-editor", "chart", "timer", "slides", "live"].map((name) => join(here, "src", `${name}.ts`)),
    outdir: built,
    bundle: true,
    format: "esm",
    target: ["es2022", "edge110", "chrome110"],
    minify: true,
    charset: "utf8",
    loader: { ".eot": "file", ".svg": "file", ".ttf": "file", ".woff": "file", ".woff2": "file" },
    legalComments: "external",
    logLevel: "warning",
  });
}

async function style() {
  const command = join(dirname(require.resolve("@tailwindcss/cli/package.json")), "dist", "index.mjs");
  const files = ["--input", join(here, "style", "tomoni.css"), "--output", join(built, "tomoni.css")];
  await promisify(execFile)(process.execPath, [command, ...files, "--minify"], { cwd: here });
}

async function copies() {
  await mkdir(fonts, { recursive: true });
  const family = join(here, "node_modules", "@expo-google-fonts", "noto-sans-jp");
  await cp(join(family, "400Regular", "NotoSansJP_400Regular.ttf"), join(fonts, "NotoSansJP-Regular.ttf"));
  await cp(join(family, "700Bold", "NotoSansJP_700Bold.ttf"), join(fonts, "NotoSansJP-Bold.ttf"));
  await cp(join(family, "LICENSE_FONT"), join(fonts, "LICENSE"));
  await cp(join(here, "node_modules", "htmx.org", "dist", "htmx.min.js"), join(built, "htmx.js"));
}

await rm(built, { recursive: true, force: true });
await mkdir(built, { recursive: true });
await Promise.all([islands(), style(), copies()]);
