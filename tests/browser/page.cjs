// Drives a real browser over a report and tells what it saw, as one value of JSON:
// node page.cjs MODULES CHROMIUM SCENARIO REPORT [ARGUMENTS AS JSON]
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { pathToFileURL } = require("node:url");

const [modules, executablePath, scenario, report, given] = process.argv.slice(2);
const { chromium } = require(path.join(modules, "playwright-core"));
const axe = fs.readFileSync(path.join(modules, "axe-core", "axe.min.js"), "utf8");
const url = pathToFileURL(report).href;
const args = given ? JSON.parse(given) : {};
const quiet = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** What should not happen, over all pages of a run. */
const trouble = { console: [], requests: [], dialogs: 0 };

async function open(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", ...options });
  await context.route("**", (route) => {
    if (route.request().url().split("#")[0] === url) return route.continue();
    trouble.requests.push(route.request().url());
    return route.abort();
  });
  const page = await context.newPage();
  page.on("request", (request) => {
    const to = request.url().split("#")[0];
    if (to !== url && to !== "data:,") trouble.requests.push(to);
  });
  page.on("console", (message) => trouble.console.push(message.text()));
  page.on("pageerror", (error) => trouble.console.push(error.message));
  page.on("dialog", (dialog) => {
    trouble.dialogs += 1;
    return dialog.dismiss();
  });
  page.setDefaultTimeout(60000);
  return page;
}

/** Goes to a place of the report and waits until it is drawn. */
async function go(page, hash) {
  await page.goto(url + hash);
  await page.waitForSelector("h1");
  await settle(page);
}

const settle = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
const texts = (page, selector) => page.$$eval(selector, (all) => all.map((one) => one.textContent));
const marks = (page, selector) => page.$$eval(selector, (all) => all.map((one) => ({ ...one.dataset })));
const caption = (page) => page.textContent("caption");
const firstCells = (page) => texts(page, "tbody th");

const scenarios = {
  /** Each view in both colors and on a phone: its heading, what axe finds, and whether it is too wide. */
  async views(browser) {
    const seen = [];
    for (const mode of [{ colorScheme: "light" }, { colorScheme: "dark" }, { colorScheme: "light", viewport: { width: 360, height: 740 } }]) {
      const page = await open(browser, mode);
      for (const hash of args.places) {
        await go(page, hash);
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
        seen.push({
          hash,
          heading: await page.textContent("h1"),
          rows: await page.$$eval("tbody tr", (rows) => rows.length),
          violations: violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html).join(" ")}`),
          overflow: await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
        });
      }
    }
    return seen;
  },

  /** What pictures and tables show, for a comparison with the records. */
  async figures(browser) {
    const page = await open(browser);
    await go(page, "#/overview");
    const stacks = await page.$$eval(".bar", (bars) => bars.map((bar) => [...bar.querySelectorAll(".mark")].map((mark) => [mark.dataset.id, Number(mark.dataset.value), mark.getBBox().width])));
    const periods = await page.$$eval(".timeline .mark", (all) => all.map((mark) => {
      const height = (name) => mark.querySelector(name)?.getBBox().height ?? 0;
      return { ...mark.dataset, advance: height(".f-advance"), rest: height(".f-rest") };
    }));
    await go(page, "#/team");
    const team = await page.$$eval("tbody tr", (rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));
    await go(page, "#/deals?sort=account");
    while (await page.isVisible(".more")) await page.click(".more");
    const deals = await page.$$eval("tbody tr", (rows) => rows.map((row) => [row.cells[0].textContent, row.cells[2].textContent, row.querySelectorAll(".step").length]));
    const ladders = {};
    for (const name of args.deals) {
      await go(page, `#/deals/${encodeURIComponent(name)}`);
      const steps = await page.$$eval(".ladder .step", (all) => all.map((mark) => [Number(mark.dataset.size), Number(mark.getAttribute("cy"))]));
      ladders[name] = { steps, verdicts: (await marks(page, ".note-mark")).map((mark) => mark.verdict), fates: await texts(page, ".fate") };
    }
    await go(page, "#/commitments?fate=all");
    const commitments = await caption(page);
    return { stacks, periods, team, deals, ladders, commitments };
  },

  /** Sorting, searching, filtering, addresses, and the way back. */
  async moves(browser) {
    const page = await open(browser);
    const told = {};
    await go(page, "#/deals");
    await page.click("thead button:has-text('Account')");
    told.sorted = [await page.evaluate(() => location.hash), await page.getAttribute("thead th:first-child", "aria-sort"), await firstCells(page)];
    await page.click("thead button:has-text('Account')");
    told.turned = [await page.getAttribute("thead th:first-child", "aria-sort"), await firstCells(page)];
    await page.keyboard.press("/");
    await page.keyboard.type(args.search);
    await page.waitForFunction((query) => location.hash.includes(encodeURIComponent(query).replaceAll("%20", "+")), args.search);
    told.searched = [await firstCells(page), await page.textContent("#status")];
    await page.click("tbody th a");
    await settle(page);
    told.opened = [await page.textContent("h1"), await page.evaluate(() => document.activeElement.tagName), await page.title()];
    await page.goBack();
    await settle(page);
    told.back = [await firstCells(page), await page.inputValue("input[name=q]")];
    await go(page, "#/commitments?fate=all&side=theirs");
    told.link = [await caption(page), await page.inputValue("select[name=side]")];
    await page.selectOption("select[name=fate]", "kept");
    told.filtered = [await page.evaluate(() => location.hash), await texts(page, "td .fate")];
    await page.goBack();
    await settle(page);
    told.unfiltered = [await caption(page), await page.inputValue("select[name=fate]")];
    await page.click("form button:has-text('Clear')");
    told.cleared = await page.evaluate(() => location.hash);
    await go(page, "#/no/such%place");
    told.nowhere = await page.textContent("h1");
    await page.selectOption("#theme", "dark");
    told.dark = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.emulateMedia({ media: "print" });
    told.printed = await page.evaluate(() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector("header nav")).display]);
    await page.emulateMedia({ media: "screen" });
    await go(page, "#/commitments?fate=all");
    const before = await page.$$eval("tbody tr", (rows) => rows.length);
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    told.whole = [before, await page.$$eval("tbody tr", (rows) => rows.length)];
    return told;
  },

  /** Notes that try to be more than text. */
  async hostile(browser) {
    const page = await open(browser);
    const told = { texts: [], elements: 0, ran: false };
    for (const hash of ["#/overview", "#/team", "#/deals", "#/commitments?fate=all", "#/notes"]) {
      await go(page, hash);
      told.elements += await page.$$eval("main img, main script, main iframe, main b, main style, main a:not([href^='#/'])", (all) => all.length);
      told.texts.push(await page.textContent("main"));
      const links = await page.$$eval("main th a", (all) => all.map((one) => one.getAttribute("href")));
      for (const link of links.slice(0, 4)) {
        await go(page, link);
        told.elements += await page.$$eval("main img, main script, main iframe, main b, main style, main a:not([href^='#/'])", (all) => all.length);
        told.texts.push(await page.textContent("main"));
      }
    }
    told.ran = await page.evaluate(() => window.ran !== undefined);
    return told;
  },

  /** How long a large report takes until it is drawn, view by view, each in a window of its own. */
  async large(browser) {
    const times = {};
    const rows = {};
    for (const hash of args.places) {
      const page = await open(browser);
      const begun = performance.now();
      await go(page, hash);
      times[hash] = Math.round(performance.now() - begun);
      rows[hash] = await page.$("caption") && await caption(page);
      await page.context().close();
    }
    return { times, rows };
  },
};

(async () => {
  const browser = await chromium.launch({ executablePath, args: quiet });
  try {
    const result = await scenarios[scenario](browser);
    process.stdout.write(JSON.stringify({ result, trouble }));
  } finally {
    await browser.close();
  }
})().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
