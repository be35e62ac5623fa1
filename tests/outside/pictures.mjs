// Holds the pictures of all shipped trees, and of a hostile one, against the programs that read them: Mermaid's own
// parser, Graphviz, and a real Chromium at phone and desktop width, light and dark.
//
//   node tests/outside/pictures.mjs                 checks only
//   node tests/outside/pictures.mjs --shots DIR     writes screenshots as well
//
// Needs `cargo build`, Debian's chromium and graphviz, and mermaid and playwright-core from npm.
// LOTSE, CHROMIUM and DOT name other programs.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const lotse = process.env.LOTSE ?? join(root, 'target', 'debug', 'lotse');
const dot = process.env.DOT ?? 'dot';
const shots = process.argv[2] === '--shots' ? process.argv[3] : undefined;
const largest = 'prn-no-output';
const widths = { phone: 390, desktop: 1280 };
const folder = mkdtempSync(join(tmpdir(), 'lotse-pictures-'));

const failures = [];
let held = 0;
const expect = (holds, what) => {
  held += 1;
  if (!holds) failures.push(what);
};

const run = (...words) => execFileSync(lotse, words, { encoding: 'utf8', maxBuffer: 1 << 26 });

/** What one of the languages of pictures could take for its own. */
const hostile = [
  'end', '"quoted" and \'single\'', '[brackets] {braces} (round) <angle>', 'first line\nsecond line', '1. a list', '- a point',
  '<b>bold</b> &amp; <img src=x onerror=alert(1)>', '</text><script>alert(1)</script>', ']]> --> <!-- x', '%%{init: {"theme": "dark"}}%%',
  'a --> b; c --- d', '#quot; #35; #9829;', 'style: #fff; classDef x:#fff;', '`code` **bold** _it_ ~x~', '\\N \\G \\" \\', '&lt;&#60;&nbsp;',
  '👨‍👩‍👧 emoji 🖨️', 'שלום עולם', 'عربي', 'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢', '漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字', 'x'.repeat(600),
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft', '|pipes| ||', 'subgraph graph flowchart click', '$$x^2$$', 'fa:fa-car',
  '${x} {{y}} <%= z %>', 'javascript:alert(1)', ':::class', '@{ shape: circle }',
];
// Characters that nobody sees are refused by the checker; what is left of an escape sequence is not.
const escapes = readFileSync(join(root, 'tests/it/hostile/terminal-escapes.jsonl'), 'utf8').trim().split('\n')
  .map((line) => JSON.parse(line).payload).filter((it) => typeof it === 'string')
  .map((it) => it.replace(/[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/gu, '')).filter((it) => it.trim());

/** A sound tree in which every text is hostile. */
const hostileTree = () => {
  const texts = [...hostile, ...escapes];
  const code = (c) => c.codePointAt(0).toString(16);
  const quote = (text) => JSON.stringify(text).replace(/[\u007f-\u{10ffff}]/gu, (c) => (c.length === 1 ? `\\u${code(c).padStart(4, '0')}` : `\\U${code(c).padStart(8, '0')}`));
  const lines = ['format: 1', `title: ${quote(hostile[6])}`, 'causes:', `  c: {name: ${quote(hostile[7])}}`, 'start: s0', 'steps:'];
  texts.forEach((text, at) => {
    const next = at + 1 < texts.length ? `s${at + 1}` : 'end';
    lines.push(`  s${at}:`, `    ask: ${quote(text)}`, '    answers:', `      a: {text: ${quote(texts[(at + 7) % texts.length] + ' ' + at)}, next: ${next}}`);
    lines.push('      b: {text: other, next: end}', '      unsure: end');
  });
  lines.push('  end: {fix: c}');
  return `${lines.join('\n')}\n`;
};

/** A sound tree of 60 steps: questions with three answers, instructions, and ways that meet again. */
const broadTree = () => {
  const lines = ['format: 1', 'title: {en: Sixty steps, de: Sechzig Schritte}', 'causes: {c: {name: It}}', 'start: q0', 'steps:'];
  for (let at = 0; at < 28; at += 1) {
    const to = (child) => (3 * at + child < 28 ? `q${3 * at + child}` : `do${(at + child) % 28}`);
    lines.push(`  q${at}:`, `    ask: What does the indicator number ${at} of the distribution board show now?`, '    answers:');
    lines.push(`      steady: {text: A steady green light, next: ${to(1)}}`, `      blinks: {text: It blinks, next: ${to(2)}}`, `      dark: {text: Nothing at all, next: ${to(3)}}`, `      unsure: ${to(3)}`);
    lines.push(`  do${at}: {do: "Switch the fuse ${at} off and on again. Wait until it is quiet.", time: 2 min, cause: c, solved: fixed, else: desk, cannot: ${at % 2 ? 'desk' : 'expert'}}`);
  }
  return [...lines, '  fixed: {fix: c}', '  desk: {escalate: service-desk}', '  expert: {escalate: technician}'].join('\n') + '\n';
};

const trees = readdirSync(join(root, 'trees'), { withFileTypes: true }).filter((it) => it.isDirectory())
  .flatMap((it) => readdirSync(join(root, 'trees', it.name)))
  .filter((name) => name.endsWith('.yaml') && !name.endsWith('.test.yaml')).map((name) => name.slice(0, -5)).sort();
writeFileSync(join(folder, 'hostile.yaml'), hostileTree());
writeFileSync(join(folder, 'broad.yaml'), broadTree());
const sources = [
  ...trees.flatMap((tree) => ['en', 'de'].map((lang) => ({ tree, words: [tree, '--lang', lang] }))),
  { tree: 'hostile', words: ['hostile', '--trees', folder] },
  { tree: 'broad', words: ['broad', '--trees', folder] },
  { tree: largest, words: [largest, '--lang', 'de', '--column'], column: true },
  { tree: largest, words: [largest, '--shares'] },
  { tree: largest, words: [largest, '--path', 'display=dark,safety.danger-signs=none,power=yes'] },
  { tree: largest, words: [largest, '--from', 'connection', '--depth', '2'] },
];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

/** Mermaid's own parser takes every flowchart, and what it draws of the hostile one holds text and nothing else. */
const tryMermaid = async () => {
  const page = await browser.newPage();
  const blocked = [];
  page.on('dialog', (dialog) => { blocked.push(dialog.message()); dialog.dismiss(); });
  await page.setContent('<!doctype html><title>mermaid</title><body>');
  await page.addScriptTag({ path: join(here, 'node_modules/mermaid/dist/mermaid.min.js') });
  await page.evaluate(() => window.mermaid.initialize({ startOnLoad: false, maxTextSize: 1e6, maxEdges: 5000 }));
  for (const { words } of sources.filter((it) => !it.column)) {
    const text = run('export', 'mermaid', ...words);
    const error = await page.evaluate(async (text) => {
      try { await window.mermaid.parse(text); return ''; } catch (error) { return String(error); }
    }, text);
    expect(!error, `mermaid refuses ${words.join(' ')}: ${error}`);
  }
  for (const words of [['hostile', '--trees', folder], ['scope']]) {
    const text = run('export', 'mermaid', ...words);
    const drawn = await page.evaluate(async (text) => {
      const { svg } = await window.mermaid.render('picture', text);
      document.body.innerHTML = svg;
      document.body.querySelectorAll('style').forEach((it) => it.remove());
      return {
        active: document.body.querySelectorAll('script, img, iframe, [onerror], [onload]').length,
        words: document.body.textContent,
      };
    }, text);
    expect(drawn.active === 0, `mermaid draws more than text of ${words[0]}`);
    // The hostile tree has such numbers of its own.
    const unread = words[0] !== 'hostile' && /#\d+;/.test(drawn.words);
    expect(!drawn.words.includes('Unsupported markdown') && !unread, `mermaid misreads a label of ${words[0]}`);
    if (words[0] === 'hostile') {
      for (const it of ['<b>bold</b>', '1. a list', '- a point', '[brackets] {braces}', '**bold**', '%%{init', 'a --> b; c --- d', '#quot; #35; #9829;', '&lt;&#60;&nbsp;']) {
        expect(drawn.words.includes(it), `mermaid does not show ${it}`);
      }
    }
  }
  expect(blocked.length === 0, `mermaid ran a script: ${blocked}`);
  await page.close();
};

/** Graphviz takes every graph without a word. */
const tryDot = () => {
  for (const { words } of sources.filter((it) => !it.column)) {
    // To lay all of them out takes minutes; to read them does not.
    const form = words[0] === 'hostile' || words.length === 3 && words[0] === largest ? '-Tsvg' : '-Tcanon';
    const { status, stderr, stdout } = spawnSync(dot, [form], { input: run('export', 'dot', ...words), encoding: 'utf8', maxBuffer: 1 << 26 });
    expect(status === 0 && !/error|syntax/i.test(stderr), `dot refuses ${words.join(' ')}: ${stderr.slice(0, 200)}`);
    if (words[0] === 'hostile') expect(stdout.includes('&lt;b&gt;bold&lt;/b&gt; &amp;amp;'), 'dot does not show markup as it was written');
  }
};

/** What a reader of a picture can measure: whether words keep to their boxes and off each other, and the contrast. */
const measure = () => {
  const svg = document.querySelector('svg');
  const faults = [];
  const box = (element) => element.getBoundingClientRect();
  const scale = box(svg).width / svg.viewBox.baseVal.width;
  const overlap = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1.5 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1.5;
  const parse = (color) => color.match(/[\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const part = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const contrast = (a, b) => {
    const [high, low] = [light(a), light(b)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  };
  const fill = (element) => parse(getComputedStyle(element).fill);
  const page = fill(svg.querySelector('.page'));
  const steps = [...svg.querySelectorAll('.step')];
  for (const step of steps) {
    const shape = step.querySelector('.shape');
    const outer = shape.getBBox();
    for (const text of step.querySelectorAll('text')) {
      const inner = text.getBBox();
      const inside = outer.x + 2 <= inner.x && inner.x + inner.width <= outer.x + outer.width - 2 && outer.y <= inner.y && inner.y + inner.height <= outer.y + outer.height;
      if (!inside) faults.push(`${step.id}: "${text.textContent.slice(0, 40)}" leaves its box`);
      const ratio = contrast(fill(text), fill(shape));
      if (ratio < 4.5) faults.push(`${step.id}: "${text.textContent.slice(0, 20)}" contrast ${ratio.toFixed(2)}`);
    }
    if (contrast(parse(getComputedStyle(shape).stroke), page) < 3) faults.push(`${step.id}: its outline is too pale`);
    if (!step.getAttribute('aria-label') || !step.querySelector('title')) faults.push(`${step.id}: no name for screen readers`);
  }
  const cards = steps.map((step) => [step.id, box(step.querySelector('.shape'))]);
  const labels = [...svg.querySelectorAll('.label')].map((label) => [label.textContent, box(label)]);
  cards.forEach(([id, a], at) => {
    cards.slice(at + 1).forEach(([other, b]) => overlap(a, b) && faults.push(`${id} and ${other} overlap`));
    labels.forEach(([words, b]) => overlap(a, b) && faults.push(`"${words}" lies on ${id}`));
  });
  // Rows of one label touch; what lies beside must not.
  labels.forEach(([words, a], at) => labels.slice(at + 1).forEach(([other, b]) => {
    const rows = Math.abs((a.left + a.right) - (b.left + b.right)) < 2 * scale;
    if (!rows && overlap(a, b)) faults.push(`"${words}" and "${other}" overlap`);
  }));
  for (const text of svg.querySelectorAll('.label, .legend text, .title')) {
    if (contrast(fill(text), page) < 4.5) faults.push(`"${text.textContent.slice(0, 30)}" is too pale`);
  }
  for (const link of svg.querySelectorAll('a')) {
    if (!document.getElementById(link.getAttribute('href').slice(1))) faults.push(`${link.getAttribute('href')} leads nowhere`);
  }
  const loaded = [...svg.querySelectorAll('*')].some((it) => [...it.attributes].some(({ name, value }) => name.startsWith('on') || name === 'src' || name.endsWith('href') && !value.startsWith('#step-')));
  if (loaded || svg.querySelector('script, image, foreignObject, use') || /url\(|@import/.test(svg.querySelector('style').textContent)) faults.push('it holds more than shapes and words');
  const smallest = Math.min(...[...svg.querySelectorAll('text')].map((text) => parseFloat(getComputedStyle(text).fontSize))) * scale;
  return { faults, smallest, width: box(svg).width, reach: document.scrollingElement?.scrollWidth ?? box(svg).width, words: svg.textContent };
};

/** A real browser shows every picture as it was meant. */
const tryBrowser = async () => {
  for (const { tree, words, column } of sources) {
    const plain = words.length === 3;
    const file = join(folder, 'picture.svg');
    writeFileSync(file, run('export', 'svg', ...words));
    // Two of the trees are looked at in every width and light; the others once.
    const all = tree === largest || tree === 'hostile';
    for (const [device, width] of Object.entries(widths).filter(([device]) => all || device === 'desktop')) {
      for (const colorScheme of all ? ['light', 'dark'] : ['light']) {
        const context = await browser.newContext({ viewport: { width, height: device === 'phone' ? 844 : 900 }, colorScheme, offline: true, deviceScaleFactor: device === 'phone' ? 2 : 1 });
        const page = await context.newPage();
        const asked = [];
        page.on('request', (request) => request.url().startsWith('file:') || asked.push(request.url()));
        page.on('dialog', (dialog) => { asked.push(dialog.message()); dialog.dismiss(); });
        await page.goto(pathToFileURL(file).href);
        const name = `${words.join(' ')}, ${device}, ${colorScheme}`;
        const seen = await page.evaluate(measure);
        seen.faults.forEach((fault) => expect(false, `${name}: ${fault}`));
        expect(seen.smallest >= 8, `${name}: the smallest words are ${seen.smallest.toFixed(1)} px high`);
        expect(seen.reach + 1 >= seen.width, `${name}: part of it cannot be scrolled to`);
        if (column && device === 'phone') {
          expect(seen.reach <= width, `${name}: it is wider than the phone`);
          if (shots) await page.screenshot({ path: join(shots, `phone-column-${colorScheme}.png`) });
        }
        expect(asked.length === 0, `${name}: it asks for ${asked}`);
        if (tree === 'hostile') expect(seen.words.includes('</text><script>alert(1)</script>'), 'markup is not shown as it was written');
        // Within a page it scales down to the width that it is given.
        await page.goto('about:blank');
        await page.setContent(`<!doctype html><meta name=viewport content="width=device-width"><body style="margin:0"><img style="max-width:100%" src="data:image/svg+xml;base64,${readFileSync(file).toString('base64')}">`);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect(over <= 0, `${name}: as an image it is ${over} px too wide`);
        if (shots && plain && device === 'desktop' && tree === largest && words[2] === 'de') await shoot(page, file, device, colorScheme);
        await context.close();
      }
    }
  }
};

/** What one sees first, and the whole picture, made smaller. */
const shoot = async (page, file, device, colorScheme) => {
  const svg = readFileSync(file, 'utf8');
  await page.setContent(`<!doctype html><meta charset=utf-8><body style="margin:0;overflow:hidden">${svg}`);
  const start = await page.evaluate(() => document.querySelector('.step').getBoundingClientRect().toJSON());
  await page.evaluate((x) => { document.body.style.transform = `translate(${-x}px)`; }, Math.max(0, start.x - 700));
  await page.screenshot({ path: join(shots, `${device}-${colorScheme}.png`) });
  await page.setContent(`<!doctype html><body style="margin:0"><img style="width:1280px" src="data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}">`);
  await page.waitForFunction(() => document.images[0].complete);
  await page.screenshot({ path: join(shots, `whole-${colorScheme}.png`), fullPage: true });
};

try {
  if (shots) mkdirSync(shots, { recursive: true });
  tryDot();
  await tryMermaid();
  await tryBrowser();
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
failures.forEach((failure) => console.log(`FAIL ${failure}`));
console.log(`${sources.length} pictures in three forms: ${held - failures.length} of ${held} hold`);
process.exitCode = failures.length ? 1 : 0;
