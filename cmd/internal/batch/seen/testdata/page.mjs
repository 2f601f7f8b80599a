// Looks at pages of the farm as people do: node page.mjs MODULES SHOTS NAME=URL…. MODULES has
// puppeteer-core and axe-core; SHOTS is a folder or -. Each page is seen wide and narrow, by day
// and by night. It prints what is wrong, as JSON.
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const [modules, shots, ...pages] = process.argv.slice(2)
const require = createRequire(join(modules, 'x.js'))
const puppeteer = require('puppeteer-core')
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const wrong = []
const patience = 180000 // of a machine with much else to do
const browser = await puppeteer.launch({ executablePath: process.env.PUPPETEER_EXECUTABLE_PATH || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--no-first-run'], timeout: patience })
for (const [name, url] of pages.map(p => [p.slice(0, p.indexOf('=')), p.slice(p.indexOf('=') + 1)])) {
  const page = await browser.newPage()
  page.setDefaultTimeout(patience)
  page.on('pageerror', e => wrong.push(`${name}: error ${e}`))
  page.on('console', m => { if (m.type() === 'error' && !/favicon/.test(m.text() + m.location().url)) wrong.push(`${name}: console ${m.text()}`) })
  page.on('request', r => { if (new URL(r.url()).origin !== new URL(url).origin) wrong.push(`${name}: asks another server: ${r.url()}`) })
  await page.goto(url)
  for (const width of [1440, 390]) for (const scheme of ['light', 'dark']) {
    const where = `${name}-${width}-${scheme}`
    await page.setViewport({ width, height: 900 })
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    if (wide > 0) wrong.push(`${where}: the page is ${wide} pixels too wide`)
    await page.evaluate(() => document.querySelectorAll('details').forEach(d => { d.open = true }))
    // in a world of its own, which the page's policy does not reach
    const client = await page.createCDPSession()
    const { frameTree } = await client.send('Page.getFrameTree')
    const { executionContextId: contextId } = await client.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id })
    await client.send('Runtime.evaluate', { contextId, expression: axe })
    const { result, exceptionDetails } = await client.send('Runtime.evaluate', { contextId, awaitPromise: true, returnByValue: true,
      expression: 'axe.run(document).then(r => r.violations.map(v => v.id + ": " + v.nodes.map(n => n.html.slice(0, 120)).slice(0, 3).join(" | ")))' })
    if (exceptionDetails) wrong.push(`${where}: ${exceptionDetails.text}`)
    for (const v of result.value || []) wrong.push(`${where}: ${v}`)
    await page.evaluate(() => document.querySelectorAll('details').forEach(d => { d.open = false }))
    if (shots !== '-') await page.screenshot({ path: join(shots, where + '.png'), fullPage: true })
  }
  await page.close()
}
await browser.close()
console.log(JSON.stringify({ wrong }))
