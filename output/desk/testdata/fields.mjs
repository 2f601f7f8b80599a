// Writes stories whose heads were edited by fields.js, at random: what each field was to say, for
// banxin's own parser to judge. usage: node fields.mjs FOLDER-OF-THE-DESK COUNT
import { pathToFileURL } from 'node:url'
const { parse, edit, place, within } = await import(pathToFileURL(process.argv[2] + '/fields.js'))

let seed = 1
const rnd = n => { seed = (seed * 1103515245 + 12345) & 0x7fffffff; return (seed >> 8) % n }
const pick = list => list[rnd(list.length)]
const bits = ['甲', '锁澜桥', '“引”', '"', "'", ':', '：', ' ', '#', '- ', '2026', 'yes', '，', '𠮷', ',', '?', '！', '%', '@', 'null', '|', '>', '!', '．', '/']
const words = () => { let s = ''; for (let n = rnd(4) + 1; n > 0; n--) s += pick(bits); return s }
const safe = s => s.replace(/["'#:]/g, '').trim() || '题'
const scalar = () => pick([() => safe('题' + words().replace(/[-?,@%|>! ]/g, '')), () => '"' + safe(words()) + '\\"引\\" \\u7532"', () => "'" + safe(words()) + "''" + "'", () => ''])()
let comments = 0
const comment = () => '# 注' + ++comments + '。'
const value = lines => pick([() => ' ' + scalar(), () => ' ' + scalar() + pick(['', ' ' + comment()]), ...(lines ? [() => '\n  - ' + (scalar() || '甲') + '\n  - ' + (scalar() || '乙'),
  () => '\n' + pick(['', '  ' + comment() + '\n']) + '  - ' + (scalar() || '甲') + pick(['', ' ' + comment()]) + '\n' + pick(['', comment() + '\n', '\n']) + '  - ' + (scalar() || '乙') + pick(['', ' ' + comment()]) + pick(['', '\n  ' + comment() + '\n  - 丙']), () => '\n- ' + (scalar() || '""'), () => ' ["甲, 乙", 丙, \'丁\']'] : [])])()
const keys = [['体裁', 0], ['栏目', 0], ['引题', 1], ['标题', 1], ['副题', 1], ['署名', 0]]
const out = []
const wrong = []
for (let n = 0; n < Number(process.argv[3]); n++) {
  let file = pick(['', '\ufeff']) + '---\n'
  for (const [k, lines] of keys) if (rnd(3)) file += pick(['', '', '# 注\n']) + k + ':' + value(lines) + '\n'
  file += '---\n' + pick(['', '\n', '\n\n']) + '正文“一”。\n\n第二段。\n'
  if (!rnd(8)) file = '正文。\n'
  const before = file
  let f = null
  let want = ''
  const key = pick(['label', 'kicker', 'headline', 'deck', 'byline'])
  for (let k = rnd(3) + 1; k > 0; k--) {
    f = parse(file).find(f => f.head && f.head.en === key)
    if (!f || f.raw) { f = null; break }
    want = f.text
    const lines = f.head.lines
    const from = rnd(f.text.length + 1)
    const to = Math.min(f.text.length, from + rnd(3))
    const cut = i => f.text.charCodeAt(i) >= 0xdc00 && f.text.charCodeAt(i) < 0xe000
    if (cut(from) || cut(to)) continue
    const put = pick([words(), words() + (lines ? '\n' + words() : ''), ''])
    want = f.text.slice(0, from) + put + f.text.slice(to)
    const c = edit(file, f, from, to, put)
    const others = parse(file).filter(g => !(g.head && g.head.en === key)).map(g => g.text)
    if (!c) { want = ''; continue }
    file = file.slice(0, c.from) + c.insert + file.slice(c.to)
    const again = parse(file).find(f => f.head && f.head.en === key)
    const sameOthers = JSON.stringify(parse(file).filter(g => !(g.head && g.head.en === key)).map(g => g.text)) === JSON.stringify(others)
    const lost = (before.match(/# 注\d+。/g) || []).filter(c => !file.includes(c))
    if (lost.length) wrong.push({ before, file, key, lost })
    if (!again || again.text !== want || !sameOthers) wrong.push({ before, file, key, want, got: again && again.text, sameOthers })
    for (const i of [0, want.length]) if (again && !again.missing && within(again, place(again, i)) < 0) wrong.push({ before: 'place', file, key, i })
  }
  if (f) out.push({ file, key, want })
}
// what is typed at the end of a field stands there, in that field and nowhere else: heads written
// twice, and texts in blocks, whose last lines may be blank
for (const [file, ...names] of [
  ['---\n标题: 甲\n主题: 乙\n标题: "丙"\n题: 丁\n题: 戊\n署名: 己\n---\n正文\n', 'headline', 'headline#2', 'headline#3', '题', '题#2', 'byline'],
  ['---\n副题: |\n  一\n  二\n署名: >-\n  三\n\n# 注\n标题: 甲\n\n---\n\n正文\n', 'deck', 'byline', 'headline']
]) {
  for (const name of names) {
    const is = text => parse(text).find(f => f.name === name)
    let now = file
    for (const put of is(file).raw ? ['\n', '  末', '\n', '\n', '  尾'] : ['Q', 'R']) {
      const f = is(now)
      const c = edit(now, f, f.text.length, f.text.length, put)
      const others = t => JSON.stringify(parse(t).filter(g => g.name !== name).map(g => [g.name, g.text]))
      const next = now.slice(0, c.from) + c.insert + now.slice(c.to)
      if (!is(next) || is(next).text !== f.text + put || others(next) !== others(now)) wrong.push({ before: now, file: next, key: name, want: f.text + put, got: is(next) && is(next).text })
      now = next
    }
  }
  if (new Set(parse(file).map(f => f.name)).size !== parse(file).length) wrong.push({ file, names: parse(file).map(f => f.name) })
}
console.log(JSON.stringify({ out, wrong: wrong.slice(0, 5) }))
