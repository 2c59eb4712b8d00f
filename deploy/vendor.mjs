// Copies the files that package.json names under "vigie" into static/vendor/, as script/house/vendor.py does.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const SOURCE_MAP = /^\s*(\/\/[#@]\s*sourceMappingURL=\S*|\/\*[#@]\s*sourceMappingURL=[^*]*\*\/)\s*$/gm;

for (const [target, source] of Object.entries(JSON.parse(readFileSync("package.json", "utf8")).vigie.vendor)) {
  const place = join("static/vendor", target);
  const found = join("node_modules", source);
  mkdirSync(dirname(place), { recursive: true });
  if (/\.(js|css|mjs)$/.test(place)) {
    writeFileSync(place, readFileSync(found, "utf8").replace(SOURCE_MAP, "").trimEnd() + "\n");
  } else {
    copyFileSync(found, place);
  }
}
