// Taking copy in: files of other programs, chosen or dropped anywhere on the window, become stories
// on no page. What became of each is listed until it is closed.
export function start (desk) {
  const { make, t } = desk
  if (!desk.me.rights.edit) return
  const said = d => d[desk.lang] || d.zh || ''
  const both = d => desk.lang === 'en' ? d.En : d.Zh
  const input = make('input', { type: 'file', multiple: true, hidden: true, tabindex: '-1', 'aria-hidden': 'true' })
  const button = make('button', { type: 'button', id: 'import-choose', 'data-key': 'import', 'aria-keyshortcuts': 'u', click: () => input.click() }, t('import-choose'))
  const report = make('div', { class: 'import-report' })
  const box = make('div', { id: 'desk-import', role: 'group', 'aria-label': t('import-choose') }, button, make('span', { class: 'say' }, t('import-how')), input, report)
  let busy = false
  desk.importing = box // stands with the pool

  input.addEventListener('change', () => { take([...input.files]); input.value = '' })

  async function take (files, again) {
    if (!files.length || busy) return
    busy = button.disabled = true
    report.replaceChildren(make('p', { class: 'where', role: 'status' }, t('import-taking', files.length)))
    const form = new FormData()
    if (again) form.append('again', '1')
    for (const f of files) form.append('file', f, f.name)
    try {
      const list = await desk.post('import', form)
      const n = list.reduce((n, c) => n + c.stories.length, 0)
      desk.say(t('import-done', n, list.length))
      report.replaceChildren(make('div', { class: 'row' }, make('strong', {}, t('import-done', n, list.length)), make('button', { type: 'button', click: () => { report.replaceChildren(); button.focus() } }, t('import-close'))),
        make('ul', { class: 'place-list' }, ...list.map(c => copy(c, files))))
    } catch (e) { report.replaceChildren(); desk.wrong(e) }
    busy = button.disabled = false
  }

  // copy says what became of a file: its stories, what was left out, what there is to be said.
  function copy (c, files) {
    const file = files.find(f => f.name === c.file.split('/')[0])
    return make('li', { class: c.refused ? 'refused' : '' }, make('b', {}, c.file),
      ...c.stories.map(s => make('button', { type: 'button', class: 'story', click: () => desk.editor.open(s.file, 1) }, `${s.title || s.id}　${t('place-chars', s.chars)}` + (s.pictures ? '　' + t('import-pictures', s.pictures) : '') + (s.notes ? '　' + t('import-notes', s.notes) : ''))),
      c.stories.length ? '' : make('span', { class: 'place-fit over' }, t(c.twice ? 'import-twice' : 'import-refused')),
      c.left ? make('span', { class: 'say' }, t('import-left', c.left)) : '',
      ...c.found.map(f => make('p', { class: 'import-said ' + f.level }, said(f), both(f.hint || {}) ? make('span', { class: 'hint' }, t('import-remedy', both(f.hint))) : '', make('span', { class: 'code' }, [f.code, f.where].filter(x => x).join('　')))),
      c.twice && file ? make('button', { type: 'button', click: () => take([file], true) }, t('import-again')) : '')
  }

  // What is dropped beside its place would lead the browser away from the desk.
  const files = e => e.dataTransfer && [...e.dataTransfer.types].includes('Files')
  addEventListener('dragover', e => {
    if (!files(e)) return
    e.preventDefault()
    e.dataTransfer.dropEffect = 'copy'
    document.body.classList.add('desk-dropping')
  })
  addEventListener('dragleave', e => { if (!e.relatedTarget) document.body.classList.remove('desk-dropping') })
  addEventListener('drop', e => {
    if (!files(e)) return
    e.preventDefault()
    document.body.classList.remove('desk-dropping')
    desk.show(desk.me.rights.place ? 'place' : 'edit')
    take([...e.dataTransfer.files])
  })
  desk.key('u', 'key-import', () => { desk.show(desk.me.rights.place ? 'place' : 'edit'); button.focus(); input.click() }) // at once: browsers ask for files only right after a key
}
