// The fit of a story while it is typed: what the pages said last, and what has been typed since.
// Until the pages are set anew the numbers are reckoned, and say so.
import { parse } from './fields.js'

// count counts as the pages do: characters that are no white space.
const count = text => { let n = 0; for (const c of text) if (/\S/u.test(c)) n++; return n }
// width counts a line of a headline: halves for letters and digits.
const width = text => { let n = 0; for (const c of text) n += c.charCodeAt(0) < 0x2e80 && !/[“”‘’—…]/.test(c) ? 0.5 : 1; return Math.ceil(n) }
// plainly is a text without what marks it up.
const plainly = text => text.replace(/!\[[^\]]*\]\([^)]*\)(\{[^}]*\})?/g, '').replace(/^(#{1,6}|>|-|\*) */gm, '').replace(/[*_]{1,2}/g, '')

export function fitBar (desk) {
  const { make, t } = desk
  const total = make('p', { class: 'desk-total', role: 'status' })
  const rows = make('p', { class: 'desk-parts' })
  const shorten = make('button', { type: 'button', class: 'desk-shorten', hidden: true, click: () => desk.shorten(story.id) }, t('shorten'))
  const element = make('div', { class: 'desk-fit' }, total, shorten, rows)
  const chips = new Map() // by field
  let story = null
  let base = 0 // characters of the text that the pages were set from
  let savedCount = -1
  let text = ''

  const bodyOf = file => plainly(parse(file).pop().text)

  // show takes what the pages say of a story.
  function show (s, file) {
    story = s
    text = file
    base = savedCount >= 0 ? savedCount : count(bodyOf(file))
    savedCount = -1
    draw()
  }
  function typed (file) { text = file; draw() }
  // saved notes which text the pages are going to be set from.
  function saved () { savedCount = count(bodyOf(text)) }

  function draw () {
    shorten.hidden = !desk.shorten || !story || story.over.chars === 0
    if (!story || story.page < 0) {
      total.className = 'desk-total state empty'
      total.textContent = t('fit-unplaced', count(bodyOf(text)))
      rows.replaceChildren()
      chips.forEach(c => c.replaceChildren())
      return
    }
    const since = count(bodyOf(text)) - base
    const room = story.free.chars - story.over.chars - since // characters that could follow
    const line = story.lines > 0 && story.chars > 0 ? story.chars / story.lines : 14
    const exact = since === 0
    const lines = exact ? story.over.lines || story.free.lines : Math.ceil(Math.abs(room) / line)
    const state = room < 0 ? 'over' : lines > 1 ? 'short' : 'full'
    total.className = 'desk-total state ' + state
    total.textContent = (exact ? '' : '≈ ') + (room < 0 ? t('fit-over', -room, lines) : lines > 0 ? t('fit-short', room, lines) : t('fit-full'))
    rows.replaceChildren(story.where + '　' + t('fit-body', story.chars + (exact ? 0 : since), story.lines, story.room))
    const fields = parse(text)
    for (const [name, chip] of chips) {
      const f = fields.find(f => f.head && f.head.en === name)
      const part = story.parts.find(p => p.role === name)
      chip.replaceChildren()
      if (!f || f.missing) continue
      const longest = Math.max(...f.text.split('\n').map(width))
      if (name === 'headline' && story.head && story.head.chars > 0) {
        const over = longest - story.head.chars
        chip.replaceChildren(make('span', { class: 'state ' + (over > 0 ? 'over' : 'full') }, over > 0 ? t('head-over', over, story.head.chars) : t('head-holds', longest, story.head.chars)))
      } else if (part) chip.replaceChildren(make('span', { class: 'state ' + (part.state || 'full') }, part.fit || part.set))
    }
  }

  // chip is where the fit of a field is said.
  function chip (name) {
    const e = make('span', { class: 'desk-chip' })
    if (name !== '') chips.set(name, e)
    return e
  }
  return { element, show, typed, saved, chip }
}
