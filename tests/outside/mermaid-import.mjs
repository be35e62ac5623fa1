#!/usr/bin/env node
// Holds the charts of tests/it/import against the real Mermaid parser: what lotse imports is what people draw.
// Needs the packages of package.json beside this file.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { JSDOM } from "jsdom";

const { window } = new JSDOM("<!DOCTYPE html><body></body>");
globalThis.window = window;
globalThis.document = window.document;
const { default: mermaid } = await import("mermaid");

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), "../it/import");
let failed = 0;
for (const name of fs.readdirSync(folder).filter((it) => it.endsWith(".mmd")).sort()) {
  let text = fs.readFileSync(path.join(folder, name), "utf8");
  const block = /```mermaid\n([\s\S]*?)```/.exec(text);
  if (block) text = block[1];
  try {
    const { diagramType } = await mermaid.parse(text);
    console.log(`ok   ${name}: ${diagramType}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL ${name}: ${error.message}`);
  }
}
process.exit(failed === 0 ? 0 : 1);
