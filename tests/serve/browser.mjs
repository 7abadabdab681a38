// Walks through the site as a reader does, in Chromium, and has axe-core judge every page it comes to.
// node browser.mjs URL CHROMIUM [FOLDER FOR PICTURES]: prints what it met as JSON.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [, , site, chromium, pictures] = process.argv;
const require = createRequire(join(process.env.MINUTEBOOK_NODE, 'node_modules', 'x'));
const puppeteer = require('puppeteer-core');
const axe = require('axe-core').source;

const browser = await puppeteer.launch({
  executablePath: chromium.includes('/') ? chromium : execFileSync('which', [chromium], { encoding: 'utf8' }).trim(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--force-prefers-reduced-motion'],
});
const met = { steps: [], violations: [], console: [], outside: [] };
const page = await browser.newPage();
page.on('console', (message) => met.console.push(message.text()));
page.on('pageerror', (error) => met.console.push(String(error)));
page.on('request', (request) => {
  if (!request.url().startsWith(site)) met.outside.push(request.url());
});

const views = [
  { scheme: 'light', width: 1280, height: 900 },
  { scheme: 'dark', width: 1280, height: 900 },
  { scheme: 'light', width: 360, height: 740 },
  { scheme: 'dark', width: 360, height: 740 },
];

/** Notes what stands on the page, and judges it in every view. */
async function look(step) {
  const state = await page.evaluate(() => ({
    path: location.pathname + location.search + location.hash,
    heading: document.querySelector('h1')?.textContent,
    marks: document.querySelectorAll('mark').length,
    scripts: document.scripts.length,
    text: document.querySelector('main').innerText,
    picture: [...document.querySelectorAll('image')].map((image) => image.getBBox().width),
  }));
  met.steps.push({ step, ...state });
  for (const view of views) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: view.scheme }]);
    await page.setViewport({ width: view.width, height: view.height });
    await page.evaluate(axe);
    const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) met.violations.push({ step, view, id: 'wider than the screen', help: `${wide} px` });
    for (const one of found.violations) {
      met.violations.push({ step, view, id: one.id, help: one.help, at: one.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)) });
    }
    if (pictures) await page.screenshot({ path: join(pictures, `${step}-${view.scheme}-${view.width}.png`), fullPage: view.width > 400 });
  }
  await page.setViewport({ width: 1280, height: 900 });
}

/** Follows a link as a reader does. */
async function follow(selector) {
  await Promise.all([page.waitForNavigation(), page.click(selector)]);
}

await page.goto(site);
await look('home');
await page.keyboard.press('Tab');
met.skip = await page.evaluate(() => document.activeElement.textContent);
await page.type('#q-home', 'fees');
await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
await look('search');
await follow('.facets a[href*="type%3Adecision"]');
await look('facet');
await follow('.hits h2 a');
await look('decision');
await follow('main a[href^="/meeting/"]');
await look('meeting');
await follow('.decision .place');
await page.waitForSelector('.sheet image, mark#mark');
met.mark = await page.evaluate(() => {
  const mark = document.querySelector('#mark');
  const box = mark.getBoundingClientRect();
  return { tag: mark.tagName, text: mark.textContent, width: box.width, inView: box.top >= 0 && box.top < innerHeight };
});
await look('source');
await page.goto(`${site}${process.env.MINUTEBOOK_PDF_MARK}`);
met.drawn = await page.evaluate(async () => {
  const image = new Image();
  image.src = document.querySelector('.sheet image').getAttribute('href');
  await image.decode();
  const box = document.querySelector('rect.mark').getBoundingClientRect();
  return { width: image.naturalWidth, box: box.width };
});
await look('drawn');
for (const [step, path] of JSON.parse(process.env.MINUTEBOOK_PAGES)) {
  await page.goto(site + path);
  await look(step);
}
await browser.close();
console.log(JSON.stringify(met));
