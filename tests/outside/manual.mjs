// Opens exported manuals in a real Chromium: walks them by clicking, without scripts and offline, at phone and desktop
// width, light and dark, and prints them.
//
//   node tests/outside/manual.mjs                 checks only
//   node tests/outside/manual.mjs --shots DIR     writes screenshots as well
//
// Needs `cargo build`, Debian's chromium, and playwright-core from npm. LOTSE and CHROMIUM name other programs.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const lotse = process.env.LOTSE ?? join(root, 'target', 'debug', 'lotse');
const shots = process.argv[2] === '--shots' ? process.argv[3] : undefined;
const trees = ['prn-no-output', 'sec-support-scam'];
const widths = { small: 320, phone: 390, desktop: 1280 };

const failures = [];
const expect = (holds, what) => {
  if (!holds) failures.push(what);
};

// The same dice in every run.
let seed = 20261123;
const dice = (sides) => {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
  return (seed >>> 8) % sides;
};

const visible = '.step:visible, .warn:visible, .front:visible';

/** What a reader of the page can measure: widths, targets, contrast. */
const measure = () => {
  const parse = (color) => {
    const [r, g, b, a = 1] = color.match(/[\d.]+/g).map(Number);
    return { r, g, b, a };
  };
  const light = ({ r, g, b }) => {
    const part = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = parse(getComputedStyle(at).backgroundColor);
      if (color.a === 1) return color;
    }
    return { r: 255, g: 255, b: 255 };
  };
  const pale = [];
  for (const element of document.querySelectorAll('h1, h2, h3, p, li, a, b, dt, dd, summary, td, th, span')) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || !element.checkVisibility()) continue;
    const [a, b] = [light(parse(getComputedStyle(element).color)), light(ground(element))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) pale.push(`${element.tagName} "${element.textContent.trim().slice(0, 30)}" ${ratio.toFixed(2)}`);
  }
  const targets = [...document.querySelectorAll('.answers a, .answers summary, .person, .foot a, .languages a')];
  const low = targets.filter((it) => it.checkVisibility() && it.getBoundingClientRect().height < 40);
  return {
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    pale,
    low: low.map((it) => it.textContent.trim()),
  };
};

async function look(page, name) {
  const shown = await page.locator(visible).count();
  expect(shown === 1, `${name}: ${shown} sections are shown at once at ${page.url().split('#')[1]}`);
  const { wide, pale, low } = await page.evaluate(measure);
  expect(wide <= 0, `${name}: ${wide} px too wide at ${page.url().split('#')[1]}`);
  expect(pale.length === 0, `${name}: too little contrast: ${pale.join('; ')}`);
  expect(low.length === 0, `${name}: hard to touch: ${low.join('; ')}`);
}

async function walk(page, name, clicks = 80) {
  for (let click = 0; click < clicks; click += 1) {
    await look(page, name);
    const hints = page.locator('.answers summary:visible');
    if ((await hints.count()) && dice(3) === 0) await hints.first().click();
    const links = page.locator('.answers a:visible');
    const count = await links.count();
    if (count === 0) {
      const end = page.locator('.fixed:visible, .hand-over:visible, .elsewhere:visible');
      expect((await end.count()) === 1, `${name}: no end at ${page.url()}`);
      return click;
    }
    await links.nth(dice(count)).click();
  }
  failures.push(`${name}: no end after ${clicks} clicks`);
  return clicks;
}

if (shots) mkdirSync(shots, { recursive: true });
const folder = mkdtempSync(join(tmpdir(), 'lotse-manual-'));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
try {
  for (const tree of trees) {
    const file = join(folder, `${tree}.html`);
    writeFileSync(file, execFileSync(lotse, ['export', 'html', tree], { maxBuffer: 1 << 28 }));
    const url = pathToFileURL(file).href;
    for (const [device, width] of Object.entries(widths)) {
      for (const colorScheme of ['light', 'dark']) {
        const name = `${tree} ${device} ${colorScheme}`;
        const context = await browser.newContext({
          viewport: { width, height: device === 'desktop' ? 900 : 844 }, colorScheme, javaScriptEnabled: false,
          offline: true, reducedMotion: 'reduce', locale: 'en-GB',
        });
        const page = await context.newPage();
        const asked = [];
        page.on('request', (request) => asked.push(request.url()));
        page.on('console', (message) => failures.push(`${name}: console: ${message.text()}`));
        await page.goto(url);
        await walk(page, name);
        await page.goto(`${url}#de-~nowhere`);
        await look(page, `${name}, an address that does not exist`);
        await page.goto(url);
        const first = page.locator('.answers a:visible').first();
        const before = await page.locator(`${visible}`).getAttribute('id');
        await first.click();
        await page.goBack();
        expect((await page.locator(visible).getAttribute('id')) === before, `${name}: back does not go back`);
        await first.click();
        const there = new URL(page.url()).hash;
        await page.locator('.languages a:visible').click();
        expect(new URL(page.url()).hash === there.replace('#en', '#de'), `${name}: the language switch loses the step`);
        await walk(page, `${name}, in German`);
        await page.goto(`${url}#de~all`);
        const { wide } = await page.evaluate(measure);
        expect(wide <= 0, `${name}: the whole guide is ${wide} px too wide`);
        expect(asked.every((it) => it.split('#')[0] === url), `${name}: asked for ${asked.join(', ')}`);
        await context.close();
      }
    }
    await keyboardAndPrint(url, tree);
  }
  if (shots) await shoot();
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}

/** Tab and Enter are enough; on paper every step of one language is there once. */
async function keyboardAndPrint(url, tree) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(url);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(new URL(page.url()).hash !== '', `${tree}: the keyboard does not lead on`);
  for (const [hash, lang] of [['', 'en'], ['#de~all', 'de'], ['#en~person', 'en']]) {
    await page.emulateMedia({ media: 'screen' });
    await page.goto(url + hash);
    const of = (media) => page.locator(`.book[lang=${lang}] .step:not(.uncounted)${media}`).count();
    const steps = await of('');
    await page.emulateMedia({ media: 'print' });
    expect((await of(':visible')) === steps, `${tree} ${hash}: not all steps are printed`);
    const others = await page.locator(`.book:not([lang=${lang}]):visible`).count();
    expect(others === 0, `${tree} ${hash}: another language is printed`);
    expect((await page.locator('.warn:visible, .foot:visible').count()) === 0, `${tree}: screens are printed`);
  }
  await page.goto(`${url}#de~all`);
  const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
  if (shots) writeFileSync(join(shots, `${tree}.pdf`), pdf);
  await context.close();
}

/** Screenshots for people to look at: [tree, place, device, colours, name]. */
async function shoot() {
  const wanted = [
    [0, 'en-display', 'phone', 'light', 'question'],
    [0, 'de-safety.cut-wet~warn', 'phone', 'dark', 'warning'],
    [0, 'de-restart-printer', 'phone', 'light', 'instruction'],
    [0, 'en-fixed-power', 'phone', 'dark', 'fixed'],
    [0, 'en-display', 'desktop', 'dark', 'question'],
    [0, 'en~all', 'desktop', 'light', 'whole'],
    [1, 'de~person', 'phone', 'light', 'person'],
  ];
  for (const [tree, place, device, colorScheme, name] of wanted) {
    const context = await browser.newContext({
      viewport: { width: widths[device], height: device === 'desktop' ? 800 : 760 }, colorScheme,
      reducedMotion: 'reduce', javaScriptEnabled: false,
    });
    const page = await context.newPage();
    await page.goto(`${pathToFileURL(join(folder, `${trees[tree]}.html`)).href}#${place}`);
    await page.screenshot({ path: join(shots, `${name}-${device}-${colorScheme}.png`) });
    await context.close();
  }
}

for (const failure of failures) console.error(failure);
console.log(failures.length ? `${failures.length} failures` : `manual: ${trees.length} trees walked and printed`);
process.exitCode = failures.length ? 1 : 0;
