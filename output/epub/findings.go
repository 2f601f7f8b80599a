package epub

import (
	"banxin/editions"
	"banxin/editions/source"
	"banxin/output/internal/prose"
)

// Check returns what would make the e-edition worse than it should be: pictures without
// a text for readers who cannot see them, and characters that XML cannot carry. Those
// are written as U+FFFD, in sight. The style sheets are looked at too: see [CheckStyle].
func Check(ed *editions.Edition) source.List { return new(Memory).Check(ed) }

// Memory remembers what there was to be said of the last edition: of stories, and of a paper, that are
// the same values the same is said again. The zero value remembers nothing; it is for one goroutine.
type Memory struct {
	stories map[*editions.Story]source.List
	paper   *editions.Paper
	sheets  source.List
}

// Check is the function of that name, with less to do.
func (m *Memory) Check(ed *editions.Edition) source.List {
	var l source.List
	now := make(map[*editions.Story]source.List, len(ed.Stories))
	for _, s := range ed.Stories {
		found, known := m.stories[s]
		if !known {
			found = checkStory(s)
		}
		now[s] = found
		l = append(l, found...)
	}
	if m.stories = now; m.paper != ed.Paper {
		m.paper, m.sheets = ed.Paper, checkSheets(ed)
	}
	l = append(l, m.sheets...)
	l.Sort()
	return l
}

func checkStory(s *editions.Story) (l source.List) {
	for _, p := range s.Pictures() {
		if prose.AltText(p) == "" {
			l.Add(source.New("EPB-ALT", place(s, p.Span), source.Msg("picture-no-caption-no-text-readers", p.Path), source.Msg("describe-after-name-what-to-seen", p.Path)).Of(s.ID))
		}
	}
	for p := range s.Parts() {
		if r, ok := prose.Forbidden(p.Text.String()); ok {
			l.Add(source.New("EPB-CHAR", place(s, p.Text.Span), source.Msg("character-cannot-stand-in-e-book", int(r)), source.Msg("remove-e-edition-shows-fffd-in")).Of(s.ID))
		}
	}
	return l
}

func place(s *editions.Story, at source.Span) source.Pos {
	if s.File == nil {
		return source.Pos{}
	}
	return s.File.Pos(at)
}
