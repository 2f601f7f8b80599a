package cli

import (
	"os"
	"runtime"
	"runtime/debug"
)

// startPercent lets a heap of 16 MB come about before it is collected for the first time.
const startPercent = 400

// easeStart spares the start of a run the collections of a small heap, which has five of them
// before it is of any size; the first puts Go's own measure back.
func easeStart() {
	if os.Getenv("GOGC") != "" {
		return
	}
	usual := debug.SetGCPercent(startPercent)
	runtime.AddCleanup(new([64]byte), func(usual int) {
		if now := debug.SetGCPercent(usual); now != startPercent {
			debug.SetGCPercent(now) // it was trimmed meanwhile
		}
	}, usual)
}

// trimMemory collects what composing has left behind, and keeps garbage low while files
// are written, which make little of it: the peak of a build lies there. Measured on 67
// broadsheet pages: a sixth less memory for 3 % of the time.
func trimMemory() {
	debug.SetGCPercent(50)
	runtime.GC()
}
