// A file that several people edit at once: its text here, what of it the server has not
// acknowledged yet, and where the others are. What is typed counts at once; what comes from the
// others waits while an input method is composing.
import { ChangeSet, EditorState, Text, collab, getSyncedVersion, receiveUpdates, sendableUpdates } from './codemirror.js'

const soon = 40 // milliseconds that typing is gathered for

export class Shared {
  // opened fetches a file and returns it. changed(changes, remote) is called after every change of
  // the text, with remote the name of whoever made it, null for oneself; told() when anything else
  // is new: saved, lost, clashes.
  static async opened (desk, file, changed, told) {
    const s = new Shared(desk, file, changed, told)
    await s.begin()
    return s
  }

  constructor (desk, file, changed, told) {
    Object.assign(this, { desk, file, changed, told, composing: false, waiting: [], sending: null, closed: false })
  }

  async begin () { this.stand(await this.asked()) }
  asked () { return this.desk.get('doc?file=' + encodeURIComponent(this.file)) }

  // stand takes a file as the server has it.
  stand (d) {
    this.id = d.id
    this.savedAt = d.saved ? d.version : -1
    this.stuck = d.stuck || ''
    this.clashes = d.clashes
    this.synced = Text.of(d.text.split('\n')) // as the server has it; had: what it is known to have of ours beyond that
    this.state = EditorState.create({ doc: this.synced, extensions: [collab({ startVersion: d.version, clientID: this.desk.client })] })
    this.told()
  }

  get text () { return this.state.doc.toString() }
  get version () { return getSyncedVersion(this.state) }
  get unsent () { return sendableUpdates(this.state).length }

  // change makes changes of one's own: { from, to, insert }.
  change (changes) {
    const tr = this.state.update({ changes })
    this.state = tr.state
    this.changed(tr.changes, null)
    this.told()
    this.later()
  }

  later () {
    if (!this.timer && !this.closed) this.timer = setTimeout(() => { this.timer = 0; this.push() }, soon)
  }

  // push sends what is one's own, unless it is on its way or still being composed.
  push () {
    if (this.sending || this.beginning || this.composing || !this.unsent) return this.sending
    this.sending = this.send().finally(() => {
      this.sending = null
      if (this.unsent && !this.failed) this.later()
    })
    return this.sending
  }

  async send () {
    const { id, state: { doc } } = this
    const updates = sendableUpdates(this.state).map(u => ({ clientID: u.clientID, changes: u.changes.toJSON() }))
    this.failed = false
    try {
      const { version } = await this.desk.post('doc', { file: this.file, id, version: this.version, updates })
      this.lost = false
      if (version > this.version) {
        this.had = doc // until it comes back
        await this.pull()
      }
    } catch (e) {
      this.failed = true
      if (e.status === 410) this.again(id)
      else if (e.status === 0) { this.lost = true; setTimeout(() => this.push(), 1000) }
      else this.desk.wrong(e)
    }
    this.told()
  }

  // receive takes an event of changes.
  receive (event) {
    if (this.composing) return this.waiting.push(event)
    if (event.id !== this.id) return this.again(this.id)
    if (event.version > this.version) return this.pull()
    const updates = event.updates.slice(this.version - event.version)
    if (updates.length) this.take(updates, event.name || event.label || '')
  }

  // take takes them one by one: carried over several at once, what is one's own could come to stand
  // elsewhere than where the server puts it.
  take (updates, name) {
    this.had = null
    for (const u of updates) {
      const one = { clientID: u.clientID, changes: ChangeSet.fromJSON(u.changes) }
      this.synced = one.changes.apply(this.synced)
      const tr = receiveUpdates(this.state, [one])
      this.state = tr.state
      if (tr.docChanged) this.changed(tr.changes, name)
    }
    this.told()
  }

  // pull asks for what has been missed: changes, and how the file stands by now. While an input
  // method composes it is asked for later.
  async pull () {
    this.missing = this.composing
    if (this.composing) return
    const { id, version } = this
    try {
      const event = await this.desk.get(`doc/updates?file=${encodeURIComponent(this.file)}&id=${id}&version=${version}`)
      if (id !== this.id) return
      this.receive(event)
      const then = version + event.updates.length
      if (this.version !== then) { // what is known here is newer, or waits
        this.missing = this.composing
        return
      }
      Object.assign(this, { stuck: event.stuck, clashes: event.clashes, savedAt: event.saved ? then : this.savedAt })
      this.told()
    } catch (e) {
      if (e.status === 410) this.again(id)
    }
  }

  // again begins anew where the server does not know a document any more. What it has not got is
  // merged, and what is typed or composed until it has answered too; nothing of that is pushed.
  again (id) {
    if (!this.beginning && id === this.id) {
      this.beginning = this.merged().then(d => {
        const before = this.state.doc
        this.had = null
        this.stand(d)
        this.changed(ChangeSet.of({ from: 0, to: before.length, insert: this.state.doc }, before.length), '')
        return 0
      }, e => {
        this.lost = this.lost || e.status === 0
        this.desk.wrong(e)
        return 2000
      }).then(ms => {
        this.beginning = null
        setTimeout(() => { this.pull(); this.later() }, ms) // what has come meanwhile
      })
    }
    return this.beginning
  }

  async merged () {
    for (;;) {
      await this.sending
      while (this.composing) await new Promise(resolve => setTimeout(resolve, soon))
      const base = this.had || this.synced, now = this.state.doc
      if (!now.eq(base)) await this.desk.post('doc/merge', { file: this.file, base: base.toString(), text: now.toString() })
      this.had = now
      const d = await this.asked()
      if (!this.composing && this.state.doc.eq(now)) return d
    }
  }

  // compose says that an input method has begun or ended.
  compose (on) {
    this.composing = on
    if (on) return
    const list = this.waiting
    this.waiting = []
    list.forEach(e => this.receive(e))
    if (this.missing) this.pull()
    this.later()
  }

  // flushed is when the server has all.
  async flushed () {
    for (let i = 0; i < 50 && this.unsent && !this.lost; i++) {
      await (this.beginning || this.push() || new Promise(resolve => setTimeout(resolve, 20)))
      if (this.unsent) await new Promise(resolve => setTimeout(resolve, 20))
    }
  }

  async save () {
    await this.flushed()
    await this.desk.post('doc/save', { file: this.file })
  }

  // condition is how the file stands: lost, gone, stuck, writing, kept (in the journal), saved.
  get condition () {
    if (this.lost) return 'lost'
    if (this.stuck) return this.stuck === 'gone-file' ? 'gone' : 'stuck'
    if (this.unsent) return 'writing'
    return this.savedAt >= this.version ? 'saved' : 'kept'
  }
}
