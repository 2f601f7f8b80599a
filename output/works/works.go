// Package works is the whole way from a paper's files to all that is made of an edition.
//
//	paper, err := works.Open(os.DirFS("my-paper"), works.Options{Faces: faces.All()})
//	set, err := paper.Compose(ctx, "") // the latest edition
//	made, err := set.Make(ctx, &works.Memory{}, works.PDF, works.EPUB, works.PNG)
//
// What is wrong with the files is said by set.Findings, judged by the paper's own rules;
// errors are trouble of the world. Files go to a [Sink], all of them or none. The same
// paper gives the same bytes, on any machine and any number of processors.
package works

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"banxin/assets"
	"banxin/editions"
	"banxin/editions/source"
	"banxin/fonts"
	"banxin/layout"
	"banxin/layout/makeup"
	"banxin/output/pdf"
)

// Version of banxin. It stands in every file that banxin makes.
const Version = "0.1.0"

// Generator is who made a file, as the files say.
const Generator = "banxin " + Version

// Options of Open. Only Faces has no useful zero value.
type Options struct {
	Faces    []fonts.File  // that pages are set in beside the paper's own: faces.All()
	Library  fs.FS         // page templates that any paper may name; nil: assets.Templates()
	Printers fs.FS         // printers' files that any paper may name; nil: assets.Printers()
	For      editions.Shop // the printer's file that is obeyed before the paper's; zero: none
	Profiles fs.FS         // ICC profiles of the machine, NAME.icc; nil: none
	Name     string        // of the paper, as errors call it; empty: the paper
	Pages    Pages         // that are to be made; none: all. Adverts of others are not looked at
	Gaps     bool          // places left white are warnings, not errors
	Versions int           // of pages without story slots, made up of the stories that have no place; 0: none are made up
	Adopt    int           // the version, from 1, that is the edition; 0: the first
	Parallel int           // goroutines; 0: GOMAXPROCS
	Progress func(Step)    // called by one goroutine at a time; may be nil
	Keep     Keep          // makes what is slow to make, or knows it; nil: all is made
	Session  *Session      // remembers from one call to the next what was made; nil: nothing is
	Part     Part          // for Prepare, which looks at the pictures of its share itself; zero: all are looked at
}

// Paper is a paper's folder. Its files are read anew by each call, so that one Paper serves
// while they are edited; it may be used by several goroutines.
type Paper struct {
	fsys fs.FS
	o    Options
}

// ErrNoEdition says that there is no edition, or none of the date asked for.
var ErrNoEdition = editions.ErrNoEdition

// ErrNoPages says that nothing can be made: the set has no pages.
var ErrNoPages error = source.Faultf("edition-no-pages")

// ErrOption says that an option, a kind of output or a number of a page or version is none
// that can be.
var ErrOption = errors.New("an option is out of its range")

// ErrOutside says that a link leads out of the paper's folder.
var ErrOutside = editions.ErrOutside

// refused is an ErrOption that says what is wrong.
func refused(f *source.Fault) error {
	f.Cause = ErrOption
	return f
}

// Open opens a paper's folder that holds at least one edition; else the error is
// ErrNoEdition.
func Open(fsys fs.FS, o Options) (*Paper, error) {
	if o.Library == nil {
		o.Library = assets.Templates()
	}
	if o.Printers == nil {
		o.Printers = assets.Printers()
	}
	p := &Paper{fsys, o}
	_, err := p.Choose("")
	return p, err
}

// name is how errors call the paper.
func (p *Paper) name() any {
	if p.o.Name == "" {
		return source.Msg("paper")
	}
	return p.o.Name
}

// Editions returns the dates of the paper's editions, oldest first.
func (p *Paper) Editions() ([]string, error) {
	dates, err := editions.Editions(p.fsys)
	if errors.Is(err, ErrOutside) {
		f := source.Faultf("leads-out-of-paper-folder", "editions")
		f.Cause = ErrOutside
		return nil, f
	}
	if errors.Is(err, editions.ErrNoFolder) {
		return nil, source.Faultf("editions-is-no-folder", p.name())
	}
	if err != nil {
		return nil, source.Faultf("cannot-read-file", p.name(), err)
	}
	return dates, nil
}

// Choose settles which edition a date means: the latest where it is empty. The error is
// ErrNoEdition where there is none.
func (p *Paper) Choose(date string) (string, error) {
	dates, err := p.Editions()
	if err != nil {
		return "", err
	}
	fault := source.Faultf("no-paper-folder-no-editions-date", p.name())
	if wrong := editions.Misdated(p.fsys); len(wrong) > 0 {
		fault = source.Faultf("folder-among-editions-is-none", wrong[0].Folder, strings.Replace(wrong[0].Day, "0000", "2026", 1))
	}
	if latest := editions.Latest(p.fsys, dates); latest != "" {
		if date == "" {
			return latest, nil
		}
		if slices.Contains(dates, date) {
			return date, nil
		}
		if day, ok := editions.MeantDay(date); ok && slices.Contains(dates, day) {
			return day, nil
		}
		fault = source.Faultf("no-edition-of-latest", p.name(), date, latest)
	}
	fault.Cause = ErrNoEdition
	return "", fault
}

// Load reads the edition of a date (2026-10-20; empty: the latest) with its faces, and sets
// no page: the set's Doc is nil. Its findings are not judged yet.
func (p *Paper) Load(date string) (*Set, error) {
	date, err := p.Choose(date)
	if err != nil {
		return nil, err
	}
	ed, found, err := editions.LoadWith(p.fsys, date, editions.Options{Library: p.o.Library, Printers: p.o.Printers, For: p.o.For, Profiles: p.o.Profiles, Sound: p.o.sound(), Recall: p.o.Session.stories()})
	if err != nil {
		return nil, source.Faultf("cannot-read-file", p.name(), err)
	}
	chain, broken, err := p.signatures(ed)
	if err != nil {
		return nil, err
	}
	remarks, unread, err := p.remarks(ed)
	if err != nil {
		return nil, err
	}
	cat, more := p.o.Session.catalog(ed, p.o.Faces)
	s := &Set{Edition: ed, Catalog: cat, Findings: slices.Concat(found, broken, unread, more), o: &p.o, chain: chain, remarks: remarks}
	s.profile()
	s.Findings.Sort()
	return s, nil
}

// sound says how a picture is known to be whole; nil: by looking at it.
func (o *Options) sound() func(name string, data []byte, verify func() error) error {
	switch {
	case o.Session != nil:
		return o.Session.whole
	case o.Keep == nil:
		return nil
	case o.Part.Of > 0: // Prepare looks at those of its share
		return func(string, []byte, func() error) error { return nil }
	}
	return func(name string, _ []byte, verify func() error) error { return o.known(name, verify) }
}

// known looks at a picture once.
func (o *Options) known(name string, verify func() error) error {
	_, err := o.Keep("sound "+name, func() ([]byte, error) { return []byte{1}, verify() })
	return err
}

// profile finds whether the press's profile can be used; the newsprint profile stands in for
// one that cannot.
func (s *Set) profile() { s.Findings = append(s.Findings, Usable(&s.Edition.Paper.Press)...) }

// Usable takes out of what a press asks for the profile and device links that cannot be used,
// and says which they are.
func Usable(p *editions.Press) (found source.List) {
	if len(p.Links) > 0 {
		if err := (pdf.Press{Links: p.Links}).Check(); err != nil {
			found.Add(source.New("INK-PROFILE", p.LinkPos, source.Msg("device-link-cannot-used", err), source.Msg("ask-press-for-profile")))
			p.Links = nil
		}
	}
	if len(p.Data) == 0 {
		return found
	}
	if err := (pdf.Press{ICC: p.Data}).Check(); err != nil {
		found.Add(source.New("INK-PROFILE", p.ICCPos, source.Msg("press-profile-cannot-used", p.ICC, err), source.Msg("ask-press-for-profile")))
		p.ICC, p.Data, p.Condition, p.Info = "", nil, "", ""
	}
	return found
}

// Compose reads the edition of a date (empty: the latest) and lays it out. Without a page
// that could be laid out the set's Doc is nil; its findings say why.
func (p *Paper) Compose(ctx context.Context, date string) (*Set, error) {
	done := p.o.stage("read")
	s, err := p.Load(date)
	done()
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if len(s.Edition.Pages) > 0 {
		defer p.o.stage("compose")()
		if p.o.Versions > 0 {
			s.makeUp(p.o.Versions)
		}
		if err := s.compose(ctx); err != nil {
			return nil, err
		}
	}
	p.o.Session.turn()
	s.Findings = s.weigh(s.Findings)
	s.Findings.Sort()
	return s, nil
}

// compose lays the edition out and adds what is to be said of its pages.
func (s *Set) compose(ctx context.Context) error {
	opened := newAdverts(s.Edition.Paper.Press)
	res, err := s.o.Session.compose(ctx, s.Edition, s.Catalog, layout.Options{Parallel: s.o.Parallel, Progress: s.o.count, OpenPage: s.opener(opened), Room: makeup.Room(s.Edition, s.Catalog)})
	if err != nil {
		return err
	}
	s.Layout, s.Doc = res, res.Doc
	adverts, err := s.adverts(ctx, opened)
	if err != nil {
		return err
	}
	s.Findings = append(append(append(s.Findings, s.untold(res.Findings)...), adverts...), s.account()...)
	s.Findings = append(append(s.Findings, s.withdrawn()...), append(s.plates(opened), s.limited(opened)...)...)
	s.look()
	return nil
}

// untold leaves out what follows from a fault that has been told: that pages are empty which could
// not be made up, that an index lists nothing whose stories are all withdrawn, that the place of a
// picture is white of which it has been said that it is missing or cannot be read. That is then told
// with the place on the page.
func (s *Set) untold(found source.List) source.List {
	return slices.DeleteFunc(slices.Clone(found), func(f source.Finding) bool {
		switch f.Code {
		case "GAP-BLANK":
			return f.Page > 0 && slices.ContainsFunc(s.Findings, func(o source.Finding) bool { return o.Code == "PLAN-AUTO" && o.Page == f.Page })
		case "PLAN-INDEX":
			return s.allWithdrawn()
		case "GAP-PICTURE":
			i := slices.IndexFunc(s.Findings, func(o source.Finding) bool { return o.Pos == f.Pos && o.Severity == source.Error && cannotShow(o.Code) })
			if i >= 0 {
				s.Findings[i] = s.Findings[i].On(f.Page, f.Slot)
			}
			return i >= 0
		}
		return false
	})
}

// cannotShow tells whether a fault of a picture leaves its place white.
func cannotShow(code string) bool {
	return code != "PIC-CROP" && source.Covers("PIC", code) || code == "SRC-READ" || code == "SRC-PATH" || code == "SRC-SIZE"
}

// look adds what is wrong on paper, whatever is made of it.
func (s *Set) look() {
	_, pages := s.o.Session.proofs()
	found := pages.Faults(s.Edition, s.Layout)
	pages.Locate(s.Layout, found)
	for _, f := range found {
		s.Findings.Add(f)
	}
}

// looks are what else is to be said of the pages.
func (s *Set) looks() source.List {
	_, pages := s.o.Session.proofs()
	return slices.DeleteFunc(pages.Check(s.Edition, s.Layout), func(f source.Finding) bool {
		c, _ := source.LookUp(f.Code)
		return c.Build
	})
}

// makeUp puts the best made-up edition, or the one that is adopted, in the place of the one read. What was said of
// stories without a place is not true any more.
func (s *Set) makeUp(n int) {
	s.Versions = makeup.Auto(s.Edition, s.Catalog, n)
	pos := source.Pos{File: s.Edition.File.Name}
	if len(s.Versions) == 0 {
		if s.emptied(makeup.Unmade(s.Edition)) == 0 {
			why, remedy := makeup.Idle(s.Edition)
			s.Findings.Add(source.New("PLAN-AUTO", pos, source.Msg("no-page-could-made-up", why), remedy))
		}
		return
	}
	s.Chosen = min(max(s.o.Adopt, 1), len(s.Versions)) - 1
	best := s.Versions[s.Chosen]
	s.emptied(makeup.Unmade(best.Edition))
	s.Edition = best.Edition
	s.Findings = slices.DeleteFunc(s.Findings, func(f source.Finding) bool {
		return f.Code == "PLAN-UNPLACED" && slices.ContainsFunc(best.Made, func(m makeup.Made) bool { return slices.Contains(m.Stories, f.Story) })
	})
	for k, v := range s.Versions {
		for i := range v.Made {
			s.made(pos, k, &v.Made[i])
		}
	}
	last := s.Versions[len(s.Versions)-1].Made
	for i := range last {
		if why := last[i].Fewer(); why.ID != "" && (last[i].Same || len(s.Versions) < n) {
			s.Findings.Add(source.New("PLAN-FEWER", pos, why, source.Msg("give-more-stories-or-pictures")).On(last[i].Page, ""))
		}
	}
}

// emptied reports the pages that stay empty, and how many they are.
func (s *Set) emptied(pages []makeup.Gap) int {
	for _, e := range pages {
		s.Findings.Add(source.New("PLAN-AUTO", source.Pos{File: s.Edition.File.Name}, e.Why, source.Msg("give-page-stories-it-holds")).As(source.Error).On(e.Page, ""))
	}
	return len(pages)
}

// made says what a page of a version looks like and which stories it leaves out, of the one chosen also what its
// stories' order is and what it lacks.
func (s *Set) made(pos source.Pos, k int, m *makeup.Made) {
	say := m.Criticism()
	f := source.New("PLAN-MADE", pos, source.Msg("version-made-up-of-stories-of", k+1, len(m.Stories), m.Empty, m.All, say[0], say[1], say[2]), source.Message{}).On(m.Page, "")
	f.Lines = m.Empty
	s.Findings.Add(f)
	for _, why := range m.Passed() {
		s.Findings.Add(source.New("PLAN-PASSED", pos, source.Msg("version-leaves-out", k+1, why), source.Msg("shorten-story-or-give-another-page")).On(m.Page, ""))
	}
	if k != s.Chosen {
		return
	}
	s.Findings.Add(source.New("PLAN-ORDER", pos, m.Order(), source.Msg("say-order-in-stories")).On(m.Page, ""))
	if n := m.Short(); n > 0 {
		f := source.New("PLAN-SHORT", pos, source.Msg("page-is-short-of-lines", n), source.Msg("add-picture-or-advert")).On(m.Page, "")
		f.Lines = n
		s.Findings.Add(f)
	}
}
