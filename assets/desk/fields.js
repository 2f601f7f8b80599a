// The fields of a story's file: what a newspaper has at the head of a story, and its text, each a
// view of a range of the file. This is the part of YAML that heads of stories are written in; what
// is written in any other way is shown as it stands and edited as it stands.

// The heads that a story may have, in the order in which they are written, by their Chinese and
// English keys. Those with several lines may be lists.
export const heads = [
  { zh: '体裁', en: 'genre' },
  { zh: '栏目', en: 'label' },
  { zh: '引题', en: 'kicker', lines: true },
  { zh: '标题', en: 'headline', or: '主题', lines: true },
  { zh: '副题', en: 'deck', lines: true },
  { zh: '署名', en: 'byline' }
]
const always = ['label', 'kicker', 'headline', 'deck', 'byline'] // have a field, written or not

// parse returns the fields of a file: { name, key, head, items, text, from, to, raw, missing }, the
// text of the story last, with the key ''. A head that is written twice, which banxin refuses, is
// two fields: each has a name of its own, and its nth. from and to are the range of the value in the file. Each of
// items is a line: { from, to, style, text, at }, at[i] being the place of its unit i in the file.
export function parse (file) {
  const front = frontOf(file)
  const found = front ? values(file, front) : []
  const english = found.length > 0 && found.every(f => /^[\x20-\x7e]+$/.test(f.key))
  const out = found.slice()
  for (const head of heads) {
    if (!always.includes(head.en) || found.some(f => f.head === head)) continue
    out.push({ key: english ? head.en : head.zh, head, items: [], text: '', from: 0, to: 0, missing: true })
  }
  const rank = f => f.head ? heads.indexOf(f.head) : heads.length
  out.sort((a, b) => rank(a) - rank(b)) // stable: others stay in their order
  const times = {}
  for (const f of out) {
    const name = f.head ? f.head.en : f.key
    f.nth = times[name] = (times[name] || 0) + 1
    f.name = f.nth > 1 ? name + '#' + f.nth : name
  }
  const from = bodyFrom(file, front)
  const text = file.slice(from)
  out.push({ name: '', key: '', head: null, items: [{ from, to: file.length, style: 'text', text, at: null }], text, from, to: file.length })
  return out
}

// frontOf is the range of the lines between the two of hyphens; null where there are none.
function frontOf (file) {
  const first = file.match(/^\ufeff?---[ \t]*\n/)
  if (!first) return null
  const from = first[0].length
  for (let at = from; at < file.length;) {
    const end = (file.indexOf('\n', at) + 1) || file.length + 1
    if (/^---[ \t]*$/.test(file.slice(at, end - 1))) return { from, to: at, after: Math.min(end, file.length) }
    at = end
  }
  return null
}

// bodyFrom is where the text begins: after the blank lines that follow the head.
function bodyFrom (file, front) {
  let at = front ? front.after : file.startsWith('\ufeff') ? 1 : 0
  while (front && file[at] === '\n') at++
  return at
}

const keyLine = /^([^\s#:'"\-[\]{}&*!|>%@`,?][^:#\n]*?)[ \t]*:(?=[ \t]|$)/

function values (file, front) {
  const out = []
  let at = front.from
  let now = null
  while (at < front.to) {
    const end = file.indexOf('\n', at)
    const line = file.slice(at, end)
    const m = line.match(keyLine)
    if (m) {
      now = { key: m[1], colon: at + m[0].length, end, rest: end }
      out.push(now)
    } else if (now && line.trim() && !/^#/.test(line)) now.end = now.rest = end
    else if (now && !line.trim() && now.rest === at - 1) now.rest = end
    at = end + 1
  }
  return out.map(v => valueOf(file, v))
}

function valueOf (file, v) {
  const head = heads.find(h => h.zh === v.key || h.en === v.key || h.or === v.key) || null
  const area = file.slice(v.colon, v.end)
  const nl = area.indexOf('\n')
  const items = nl < 0 ? scalar(file, v.colon, v.end) : area.slice(0, nl).trim() === '' ? list(file, v.colon + nl + 1, v.end) : null
  if (!items) {
    const space = area.match(/^[ \t]*/)[0].length
    const from = v.colon + space
    const text = file.slice(from, v.rest) // with the blank lines that follow: they may be its own
    return { key: v.key, head, raw: true, items: [{ from, to: v.rest, style: 'text', text, at: null }], text, from, to: v.rest, colon: v.colon }
  }
  const from = items.length ? items[0].from : v.colon
  const to = items.length ? items[items.length - 1].to : v.colon
  return { key: v.key, head, items, text: items.map(i => i.text).join('\n'), from, to, colon: v.colon, list: nl >= 0, end: v.end }
}

// scalar reads a value that stands on its key's line: a line, or several between brackets.
function scalar (file, from, to) {
  const space = file.slice(from, to).match(/^[ \t]*/)[0].length
  if (space && file[from + space] === '#') return [nothing(from)]
  const one = item(file, from + space, to, '')
  if (one) return one.next === to || /^[ \t]+#|^[ \t]*$/.test(file.slice(one.next, to)) ? [one] : null
  return file[from + space] === '[' ? flow(file, from + space, to) : null
}

function flow (file, from, to) {
  const items = []
  let at = from + 1
  for (;;) {
    while (file[at] === ' ' && at < to) at++
    const one = item(file, at, to, ',]')
    if (!one) return null
    items.push({ ...one, flow: true })
    at = one.next
    while (file[at] === ' ' && at < to) at++
    if (file[at] === ']') return /^[ \t]*(#.*)?$/.test(file.slice(at + 1, to)) ? items : null
    if (file[at] !== ',' || at >= to) return null
    at++
  }
}

// nothing is the text that stands right behind a colon or a hyphen, with a comment after it.
const nothing = from => ({ from, to: from, next: from, style: 'plain', text: '', at: null })

// list reads lines that begin with a hyphen, and passes comments by.
function list (file, from, to) {
  const items = []
  let indent = null
  for (let at = from; at < to;) {
    const end = Math.min((file.indexOf('\n', at) + 1 || to + 1) - 1, to)
    const line = file.slice(at, end)
    if (/^[ \t]*(#.*)?$/.test(line)) { at = end + 1; continue }
    const m = line.match(/^([ \t]*)-(?:[ \t]+|$)/)
    if (!m || indent !== null && m[1] !== indent) return null
    indent = m[1]
    const from = at + m[0].length
    const one = file[from] === '#' && from < end ? nothing(at + m[1].length + 1) : item(file, from, end, '')
    if (!one || !/^([ \t]+#.*|[ \t]*)$/.test(file.slice(one.next, end))) return null
    items.push({ ...one, list: true })
    at = end + 1
  }
  return items.length ? items : null
}

// item reads one text from a place on: quoted, or plain up to one of the marks in stop. next is
// where it ends; null says that it is written in another way.
function item (file, from, to, stop) {
  const c = file[from]
  if (from < to && c === '"') return quoted(file, from, to)
  if (from < to && c === "'") return single(file, from, to)
  if (from < to && '[]{}&*!|>%@`,?#'.includes(c)) return null
  let end = from
  while (end < to && !stop.includes(file[end]) && !(file[end] === '#' && /[ \t]/.test(file[end - 1] || ''))) end++
  if (end < to || stop) while (end > from && /[ \t]/.test(file[end - 1])) end-- // before a comment
  const text = file.slice(from, end)
  if (/:([ \t]|$)/.test(text)) return null // a mapping
  return { from, to: end, next: end, style: 'plain', text, at: null }
}

const escapes = { n: '\n', t: '\t', '"': '"', '\\': '\\', '/': '/', ' ': ' ', 0: '\0', r: '\r', e: '\x1b', _: '\xa0', N: '\x85' }

function quoted (file, from, to) {
  const at = []
  let text = ''
  for (let i = from + 1; i < to;) {
    if (file[i] === '"') return { from, to: i + 1, next: i + 1, style: 'double', text, at: [...at, i] }
    let size = 1
    let c = file[i]
    if (c === '\\') {
      const digits = { x: 2, u: 4, U: 8 }[file[i + 1]]
      const code = digits && file.slice(i + 2, i + 2 + digits)
      if (digits && !/^[0-9a-fA-F]+$/.test(code)) return null
      if (!digits && escapes[file[i + 1]] === undefined) return null
      c = digits ? String.fromCodePoint(Math.min(parseInt(code, 16), 0x10ffff)) : escapes[file[i + 1]]
      size = digits ? digits + 2 : 2
    }
    for (let k = 0; k < c.length; k++) at.push(i)
    text += c
    i += size
  }
  return null
}

function single (file, from, to) {
  const at = []
  let text = ''
  for (let i = from + 1; i < to;) {
    if (file[i] === "'" && file[i + 1] !== "'") return { from, to: i + 1, next: i + 1, style: 'single', text, at: [...at, i] }
    at.push(i)
    text += file[i]
    i += file[i] === "'" ? 2 : 1
  }
  return null
}

// place is where a place of a field's text stands in the file.
export function place (field, at) {
  let start = 0
  for (const i of field.items) {
    if (at <= start + i.text.length) return i.at ? i.at[at - start] : i.from + at - start
    start += i.text.length + 1
  }
  return field.to
}

// within is the place in a field's text of a place in the file; -1 where that is none of its.
export function within (field, at) {
  let start = 0
  for (const i of field.items) {
    if (i.from <= at && at <= i.to) {
      if (!i.at) return start + Math.min(at - i.from, i.text.length)
      const k = i.at.findIndex(p => p >= at)
      return start + (k < 0 ? i.text.length : k)
    }
    start += i.text.length + 1
  }
  return -1
}

// edit returns the changes of the file that put a text in place of a field's text from one place
// to another: { from, to, insert }, and none where they would change nothing.
export function edit (file, field, from, to, insert) {
  if (field.key === '' || field.raw) return { from: field.from + from, to: field.from + to, insert }
  const now = field.text.slice(0, from) + insert + field.text.slice(to)
  if (field.missing) return now.trim() ? added(file, field, now) : null
  let start = 0
  for (const i of field.items) {
    if (from >= start && to <= start + i.text.length && !insert.includes('\n')) return within1(file, i, from - start, to - start, insert)
    start += i.text.length + 1
  }
  return field.items.length && field.items[0].list ? across(file, field, from, to, insert) : whole(file, field, now)
}

// across changes a text over the border of two lines of a list, or puts a border into it: what stands
// of the list before and after stays as it is, and comments between are kept.
function across (file, field, from, to, insert) {
  const at = [] // where each line begins in the field's text
  for (const i of field.items) at.push(at.length ? at[at.length - 1] + field.items[at.length - 1].text.length + 1 : 0)
  const of = place => at.findLastIndex(start => start <= place)
  const a = of(from), b = of(to), first = field.items[a], last = field.items[b]
  const begin = file.lastIndexOf('\n', first.from - 1) + 1
  const indent = file.slice(begin).match(/^[ \t]*/)[0]
  const comments = []
  for (let k = a; k < b; k++) comments.push(...(file.slice(field.items[k].next, field.items[k + 1].from).match(/(?<=[ \t\n])#.*/g) || []))
  const text = first.text.slice(0, from - at[a]) + insert + last.text.slice(to - at[b])
  return { from: begin, to: last.to, insert: comments.map(c => indent + c + '\n').join('') + text.split('\n').map(line => indent + '- ' + quote(line)).join('\n') }
}

// within1 changes one line, which stays written as it is where that is possible.
function within1 (file, i, from, to, insert) {
  const text = i.text.slice(0, from) + insert + i.text.slice(to)
  if (i.style === 'single') return { from: i.at[from], to: i.at[to], insert: insert.replace(/'/g, "''") }
  if (i.style === 'double') return { from: i.at[from], to: i.at[to], insert: escaped(insert) }
  const gap = /[:\-]/.test(file[i.from - 1] || '') && text ? ' ' : '' // a key without a value yet
  const cut = /[ \t]$/.test(text) && /^[ \t]*#/.test(file.slice(i.to, lineEnd(file, i.to))) // a space before a comment is none of the text's
  if (plain(text, i.flow) && !cut || text === '' && !i.flow && !i.list) return { from: i.from + from, to: i.from + to, insert: gap + insert }
  return { from: i.from, to: i.to, insert: gap + '"' + escaped(text) + '"' }
}

// whole writes a value anew: a line, or a list of them.
function whole (file, field, text) {
  const lines = text.split('\n')
  const from = field.colon
  const to = field.items.length && field.items[0].flow ? file.indexOf(']', field.to) + 1 : field.list ? field.end : Math.max(field.to, field.colon)
  return { from, to, insert: written(lines) }
}

const written = lines => lines.length === 1 ? ' ' + quote(lines[0]) : lines.map(l => '\n  - ' + quote(l)).join('')

// added writes a key that is not there, at its place in the order of heads.
function added (file, field, text) {
  const line = field.key + ':' + written(text.split('\n')) + '\n'
  const front = frontOf(file)
  if (!front) {
    const at = file.startsWith('\ufeff') ? 1 : 0
    return { from: at, to: at, insert: '---\n' + line + '---\n\n' }
  }
  let at = front.from
  for (const v of values(file, front)) {
    if (v.head && heads.indexOf(v.head) < heads.indexOf(field.head)) at = Math.max(at, lineEnd(file, Math.max(v.to, v.colon)))
  }
  return { from: at, to: at, insert: line }
}

const lineEnd = (file, at) => (file.indexOf('\n', at) + 1) || file.length

const quote = text => text === '' ? '""' : plain(text) ? text : '"' + escaped(text) + '"'
const escaped = text => text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n').replace(/\t/g, '\\t').replace(/[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]/g, c => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'))

// plain tells whether a text may stand without quotes: it means itself, and nothing else.
function plain (text, inFlow) {
  if (text === '' || /^[ \t]/.test(text) || /^[-?:,[\]{}#&*!|>'"%@`~=<]/.test(text) || /:([ \t]|$)|[ \t]#|[,，][ \t]*$/.test(text)) return false
  if (/[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]/.test(text) || inFlow && /[,[\]{}]/.test(text)) return false
  return !/^([-+.]?\d[-+\d._,:eExXoObBa-fA-F]*|\.inf|\.nan|true|false|yes|no|on|off|null|y|n|是|否)[ ]*$/i.test(text)
}
