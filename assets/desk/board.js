// Filled in by its own part of the desk: board.
export function start (desk) {}
