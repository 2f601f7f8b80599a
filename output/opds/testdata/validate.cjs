// Validates OPDS 2.0 documents: node validate.cjs MODULES SCHEMAS FILE ...
const [modules, schemas, ...files] = process.argv.slice(2)
const { createRequire } = require('node:module')
const fs = require('node:fs'), path = require('node:path')
const from = createRequire(path.join(modules, 'x.js'))
const Ajv = from('ajv').default || from('ajv')
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false })
try { from('ajv-formats')(ajv) } catch (e) { console.error('no formats: ' + e.message) }
const load = dir => fs.readdirSync(dir, { withFileTypes: true }).flatMap(e => e.isDirectory() ? load(path.join(dir, e.name)) : [path.join(dir, e.name)])
for (const f of load(schemas).filter(f => f.endsWith('.json'))) {
  const s = JSON.parse(fs.readFileSync(f, 'utf8').replace(/,(\s*[}\]])/g, '$1'))
  s.$id = s.$id || s.id
  delete s.id
  ajv.addSchema(s)
}
let bad = 0
for (const f of files) {
  const doc = JSON.parse(fs.readFileSync(f))
  const id = doc.authentication ? 'authentication' : doc.metadata['@type'] ? 'publication' : 'feed'
  const validate = ajv.getSchema(`https://drafts.opds.io/schema/${id}.schema.json`)
  if (!validate) throw new Error('no schema ' + id)
  if (!validate(doc)) { bad++; console.error(path.basename(f), JSON.stringify(validate.errors.slice(0, 5), null, 1)) }
}
console.log(files.length, 'documents,', bad, 'bad')
process.exit(bad ? 1 : 0)
