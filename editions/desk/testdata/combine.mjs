// Does with changes what CodeMirror does: node combine.mjs CODEMIRROR <PAIRS.
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
const { ChangeSet, Text } = await import(pathToFileURL(process.argv[2]))
const out = JSON.parse(readFileSync(0, 'utf8')).map(p => {
  const [a, b, next] = [p.A, p.B, p.Next].map(c => ChangeSet.fromJSON(c))
  return { Applied: a.apply(Text.of(p.Text.split('\n'))).toString(), Both: a.compose(next), After: a.map(b), Before: a.map(b, true) }
})
console.log(JSON.stringify(out))
