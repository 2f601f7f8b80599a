// Makes ../codemirror.js of entry.js, and ../LICENCES.txt of the licences of all that is in it.
// The same packages give the same bytes.
import { build } from 'esbuild'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync, existsSync } from 'node:fs'

const to = process.argv[2] || '..'
const made = await build({ entryPoints: ['entry.js'], bundle: true, minify: true, format: 'esm', target: ['es2022'], charset: 'utf8', legalComments: 'none', write: false, metafile: true, banner: { js: '/* CodeMirror 6, MIT: see LICENCES.txt. Made by bundle/build.mjs; not to be edited. */' } })
const names = [...new Set(Object.keys(made.metafile.inputs).map(f => (f.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)\//) || [])[1]).filter(n => n))].sort()
const licences = names.map(n => {
  const p = JSON.parse(readFileSync(`node_modules/${n}/package.json`, 'utf8'))
  const file = ['LICENSE', 'LICENSE.md', 'LICENCE'].map(f => `node_modules/${n}/${f}`).find(existsSync)
  if (!file) throw new Error(`${n} has no licence`)
  return `${n} ${p.version} (${p.license})\n\n${readFileSync(file, 'utf8').trim()}\n`
})
const code = made.outputFiles[0].contents
writeFileSync(`${to}/codemirror.js`, code)
writeFileSync(`${to}/LICENCES.txt`, `codemirror.js has the following in it.\n\n${licences.join('\n----\n\n')}`)
writeFileSync(`${to}/bundle/SUMS`, ['codemirror.js', 'LICENCES.txt'].map(f => `${createHash('sha256').update(readFileSync(`${to}/${f}`)).digest('hex')}  ${f}\n`).join(''))
console.log(`${code.length} bytes: ${names.join(' ')}`)
