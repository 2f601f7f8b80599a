// What the desk uses of CodeMirror. Nothing else gets into codemirror.js.
export { Annotation, ChangeSet, EditorSelection, EditorState, Prec, StateEffect, StateField, Text, Transaction } from '@codemirror/state'
export { Decoration, EditorView, WidgetType, drawSelection, keymap, placeholder } from '@codemirror/view'
export { collab, getSyncedVersion, receiveUpdates, sendableUpdates } from '@codemirror/collab'
export { standardKeymap } from '@codemirror/commands'
