// Opens XHTML files in a headless browser and prints where it sets the characters of
// each span.t element: node measure.mjs MODULES SHOTS FILE ...   [[x, y, width, height] ...] a file
import { createRequire } from 'node:module'
import { join, basename } from 'node:path'
import { pathToFileURL } from 'node:url'
const [modules, shots, ...files] = process.argv.slice(2)
const puppeteer = createRequire(join(modules, 'x.js'))('puppeteer-core')
const browser = await puppeteer.launch({ executablePath: process.env.PUPPETEER_EXECUTABLE_PATH || '/usr/bin/chromium', args: ['--no-sandbox', '--allow-file-access-from-files'] })
const out = []
for (const file of files) {
  const page = await browser.newPage()
  await page.setViewport({ width: 1300, height: 1800 })
  await page.goto(pathToFileURL(file).href)
  out.push(await page.evaluate(() => [...document.querySelectorAll('span.t')].map(e => {
    const r = document.createRange()
    r.selectNodeContents(e)
    const b = r.getBoundingClientRect()
    return [b.x + scrollX, b.y + scrollY, b.width, b.height]
  })))
  if (shots !== '-') {
    await page.addStyleTag({ content: '.t{color:rgba(220,0,0,.75)!important}' })
    await page.screenshot({ path: join(shots, basename(file, '.xhtml') + '-layer.png') })
  }
  await page.close()
}
console.log(JSON.stringify(out))
await browser.close()
