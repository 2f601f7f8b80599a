// Filled in by its own part of the desk: edit.
export function start (desk) {}
