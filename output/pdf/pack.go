package pdf

import (
	"bytes"
	"sync"

	"github.com/klauspost/compress/zlib"
)

// packer deflates streams. It holds the compressor's tables: one goroutine each.
type packer struct {
	level int
	w     *zlib.Writer
	buf   bytes.Buffer
}

// pack returns p compressed, in memory of its own.
func (z *packer) pack(p []byte) []byte {
	z.buf.Reset()
	if z.w == nil {
		z.w, _ = zlib.NewWriterLevel(&z.buf, z.level) // the level was checked by Write
	} else {
		z.w.Reset(&z.buf)
	}
	z.w.Write(p) // a bytes.Buffer does not fail
	z.w.Close()
	return bytes.Clone(z.buf.Bytes())
}

// each runs job(0) … job(n-1) on at most workers goroutines, lower numbers first, each
// goroutine with scratch of its own, and returns the error of the lowest number.
func each(n, workers int, level int, job func(i int, s *scratch) error) error {
	errs := make([]error, n)
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(workers, n) {
		wg.Go(func() {
			s := &scratch{packer: packer{level: level}}
			for i := range next {
				errs[i] = job(i, s)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// scratch is what one goroutine reuses from job to job.
type scratch struct {
	packer
	content, strings []byte
	chars            []char
}
