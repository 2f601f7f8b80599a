package cli

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"sync/atomic"
)

// calm is the heap that is not worth a collection: what the program itself takes of memory is
// more, and a paper of eight pages needs no other. It is set before the first run, see [Ease].
var calm uint64 = 32 << 20

// leastHeap is the heap that Go collects first, of GOGC=100.
const leastHeap = 4 << 20

// Ease has a process that runs many commands take so much memory before it collects anything. It is
// called once, before the first of them.
func Ease(heap uint64) {
	calm = heap
	easeStart()
}

// easeStart spares a run the collections of a small heap, of which there are a dozen otherwise.
// Above it Go's own measure holds. Once is enough for a process that runs several commands.
var easeStart = sync.OnceFunc(func() {
	if os.Getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(int(100 * calm / leastHeap))
	afterCollection()
})

// afterCollection has the next collection measured by what this one has left.
func afterCollection() {
	runtime.AddCleanup(new([64]byte), func(struct{}) {
		debug.SetGCPercent(spare(liveHeap(), leastGarbage()))
		afterCollection()
	}, struct{}{})
}

// usual is how much garbage there may be for what lives, in percent; where memory is collected between
// edits more, so that it is hardly ever collected during one.
const (
	usual   = 100
	between = 250
)

// calmly says that the latter holds.
var calmly atomic.Bool

func leastGarbage() int {
	if calmly.Load() {
		return between
	}
	return usual
}

// collectBetween has the process collect its memory when it is told that nobody waits: see idle.
func collectBetween() {
	if os.Getenv("GOGC") != "" {
		return
	}
	easeStart()
	calmly.Store(true)
	debug.SetGCPercent(spare(liveHeap(), between))
}

// idle collects what is garbage where there is as much as would usually be collected, now that nobody
// waits for what is being made.
func idle() {
	s := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	if metrics.Read(s); s[0].Value.Uint64() > 2*max(liveHeap(), calm/2) {
		runtime.GC()
	}
}

// spare is how much garbage there may be for a heap, in percent of it: at least so much, more
// where the heap is small.
func spare(live uint64, least int) int {
	return max(least, int(100*calm/max(live, leastHeap))-100)
}

// liveHeap is what the last collection has left.
func liveHeap() uint64 {
	s := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}

// trimMemory collects what composing has left behind, before files are written: the peak of a
// build lies there. A small heap is left alone.
func trimMemory() {
	var m runtime.MemStats
	if runtime.ReadMemStats(&m); m.HeapAlloc > calm {
		runtime.GC()
	}
}
