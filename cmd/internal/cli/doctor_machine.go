package cli

import (
	"errors"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"

	"banxin/assets/faces"
	"banxin/cmd/internal/words"
	"banxin/editions"
)

// machine is the one that the program runs on.
func (w *world) machine(o *paperOptions) *machine {
	info, _ := debug.ReadBuildInfo()
	m := &machine{
		build: newBuildInfo(info), faces: faces.All(), work: ".", temp: os.TempDir(), writes: writesIn, room: roomIn,
		codePage: codePage(), width: consoleWidth(w.out), browser: w.findBrowser, listens: listens,
		paper: func() (*paperState, error) { return stateOf(o) },
	}
	if dir, err := os.Getwd(); err == nil {
		m.work = dir
	}
	for _, dir := range profileFolders() {
		if entries, err := os.ReadDir(dir); err == nil {
			m.profiles = append(m.profiles, profileFolder{dir, profilesAmong(entries)})
		}
	}
	return m
}

// writesIn tries to write a file.
func writesIn(dir string) error {
	f, err := os.CreateTemp(dir, ".banxin-doctor-*")
	if err != nil {
		return err
	}
	_, err = f.WriteString("版心")
	return errors.Join(err, f.Close(), os.Remove(f.Name()))
}

// listens tries a port.
func listens(address string) error {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	return l.Close()
}

// errNoScreen is that there is a browser and nothing to show it on.
var errNoScreen = words.Fault("no-screen")

// findBrowser looks for what browse calls, and for a screen.
func (w *world) findBrowser() error {
	program := browser("")[0]
	if _, err := exec.LookPath(program); err != nil {
		return err
	}
	if runtime.GOOS != "windows" && runtime.GOOS != "darwin" && w.env("DISPLAY") == "" && w.env("WAYLAND_DISPLAY") == "" {
		return errNoScreen
	}
	return nil
}

func profilesAmong(entries []os.DirEntry) (n int) {
	for _, e := range entries {
		if ext := strings.ToLower(filepath.Ext(e.Name())); ext == ".icc" || ext == ".icm" {
			n++
		}
	}
	return n
}

// stateOf reads the paper that is here.
func stateOf(o *paperOptions) (*paperState, error) {
	if o.dir == "" {
		return &paperState{}, nil
	}
	fsys, closeDir, err := o.open()
	if err != nil {
		return nil, err
	}
	defer closeDir()
	dir, _ := paperOf(o.dir)
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	dates, err := editions.Editions(fsys)
	p := &paperState{dir: dir, editions: len(dates)}
	if _, err := fs.Stat(fsys, "paper.yaml"); err == nil {
		p.begun = true
	}
	if err != nil || len(dates) == 0 {
		return p, err
	}
	set, err := o.load()
	if err != nil {
		return nil, err
	}
	p.name, p.found = set.Edition.Paper.Name, set.Findings
	for _, f := range set.Edition.Paper.Fonts {
		p.fonts = append(p.fonts, f.Name)
	}
	return p, nil
}
