package cli

import "runtime/debug"

// tuneMemory lets the heap grow to a newspaper's size before the collector works: a run
// is short and most of what it makes lives to its end.
func tuneMemory() {
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(100 << 20)
}
