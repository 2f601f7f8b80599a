package post

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/gofrs/flock"

	"banxin/editions/source"
)

// Log remembers who has been sent which edition: a line of JSON for each attempt and each
// answer, on the disk before the next message goes out. Only one run at a time has it.
type Log struct {
	file *os.File
	lock *flock.Flock
	sent map[string]bool // by edition and address
}

// entry is a line of the log.
type entry struct {
	Time    string `json:"time"` // RFC 3339
	Edition string `json:"edition"`
	To      string `json:"to"`
	Event   string `json:"event"` // sent or failed
	Answer  string `json:"answer,omitempty"`
	Message string `json:"message"` // its Message-ID
}

func (e entry) key() string { return e.Edition + "\x00" + strings.ToLower(e.To) }

// OpenLog opens a log, or begins one, for its owner's eyes alone: it holds addresses. A last
// line that a crash has cut off is taken back.
func OpenLog(name string) (*Log, error) {
	l := &Log{lock: flock.New(name + ".lock"), sent: map[string]bool{}}
	if ok, err := l.lock.TryLock(); err == nil && !ok {
		return nil, source.Faultf("another-run-sending-by-this-log", name)
	}
	var err error
	if l.file, err = os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600); err != nil {
		l.lock.Unlock()
		return nil, err
	}
	if err := l.read(); err != nil {
		l.Close()
		return nil, source.Faultf("no-log-of-what-sent", name, err)
	}
	return l, nil
}

func (l *Log) read() error {
	data, err := io.ReadAll(l.file)
	if err != nil {
		return err
	}
	whole := bytes.LastIndexByte(data, '\n') + 1
	for n, line := range bytes.Split(data[:whole], []byte("\n")) {
		if len(line) == 0 {
			continue
		}
		var e entry
		if err := json.Unmarshal(line, &e); err != nil || e.Edition == "" || e.To == "" {
			return fmt.Errorf("line %d: %w", n+1, errors.Join(err, errors.New("no entry")))
		}
		if e.Event == "sent" {
			l.sent[e.key()] = true
		}
	}
	if err := l.file.Truncate(int64(whole)); err != nil {
		return err
	}
	_, err = l.file.Seek(int64(whole), io.SeekStart)
	return err
}

// Sent tells whether an address has been sent an edition.
func (l *Log) Sent(edition, to string) bool { return l.sent[entry{Edition: edition, To: to}.key()] }

// add writes an entry, through to the disk.
func (l *Log) add(e entry) error {
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	if _, err := l.file.Write(append(line, '\n')); err != nil {
		return err
	}
	if e.Event == "sent" {
		l.sent[e.key()] = true
	}
	return l.file.Sync()
}

// Close lets others have the log. The file of the lock stays: to remove it would let two have it.
func (l *Log) Close() error {
	err := l.file.Close()
	return errors.Join(err, l.lock.Unlock())
}
