package fonts

import (
	"sync"
	"sync/atomic"
)

// lazy is a part of a face that is read on first use. get costs one atomic load.
type lazy[T any] struct {
	value atomic.Pointer[T]
	lock  sync.Mutex
}

// get returns the part, nil when it has not been read yet.
func (l *lazy[T]) get() *T { return l.value.Load() }

// fill reads the part unless another goroutine has done so.
func (l *lazy[T]) fill(read func() *T) *T {
	l.lock.Lock()
	defer l.lock.Unlock()
	if v := l.value.Load(); v != nil {
		return v
	}
	v := read()
	l.value.Store(v)
	return v
}
