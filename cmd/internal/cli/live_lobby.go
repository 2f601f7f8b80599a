package cli

import (
	"crypto/rand"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"

	"banxin/cmd/internal/words"
	"banxin/editions"
	editing "banxin/output/desk"
)

// lobby is what everybody passes who comes to the live proof. Whoever sits at the machine needs
// no account; at any other address there are accounts, or it is said aloud that there are none.
func (o *serveOptions) lobby(w *world, p *livePaper, at net.Addr) (*editing.Lobby, error) {
	name, _ := os.Hostname()
	options := editing.LobbyOptions{Now: w.now, Random: rand.Reader, Chinese: w.say.Chinese, Log: w.refusals()}
	switch {
	case o.everyone && o.accounts != "":
		return nil, words.Fault("accounts-or-open-to-all")
	case o.everyone || loopback(at) && o.accounts == "":
	default:
		file := o.accounts
		if file == "" {
			if p.folder() == "" {
				return nil, words.Fault("others-need-accounts", at)
			}
			file = filepath.Join(p.folder(), editions.StaffFile)
		}
		s := &staffFile{file: file}
		if err := s.read(); err != nil {
			return nil, err
		}
		if len(s.staff.People) == 0 {
			return nil, words.Fault("others-need-accounts", at)
		}
		options.Staff = s.current
	}
	options.Host = editing.HostOf(append([]string{name, name + ".local"}, o.hosts...)...)
	return editing.NewLobby(options), nil
}

// refusals writes a line for each refusal.
func (w *world) refusals() func(string) {
	var mu sync.Mutex
	return func(what string) {
		mu.Lock()
		defer mu.Unlock()
		fmt.Fprintln(w.err, w.now().Format("15:04:05"), what)
	}
}

// staffFile are the accounts of a file, read again when it changes. One that cannot be read any
// more, or has faults, leaves those that were there; one that is gone leaves nobody.
type staffFile struct {
	file  string
	mu    sync.Mutex
	size  int64
	time  time.Time
	staff *editions.Staff
}

func (s *staffFile) read() error {
	info, err := os.Stat(s.file)
	if os.IsNotExist(err) {
		s.staff, s.size = &editions.Staff{}, -1
		return nil
	}
	if err == nil && s.staff != nil && info.Size() == s.size && info.ModTime().Equal(s.time) {
		return nil
	}
	if err != nil {
		return words.Fault("cannot-read-file", s.file, err)
	}
	staff, err := readStaff(s.file)
	if err != nil {
		return err
	}
	s.staff, s.size, s.time = staff, info.Size(), info.ModTime()
	return nil
}

func (s *staffFile) current() *editions.Staff {
	s.mu.Lock()
	defer s.mu.Unlock()
	_ = s.read()
	return s.staff
}
