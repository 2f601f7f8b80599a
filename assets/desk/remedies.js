// Remedies: a finding offers what would end it, each a change of a line that is shown before it is
// made.
export function start (desk) {
  const { make, t } = desk
  const reasons = new Map() // what is being typed as a reason, by what it is for
  const opened = new Map() // what is unfolded, by finding: the pages' version and what was offered

  document.addEventListener('live:finding', ({ detail: { finding: f, element } }) => {
    if (f.level === 'changed' || !f.code) return
    const key = JSON.stringify([f.code, f.at.file, f.at.line, f.at.col, f.story, f.text])
    const box = make('div', { class: 'cures' })
    const button = make('button', { type: 'button', 'aria-expanded': 'false', 'aria-label': `${t('place-cures')}: ${f.text}`, click: () => {
      if (opened.delete(key)) return shut(box, button)
      opened.set(key, null)
      open(box, button, f, key)
    } }, t('place-cures'))
    box.append(button)
    element.append(box)
    if (f === window.live.finding()) button.dataset.key = 'cures of this'
    if (opened.has(key)) open(box, button, f, key) // the list was made anew
  })

  desk.key('h', 'key-cures', async () => { const e = await desk.reach('page', '#panel [data-key="cures of this"]') || await desk.reach('page', '#panel .cures > button'); if (e && e.getAttribute('aria-expanded') === 'false') e.click() })

  function shut (box, button) {
    button.setAttribute('aria-expanded', 'false')
    box.replaceChildren(button)
  }

  async function open (box, button, f, key) {
    button.setAttribute('aria-expanded', 'true')
    const version = window.live.edition().version, known = opened.get(key)
    if (known && known.version === version) return show(box, button, known.offers, key)
    box.replaceChildren(button, make('p', { class: 'where', role: 'status' }, t('place-looking')))
    try {
      const offers = await desk.post('place/offers', { kind: 'remedy', finding: { code: f.code, file: f.at.file || '', line: f.at.line || 0, col: f.at.col || 0, story: f.story || '', page: f.page, text: f.text } })
      if (!opened.has(key)) return
      opened.set(key, { version, offers })
      show(box, button, offers, key)
    } catch (e) {
      opened.delete(key)
      desk.wrong(e)
      shut(box, button)
    }
  }

  const show = (box, button, offers, key) => box.replaceChildren(button, offers.length ? make('ul', {}, ...offers.map(o => make('li', {}, ...offer(o, key)))) : make('p', { class: 'where' }, t('place-no-cure')))

  function offer (o, key) {
    const what = key + o.zh
    const why = o.reason ? make('input', { type: 'text', value: (reasons.get(what) || {}).text, 'aria-label': t('place-reason'), placeholder: t('place-reason') }) : null
    if (why) typed(why, what)
    const take = make('button', { type: 'button', click: async () => {
      if (why && !why.value.trim()) { why.focus(); return desk.say(t('place-why'), 'wrong') }
      try {
        const done = await desk.post('place/do', { id: o.id, why: why ? why.value.trim() : '' })
        reasons.delete(what)
        desk.say(done[desk.lang])
      } catch (e) { desk.wrong(e) }
    } }, t('place-take'))
    return [make('p', {}, o[desk.lang]), why, ...(why ? [] : o.diff.map(difference)), take].filter(Boolean)
  }

  // typed keeps what is being typed as a reason while the list is made anew.
  function typed (why, what) {
    const had = reasons.get(what), now = () => reasons.set(what, { text: why.value, at: why.selectionStart, when: Date.now() })
    why.addEventListener('input', now)
    if (!had || Date.now() - had.when > 10000) return
    requestAnimationFrame(() => {
      if (document.activeElement !== document.body) return
      why.focus({ preventScroll: true })
      why.setSelectionRange(had.at, had.at)
    })
  }

  const difference = d => make('pre', { 'aria-label': d.file }, d.file.split('/').pop() + ':' + d.line + '\n',
    ...d.segs.map(g => g.op === 'delete' ? make('del', {}, g.text) : g.op === 'insert' ? make('ins', {}, g.text) : g.text))
}
