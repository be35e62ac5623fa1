// Opens the page of figures in a real Chromium, at phone and desktop width, light and dark, and on paper.
//
//   node tests/outside/statistics.mjs                 checks only
//   node tests/outside/statistics.mjs --shots DIR     writes screenshots as well
//
// The page is the one in examples/statistics, which `cargo test` holds against what the program writes.
// Needs Debian's chromium, and playwright-core from npm. CHROMIUM names another program.

import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const page = pathToFileURL(join(root, 'examples', 'statistics', 'page-en.html')).href;
const shots = process.argv[2] === '--shots' ? process.argv[3] : undefined;
const failures = [];
let held = 0;
const expect = (holds, what) => {
  held += 1;
  if (!holds) failures.push(what);
};

/** What is wrong with the page as it stands: too wide, letters too small, pictures that are not drawn. */
const look = () => {
  const found = [];
  if (document.documentElement.scrollWidth > window.innerWidth) found.push(`is ${document.documentElement.scrollWidth} wide`);
  for (const element of document.querySelectorAll('p, li span, td, th, h1, h2, h3, dt, dd, figcaption')) {
    const box = element.getBoundingClientRect();
    if (element.className === 'long' || box.width === 0) continue;
    const size = parseFloat(getComputedStyle(element).fontSize);
    if (size < 12) found.push(`${element.tagName} with letters of ${size} px`);
  }
  for (const part of document.querySelectorAll('.axis span.part, .axis span.short')) {
    if (part.scrollWidth > part.clientWidth + 1) found.push(`a label of an axis is too wide: ${part.textContent}`);
  }
  const shown = [...document.images].filter((image) => image.getBoundingClientRect().width > 0);
  if (shown.length === 0) found.push('has no pictures');
  shown.filter((image) => !image.complete || image.naturalWidth === 0).forEach(() => found.push('a picture is not drawn'));
  return [...new Set(found)].slice(0, 5);
};

/** The contrast of each text against what is behind it, where that is one colour. */
const contrast = () => {
  const numbers = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const light = ([r, g, b]) => {
    const part = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = numbers(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const found = new Set();
  for (const element of document.querySelectorAll('p, span, td, th, h1, h2, h3, dt, dd')) {
    const [one, other] = [light(numbers(getComputedStyle(element).color)), light(behind(element))];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (ratio < 4.5) found.add(`${element.tagName}.${element.className}: ${ratio.toFixed(1)}`);
  }
  return [...found];
};

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
if (shots) mkdirSync(shots, { recursive: true });
for (const [name, width] of [['phone', 390], ['desktop', 1280]]) {
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
    const tab = await context.newPage();
    const where = `${name}, ${colorScheme}`;
    tab.on('console', (message) => expect(false, `${where}: ${message.text()}`));
    tab.on('request', (request) => expect(/^(file|data):/.test(request.url()), `${where}: asks for ${request.url()}`));
    await tab.goto(page);
    for (const problem of await tab.evaluate(look)) expect(false, `${where}: ${problem}`);
    for (const problem of await tab.evaluate(contrast)) expect(false, `${where}: little contrast, ${problem}`);
    expect((await tab.$$('svg rect')).length > 20, `${where}: has plots`);
    if (shots) {
      await tab.screenshot({ path: join(shots, `${name}-${colorScheme}.png`) });
      const picture = tab.locator('.picture:visible').first();
      await picture.scrollIntoViewIfNeeded();
      await tab.evaluate(() => window.scrollBy(0, 500));
      await tab.screenshot({ path: join(shots, `picture-${name}-${colorScheme}.png`) });
      await tab.locator('h3', { hasText: 'By answer' }).evaluate((it) => it.scrollIntoView());
      await tab.screenshot({ path: join(shots, `table-${name}-${colorScheme}.png`) });
    }
    await context.close();
  }
}
const paper = await (await browser.newContext()).newPage();
await paper.goto(page);
const pdf = await paper.pdf({ format: 'A4', path: shots ? join(shots, 'paper.pdf') : undefined });
expect(pdf.length > 20_000, 'it is printed');
await browser.close();
failures.forEach((failure) => console.error(failure));
console.log(`statistics: ${held - failures.length} of ${held} hold`);
process.exit(failures.length === 0 ? 0 : 1);
