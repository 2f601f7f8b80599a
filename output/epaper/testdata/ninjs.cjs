// Validates ninjs items: node ninjs.cjs MODULES SCHEMA FILE ...
const [modules, schema, ...files] = process.argv.slice(2)
const { createRequire } = require('node:module')
const fs = require('node:fs'), path = require('node:path')
const from = createRequire(path.join(modules, 'x.js'))
let Ajv
try { Ajv = from('ajv/dist/2020') } catch (e) { Ajv = from('ajv') }
const ajv = new (Ajv.default || Ajv)({ strict: false, allErrors: true })
try { from('ajv-formats')(ajv) } catch (e) { console.error('no formats: ' + e.message) }
ajv.addSchema({ $id: 'https://geojson.org/schema/GeoJSON.json', type: 'object' })
const validate = ajv.compile(JSON.parse(fs.readFileSync(schema)))
let bad = 0
for (const f of files) if (!validate(JSON.parse(fs.readFileSync(f)))) { bad++; console.error(path.basename(f), JSON.stringify(validate.errors.slice(0, 3))) }
console.log(files.length, 'items,', bad, 'bad')
process.exit(bad ? 1 : 0)
