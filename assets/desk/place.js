// Filled in by its own part of the desk: place.
export function start (desk) {}
