// Takes the pages that ask for donations out of the lock file: it holds names, versions and hashes.
import { readFile, writeFile } from "node:fs/promises";

const place = new URL("package-lock.json", import.meta.url);
const lock = JSON.parse(await readFile(place, "utf8"));
for (const entry of Object.values(lock.packages)) {
  delete entry.funding;
  delete entry.resolved;
}
await writeFile(place, `${JSON.stringify(lock, null, 2)}\n`);
