// Two windows type in one story while its server is exchanged for another: node away.mjs DESK ADDRESS
// FILE SEEDS. DESK is the folder of the desk's program; POST /again exchanges the server, for one with
// the journal, or for one that has put it aside. Prints what is wrong, and what has been typed.
import { pathToFileURL } from 'node:url'
const [folder, address, file, seeds] = process.argv.slice(2)
const { Shared } = await import(pathToFileURL(folder + '/shared.js'))
const wrong = [], typed = [], both = new Set() // what stands in the text twice, since two have changed the same words: people choose
const wait = ms => new Promise(resolve => setTimeout(resolve, ms))
const next = () => { typed.push(String.fromCharCode(0x6300 + typed.length)); return typed[typed.length - 1] } // each once
let state = 1
const rnd = n => { state = (state * 1103515245 + 12345) & 0x7fffffff; return (state >> 8) % n }

// visit is the program of a window, whose answers take their time.
async function visit (client) {
  let token = '', cookie = ''
  const ask = async (path, body) => {
    await wait(rnd(8))
    const a = await fetch(address + '/desk/' + path, body === undefined ? { headers: { cookie } } : { method: 'POST', headers: { cookie, 'X-Desk-Token': token }, body: JSON.stringify(body) })
    const said = await a.json()
    if (a.headers.get('set-cookie')) cookie = a.headers.get('set-cookie').split(';')[0]
    await wait(rnd(8))
    for (const c of said.clashes || []) both.add(c.both)
    if (!a.ok) throw Object.assign(new Error(said.error), { status: a.status, id: said.error })
    return said
  }
  const known = async () => { token = (await ask('me')).token }
  const desk = {
    client,
    get: path => ask(path),
    post: async (path, body) => {
      for (let k = 0; ; k++) try { return await ask(path, body) } catch (e) { if (e.id !== 'token' || k > 3) throw e; await known() }
    },
    wrong: e => wrong.push(client + ': ' + e.message)
  }
  await known()
  const s = await Shared.opened(desk, file, () => { if (s && s.composing && !s.own) wrong.push(client + ': redrawn while composing') }, () => {})
  s.type = (at, text) => { s.own = true; s.change({ from: at, to: at, insert: text }); s.own = false }
  return s
}

for (let seed = 1; seed <= Number(seeds); seed++) {
  state = seed
  const windows = [await visit('aaaa' + seed), await visit('bbbb' + seed)]
  for (let k = 0; k < 24; k++) {
    const s = windows[rnd(2)], at = rnd(s.text.length + 1)
    const token = Array.from({ length: 1 + rnd(3) }, next).join('')
    if (rnd(3)) s.type(at, token)
    else { // as an input method does
      s.compose(true)
      for (let i = 0; i < token.length; i++) { s.type(at + i, token[i]); await wait(rnd(4)) }
      s.compose(false)
    }
    if (k === 6 || k === 15) {
      const journal = !rnd(3)
      while (!journal && windows.some(s => s.sending || s.beginning)) await wait(1) // what a journal put aside has is known to whom it is of
      await fetch(address + '/again' + (journal ? '?journal=1' : ''), { method: 'POST' })
    }
    await wait(rnd(30))
    if (!rnd(3)) windows[rnd(2)].pull() // an event has come
  }
  for (let k = 0; ; k++) {
    for (const s of windows) { await s.flushed(); await s.pull() }
    if (windows.every(s => !s.unsent && !s.beginning && s.text === windows[0].text && s.condition === 'saved')) break
    if (k === 200) { wrong.push(`seed ${seed}: the windows do not come together: ${windows.map(s => s.condition)}`); break }
    await wait(20)
  }
  for (const s of windows) s.closed = true
}
console.log(JSON.stringify({ wrong: wrong.slice(0, 9), typed, both: [...both] }))
process.exit(0)
