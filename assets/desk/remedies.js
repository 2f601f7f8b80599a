// Remedies: a finding offers what would end it, each a change of a line that is shown before it is
// made. Sentences whose loss would make a story fit are marked where it is edited.
export function start (desk) {
  const { make, t } = desk
  const reasons = new Map() // what has been typed as a reason, by what it is for
  const opened = new Map() // what is unfolded, by finding: null, or what was offered, for which version of the pages, asked when
  let asked = 0

  // keys are what findings are known by while texts change about them: by what they say where a
  // story has several of a kind.
  let keys = new Map(), of = null
  function keyOf (f) {
    const { findings } = window.live.edition()
    if (of === findings) return keys.get(f)
    of = findings
    keys = new Map()
    const kind = f => JSON.stringify([f.code, f.at.file, f.story, f.story ? -1 : f.page])
    const kinds = new Map(), same = new Map()
    const count = (m, k) => { const n = (m.get(k) || 0) + 1; m.set(k, n); return n }
    findings.forEach(f => count(kinds, kind(f)))
    for (const f of findings) {
      const k = kind(f), said = k + f.text
      keys.set(f, kinds.get(k) === 1 ? k : said + ' ' + count(same, said))
    }
    return keys.get(f)
  }

  document.addEventListener('live:finding', ({ detail: { finding: f, element } }) => {
    const key = f.level !== 'changed' && f.code && keyOf(f)
    if (!key) return
    const box = make('div', { class: 'cures' })
    const button = make('button', { type: 'button', 'data-key': 'cures ' + key, 'aria-expanded': 'false', 'aria-label': `${t('place-cures')}: ${f.text}`, click: () => {
      if (opened.delete(key)) return shut(box, button)
      opened.set(key, null)
      open(box, button, f, key)
    } }, t('place-cures'))
    box.append(button)
    element.querySelector('button').dataset.key = 'finding ' + key
    element.append(box)
    if (opened.has(key)) open(box, button, f, key) // the list was made anew
  })
  document.addEventListener('live:edition', () => {
    const now = window.live.edition().findings
    now.length && keyOf(now[0])
    const there = new Set(now.length ? keys.values() : [])
    for (const key of opened.keys()) if (!there.has(key)) opened.delete(key)
    mark()
  })

  desk.key('h', 'key-cures', async () => {
    const key = keyOf(window.live.finding())
    const e = await desk.reach('page', ...(key ? [`#panel [data-key="${CSS.escape('cures ' + key)}"]`] : []), '#panel .cures > button')
    if (e && e.getAttribute('aria-expanded') === 'false') e.click()
  })

  // fill shows something under the button, which stays where it is, with the keyboard.
  function fill (box, button, ...children) {
    while (button.nextSibling) button.nextSibling.remove()
    box.append(...children)
  }
  function shut (box, button) {
    button.setAttribute('aria-expanded', 'false')
    fill(box, button)
    mark()
  }

  async function open (box, button, f, key) {
    button.setAttribute('aria-expanded', 'true')
    const known = opened.get(key)
    if (known) show(box, button, known.offers, key) // until there are new ones
    else fill(box, button, make('p', { class: 'where', role: 'status' }, t('place-looking')))
    if (known && known.version === window.live.edition().version) return
    try {
      const offers = await look(f, key)
      if (offers) desk.kept(box, () => show(box, button, offers, key))
    } catch (e) {
      opened.delete(key)
      desk.wrong(e)
      shut(box, button)
    }
  }

  // look asks what would end a finding; null where it is folded again by then, or asked for anew.
  async function look (f, key) {
    const turn = ++asked, { version, stories } = window.live.edition()
    const offers = await desk.post('place/offers', { kind: 'remedy', finding: { code: f.code, file: f.at.file || '', line: f.at.line || 0, col: f.at.col || 0, story: f.story || '', page: f.page, text: f.text } })
    if (!opened.has(key) || (opened.get(key) || { turn: 0 }).turn > turn) return null
    opened.set(key, { version, offers, turn, file: (stories.find(s => s.id === f.story) || { at: {} }).at.file })
    mark()
    return offers
  }

  // mark marks where stories are edited what could go of them.
  const mark = () => desk.editor.cut([...opened.values()].flatMap(o => o ? cutsOf(o.offers).map(c => ({ file: o.file, ...c })) : []))
  const cutsOf = offers => offers.flatMap(o => (o.cuts || []).map(text => ({ text, said: o[desk.lang] })))

  // shorten marks what could go of a story that is too long.
  desk.shorten = async story => {
    const f = window.live.edition().findings.find(f => f.code === 'FIT-OVER' && f.story === story)
    if (!f) return desk.say(t('cut-none'))
    const key = keyOf(f)
    if (!opened.has(key)) opened.set(key, null)
    desk.say(t('place-looking'))
    try {
      const offers = await look(f, key) || []
      const cutting = offers.filter(o => o.cuts), n = cutsOf(offers).length
      desk.say(n ? t(cutting.length > 1 || n === 1 ? 'cut-one' : 'cut-all', n) : t('cut-none'))
      window.live.refresh() // the page lists it unfolded
    } catch (e) {
      opened.delete(key)
      desk.wrong(e)
    }
  }

  const show = (box, button, offers, key) => fill(box, button, offers.length ? make('ul', {}, ...offers.map(o => make('li', {}, ...offer(o, key)))) : make('p', { class: 'where' }, t('place-no-cure')))

  function offer (o, key) {
    const what = key + o.zh
    const why = o.reason ? make('input', { type: 'text', 'data-key': 'why ' + what, 'aria-label': t('place-reason'), placeholder: t('place-reason') }) : null
    if (why) {
      why.value = reasons.get(what) || ''
      why.addEventListener('input', () => reasons.set(what, why.value))
    }
    const take = make('button', { type: 'button', 'data-key': 'take ' + what, click: async () => {
      if (why && !why.value.trim()) { why.focus(); return desk.say(t('place-why'), 'wrong') }
      try {
        const done = await desk.post('place/do', { id: o.id, why: why ? why.value.trim() : '' })
        reasons.delete(what)
        desk.say(done[desk.lang])
      } catch (e) { desk.wrong(e) }
    } }, t('place-take'))
    return [make('p', {}, o[desk.lang]), why, ...(why ? [] : o.diff.map(difference)), take].filter(Boolean)
  }

  const difference = d => make('pre', { 'aria-label': d.file }, d.file.split('/').pop() + ':' + d.line + '\n',
    ...d.segs.map(g => g.op === 'delete' ? make('del', {}, g.text) : g.op === 'insert' ? make('ins', {}, g.text) : g.text))
}
