package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"banxin/cmd/internal/report"
	"banxin/editions/source"
	"banxin/fonts"

	"github.com/spf13/cobra"
)

func newDoctor(w *world) *cobra.Command {
	o := &paperOptions{}
	var format string
	c := &cobra.Command{
		Use:     "doctor [DIR] [--flags]",
		Short:   w.say.T("doctor.short"),
		Long:    w.say.T("doctor.long"),
		Example: "  banxin doctor\n  banxin doctor --format json",
		Args:    w.maxArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := choice("--format", format, formats); err != nil {
				return err
			}
			o.args(args)
			return w.doctor(w.machine(o), format)
		},
	}
	o.flags(w, c)
	formatFlag(w, c, &format)
	return c
}

// machine is what doctor looks at; tests bring their own.
type machine struct {
	build    report.Program
	faces    []fonts.File
	work     string // the working folder
	temp     string // that of temporary files
	writes   func(dir string) error
	room     func(dir string) (uint64, error)
	codePage int // of a console of Windows; 0: none
	width    int // of the terminal; 0: none
	browser  func() error
	listens  func(address string) error
	paper    func() (*paperState, error)
	profiles []profileFolder
}

// paperState is what doctor wants to know of the paper here.
type paperState struct {
	dir      string // empty: there is none
	begun    bool   // there is a paper.yaml
	name     string
	editions int
	fonts    []string // its own
	found    source.List
}

// profileFolder is a folder of ICC profiles, and how many it has.
type profileFolder struct {
	dir   string
	count int
}

// Levels of ailments.
const (
	fine  = "ok"
	odd   = "warning"
	wrong = "error"
)

// ailmentMarks stand before each line, by its level.
var ailmentMarks = map[string]string{fine: "✓", odd: "!", wrong: "✗"}

// doctor looks at everything and says what it found.
func (w *world) doctor(m *machine, format string) error {
	var all []report.Ailment
	for _, look := range []func(*machine) []report.Ailment{
		w.lookBuild, w.lookFaces, w.lookFolders, w.lookLocale, w.lookTerminal, w.lookBrowser, w.lookPorts, w.lookClock, w.lookPaper, w.lookProfiles,
	} {
		all = append(all, look(m)...)
	}
	if err := w.writeAilments(all, format); err != nil {
		return err
	}
	for _, a := range all {
		if a.Level == wrong {
			return errFindings
		}
	}
	return nil
}

func (w *world) writeAilments(all []report.Ailment, format string) error {
	if format == "json" {
		return report.JSON(w.out, all)
	}
	n := map[string]int{}
	for _, a := range all {
		n[a.Level]++
		if _, err := fmt.Fprintln(w.out, ailmentMarks[a.Level], a.Text); err != nil {
			return err
		}
		if a.Remedy != "" {
			if _, err := fmt.Fprintln(w.out, "   ", a.Remedy); err != nil {
				return err
			}
		}
	}
	text := w.say.T("doctor-nothing-wrong")
	if n[odd]+n[wrong] > 0 {
		text = w.say.T("doctor-sum", n[wrong], n[odd])
	}
	_, err := fmt.Fprintln(w.out, text)
	return err
}

func (w *world) lookBuild(m *machine) []report.Ailment {
	return []report.Ailment{{Check: "build", Level: fine, Text: w.say.T("doctor-version", m.build.Version, m.build.Go, m.build.System, w.revision(m.build))}}
}

// lookFaces reads every face that the program carries, and each of its Han characters.
func (w *world) lookFaces(m *machine) (out []report.Ailment) {
	bad := func(name string, text string) {
		out = append(out, report.Ailment{Check: "faces", Level: wrong, Text: w.say.T("doctor-face", name, text), Remedy: w.say.T("doctor-face-remedy")})
	}
	sets := fonts.Repertoires()
	set := sets[slices.IndexFunc(sets, func(r fonts.Repertoire) bool { return r.Name == "GB/T 2312" })]
	for _, file := range m.faces {
		cat, err := fonts.NewCatalog(file)
		if err != nil {
			bad(file.Name, w.say.Err(err))
			continue
		}
		for _, f := range cat.Faces() {
			if err := f.Err(); err != nil {
				bad(f.Name(), w.say.Err(err))
			} else if lost := undrawn(f, set.Runes); len(lost) > 0 {
				bad(f.Name(), w.say.T("doctor-face-lacks", len(lost), set.Name, string(lost[:min(8, len(lost))])))
			}
		}
	}
	switch {
	case len(m.faces) == 0:
		bad("-", w.say.T("doctor-no-faces"))
	case len(out) == 0:
		out = append(out, report.Ailment{Check: "faces", Level: fine, Text: w.say.T("doctor-faces", len(m.faces), set.Name, len(set.Runes))})
	}
	return out
}

// undrawn are the characters that a face lacks or has no outline of.
func undrawn(f *fonts.Face, chars []rune) (out []rune) {
	var outline []fonts.Segment
	for _, c := range chars {
		g := f.Glyph(c)
		if outline = f.Outline(outline[:0], g); g == 0 || len(outline) == 0 {
			out = append(out, c)
		}
	}
	return out
}

// What outputs need: a broadsheet's pages of eight with its pictures are some ten MB, and are
// made beside those that stand there.
const (
	roomLittle = 1 << 30
	roomNone   = 100 << 20
)

// lookFolders says whether files can be written, and how many.
func (w *world) lookFolders(m *machine) (out []report.Ailment) {
	for _, f := range []struct{ check, dir, remedy string }{
		{"write", m.work, w.say.T("doctor-write-remedy")},
		{"temp", m.temp, w.say.T("doctor-temp-remedy")},
	} {
		if err := m.writes(f.dir); err != nil {
			out = append(out, report.Ailment{Check: f.check, Level: wrong, Text: w.say.T("doctor-cannot-write", f.dir, err), Remedy: f.remedy})
		} else {
			out = append(out, report.Ailment{Check: f.check, Level: fine, Text: w.say.T("doctor-writes", f.dir)})
		}
		room, err := m.room(f.dir)
		if err != nil {
			continue // not every file system says it
		}
		a := report.Ailment{Check: f.check + "-room", Level: fine, Text: w.say.T("doctor-room", f.dir, spaceOf(room))}
		if room < roomLittle {
			a.Level, a.Remedy = odd, w.say.T("doctor-room-remedy")
		}
		if room < roomNone {
			a.Level = wrong
		}
		out = append(out, a)
	}
	return out
}

// spaceOf writes a number of bytes for people.
func spaceOf(n uint64) string {
	if n < 1<<30 {
		return fmt.Sprintf("%d MB", n>>20)
	}
	return fmt.Sprintf("%.1f GB", float64(n)/(1<<30))
}

// lookLocale says which language is spoken and why, and whether it can be shown.
func (w *world) lookLocale(m *machine) (out []report.Ailment) {
	from := w.say.T("doctor-lang-none")
	for _, name := range []string{"BANXIN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := w.env(name); v != "" {
			from = name + "=" + v
			break
		}
	}
	out = append(out, report.Ailment{Check: "language", Level: fine, Text: w.say.T("doctor-language", from)})
	if set := w.charset(); set != "" {
		out = append(out, report.Ailment{Check: "charset", Level: odd, Text: w.say.T("doctor-charset", set), Remedy: w.say.T("doctor-charset-remedy")})
	}
	switch m.codePage {
	case 0:
	case 65001:
		out = append(out, report.Ailment{Check: "code-page", Level: fine, Text: w.say.T("doctor-code-page", fmt.Sprint(m.codePage))})
	default:
		out = append(out, report.Ailment{Check: "code-page", Level: odd, Text: w.say.T("doctor-code-page", fmt.Sprint(m.codePage)), Remedy: w.say.T("doctor-code-page-remedy")})
	}
	return out
}

// charset is the character set of the terminal, where one is named that is not UTF-8.
func (w *world) charset() string {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		v := w.env(name)
		if v == "" {
			continue
		}
		_, set, _ := strings.Cut(v, ".")
		set, _, _ = strings.Cut(set, "@")
		if strings.EqualFold(strings.ReplaceAll(set, "-", ""), "utf8") {
			return ""
		}
		return set
	}
	return ""
}

// tableColumns is the width for which tables are made.
const tableColumns = 80

func (w *world) lookTerminal(m *machine) []report.Ailment {
	switch {
	case m.width == 0:
		return []report.Ailment{{Check: "terminal", Level: fine, Text: w.say.T("doctor-no-terminal")}}
	case m.width < tableColumns:
		return []report.Ailment{{Check: "terminal", Level: odd, Text: w.say.T("doctor-width", m.width), Remedy: w.say.T("doctor-width-remedy", tableColumns)}}
	}
	return []report.Ailment{{Check: "terminal", Level: fine, Text: w.say.T("doctor-width", m.width)}}
}

func (w *world) lookBrowser(m *machine) []report.Ailment {
	if err := m.browser(); err != nil {
		remedy := w.say.T("doctor-browser-remedy")
		if errors.Is(err, errNoScreen) {
			remedy = w.say.T("doctor-browser-screen-remedy")
		}
		return []report.Ailment{{Check: "browser", Level: odd, Text: w.say.T("doctor-no-browser", err), Remedy: remedy}}
	}
	return []report.Ailment{{Check: "browser", Level: fine, Text: w.say.T("doctor-browser")}}
}

// lookPorts says whether the live proof can be served.
func (w *world) lookPorts(m *machine) []report.Ailment {
	if err := m.listens("127.0.0.1:0"); err != nil {
		return []report.Ailment{{Check: "ports", Level: wrong, Text: w.say.T("doctor-no-loopback", err), Remedy: w.say.T("doctor-loopback-remedy")}}
	}
	if err := m.listens("127.0.0.1:4390"); err != nil {
		return []report.Ailment{{Check: "ports", Level: odd, Text: w.say.T("doctor-port-taken", err), Remedy: w.say.T("doctor-port-remedy")}}
	}
	return []report.Ailment{{Check: "ports", Level: fine, Text: w.say.T("doctor-ports")}}
}

// firstYear is that of the program's beginning, for programs that do not know when they were built.
const firstYear = 2026

// lookClock tells of a clock that cannot be right: new editions would have its date.
func (w *world) lookClock(m *machine) []report.Ailment {
	year := firstYear
	if t, err := time.Parse(time.RFC3339, m.build.Time); err == nil {
		year = t.Year()
	}
	now := w.now()
	a := report.Ailment{Check: "clock", Level: fine, Text: w.say.T("doctor-clock", now.Format("2006-01-02 15:04"))}
	if now.Year() < year {
		a.Level, a.Remedy = wrong, w.say.T("doctor-clock-remedy", fmt.Sprint(year))
	}
	return []report.Ailment{a}
}

// lookPaper says what stands here, as far as the files can be read; check says the rest.
func (w *world) lookPaper(m *machine) (out []report.Ailment) {
	p, err := m.paper()
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return []report.Ailment{{Check: "paper", Level: wrong, Text: w.say.T("doctor-paper-unread", err), Remedy: w.say.T("doctor-new-remedy")}}
	case err != nil:
		return []report.Ailment{{Check: "paper", Level: wrong, Text: w.say.T("doctor-paper-unread", err), Remedy: w.say.T("doctor-paper-remedy")}}
	case p.dir == "":
		return []report.Ailment{{Check: "paper", Level: fine, Text: w.say.T("doctor-no-paper")}}
	case p.editions == 0 && !p.begun:
		return []report.Ailment{{Check: "paper", Level: odd, Text: w.say.T("doctor-no-editions", p.dir), Remedy: w.say.T("doctor-new-remedy")}}
	case p.editions == 0:
		return []report.Ailment{{Check: "paper", Level: odd, Text: w.say.T("doctor-no-editions", p.dir), Remedy: w.say.T("doctor-editions-remedy")}}
	}
	a := report.Ailment{Check: "paper", Level: fine, Text: w.say.T("doctor-paper", p.name, p.dir, p.editions)}
	if n := p.found.Count(source.Error); n > 0 {
		a.Level, a.Remedy = odd, w.say.T("doctor-check-remedy", n)
	}
	out = append(out, a)
	if err := m.writes(p.dir); err != nil {
		out = append(out, report.Ailment{Check: "paper-write", Level: odd, Text: w.say.T("doctor-cannot-write", p.dir, err), Remedy: w.say.T("doctor-paper-write-remedy")})
	}
	unread := ofFonts(p.found)
	for _, f := range unread {
		level := map[source.Severity]string{source.Error: wrong, source.Warning: odd, source.Note: fine}[f.Severity]
		text := w.say.Msg(f.Message) // of a face that is not here: another stands in
		if f.Pos.File != "" {
			text = w.say.T("doctor-own-font", f.Pos.File, text)
		}
		out = append(out, report.Ailment{Check: "paper-fonts", Level: level, Text: text, Remedy: w.say.Msg(f.Hint)})
	}
	if len(p.fonts) > 0 && len(unread) == 0 {
		out = append(out, report.Ailment{Check: "paper-fonts", Level: fine, Text: w.say.T("doctor-own-fonts", strings.Join(p.fonts, " "))})
	}
	return out
}

func (w *world) lookProfiles(m *machine) []report.Ailment {
	var dirs []string
	n := 0
	for _, p := range m.profiles {
		dirs, n = append(dirs, p.dir), n+p.count
	}
	return []report.Ailment{{Check: "profiles", Level: fine, Text: w.say.T("doctor-profiles", n, strings.Join(dirs, ", "))}}
}
