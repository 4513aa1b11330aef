// Runs axe over XHTML pages in Chromium, and measures what axe does not: whether a page must be scrolled sideways.
//   node axe.mjs CHROMIUM SCHEME WIDTH PAGE…      with NODE_PATH at node_modules; prints one JSON report
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const require = createRequire(`${process.env.NODE_PATH}/`)
const { chromium } = require('playwright-core')
const { source, version } = require('axe-core')

const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const OPTIONS = {
  runOnly: { type: 'tag', values: WCAG_22_AA },
  rules: { 'target-size': { enabled: true } }, // WCAG 2.2 rules are off unless asked for
  resultTypes: ['violations'],
}
const FLAGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
]

const [executablePath, colorScheme, width, ...files] = process.argv.slice(2)
const browser = await chromium.launch({ executablePath, args: FLAGS, chromiumSandbox: false })
try {
  const context = await browser.newContext({
    colorScheme,
    bypassCSP: true,
    viewport: { width: Number(width), height: 800 },
  })
  const pages = []
  for (const file of files) pages.push(await inspect(context, file))
  console.log(JSON.stringify({ axe: version, chromium: browser.version(), pages }))
} finally {
  await browser.close()
}

async function inspect(context, file) {
  readFileSync(file) // a browser shows an error page for a missing file, and axe finds nothing wrong with it
  const page = await context.newPage()
  await page.goto(pathToFileURL(file).href, { waitUntil: 'load' })
  await page.evaluate(source)
  const results = await page.evaluate((options) => globalThis.axe.run(document, options), OPTIONS)
  const seen = await page.evaluate(() => ({
    scheme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
    width: document.documentElement.clientWidth,
    contentWidth: document.documentElement.scrollWidth,
    malformed: document.querySelector('parsererror')?.textContent ?? null,
  }))
  await page.close()
  return {
    file,
    ...seen,
    passes: results.passes.length,
    violations: results.violations.map(({ id, impact, help, nodes }) => ({
      id,
      impact,
      help,
      nodes: nodes.map(({ html, any, all }) => ({ html, why: [...any, ...all][0]?.message ?? '' })),
    })),
    undecided: results.incomplete.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) })),
  }
}
