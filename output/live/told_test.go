package live

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand"
	"reflect"
	"slices"
	"testing"

	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/proof"
)

// become is what a browser makes of what it has and of a change: live.js does the same.
func become(t *testing.T, had, change []byte) []byte {
	t.Helper()
	var was, now map[string]json.RawMessage
	var versions struct{ From, Version int }
	if json.Unmarshal(had, &was) != nil || json.Unmarshal(change, &now) != nil || json.Unmarshal(change, &versions) != nil || fmt.Sprint(versions.From) != string(was["version"]) {
		t.Fatalf("no change of version %s: %.100s", was["version"], change)
	}
	delete(now, "from")
	for _, name := range listNames {
		var old, list, out []json.RawMessage
		if now[name] == nil {
			now[name] = was[name]
			continue
		}
		if json.Unmarshal(was[name], &old) != nil || json.Unmarshal(now[name], &list) != nil {
			t.Fatalf("%s is no list: %.100s", name, now[name])
		}
		for _, step := range list {
			var stay [2]int
			if json.Unmarshal(step, &stay) == nil {
				out = append(out, old[stay[0]:stay[0]+stay[1]]...)
			} else {
				out = append(out, step)
			}
		}
		now[name], _ = json.Marshal(append([]json.RawMessage{}, out...))
	}
	data, err := json.Marshal(now)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestTold: after any changes of an edition, what is told with what was told before in mind is what is
// told afresh; and so is what a browser makes of the changes, whether it was told of each or missed some.
func TestTold(t *testing.T) {
	for seed := range int64(100) {
		r := rand.New(rand.NewSource(seed))
		s := New(Options{Folder: "/home/desk/paper"})
		e := randomEdition(r)
		var each, some []byte // what browsers have
		var last *told        // that the second was told
		for range 12 {
			if r.Intn(6) == 0 {
				s.Hold([]Finding{{Page: -1, Text: Sentence{"坏", "bad"}, Level: proof.Error, At: Place{Line: r.Intn(3)}}})
			} else {
				e = edited(r, e)
				s.Show(e)
			}
			n, _ := s.current()
			chinese := seed%2 == 0
			now := s.said(n, chinese)
			fresh := (&telling{}).of(n, s, wordsIn(chinese)).whole()
			if !bytes.Equal(now.whole(), fresh) || !json.Valid(fresh) {
				t.Fatalf("seed %d:\n%s\nafresh\n%s", seed, now.whole(), fresh)
			}
			if each == nil {
				each = fresh
			} else {
				each = become(t, each, now.change)
			}
			if !sameJSON(each, fresh) {
				t.Fatalf("seed %d: %s became\n%s\nnot\n%s", seed, now.change, each, fresh)
			}
			if r.Intn(3) > 0 {
				continue
			}
			if last != nil {
				some = become(t, some, now.since(last))
			} else {
				some = fresh
			}
			if last = now; !sameJSON(some, fresh) {
				t.Fatalf("seed %d: who missed versions has\n%s\nnot\n%s", seed, some, fresh)
			}
		}
	}
}

func sameJSON(a, b []byte) bool {
	var x, y any
	return json.Unmarshal(a, &x) == nil && json.Unmarshal(b, &y) == nil && reflect.DeepEqual(x, y)
}

// TestToldLittle: of an edition in which one story has changed a browser is told little, and what is told
// is told once for all browsers; what is put in at the front tells nothing of what comes after anew.
func TestToldLittle(t *testing.T) {
	e := theSample()
	s := New(Options{})
	s.Show(e)
	n, _ := s.current()
	first := s.said(n, true)
	s.Show(with(func(e *Edition) {
		e.Stories = slices.Clone(e.Stories)
		e.Stories[3].OverChars = 77
		e.Findings = append([]Finding{{Page: 0, Text: Sentence{"新", "new"}}}, e.Findings...)
	}))
	n, _ = s.current()
	now := s.said(n, true)
	if change := now.since(first); len(change) > len(first.whole())/4 || s.said(n, true) != now {
		t.Errorf("%d bytes of %d are told: %s", len(change), len(first.whole()), change)
	}
	for i, said := range now.lists[1] {
		if said.is(first.lists[1][i]) != (i != 3) {
			t.Errorf("story %d: said anew: %v", i, i != 3)
		}
	}
}

// TestSameStory: stories that differ in any field are not the same.
func TestSameStory(t *testing.T) {
	var a Story
	of := reflect.TypeOf(a)
	for i := range of.NumField() {
		b := a
		differ(reflect.ValueOf(&b).Elem().Field(i))
		if a.same(&b) || !b.same(&b) {
			t.Errorf("stories that differ in %s are the same", of.Field(i).Name)
		}
	}
	for i, way := range []Way{{Score: 1}, {Parts: "x"}, {Lines: []string{""}}} {
		if way.same(Way{}) || reflect.TypeOf(way).NumField() != 3 {
			t.Errorf("ways that differ are the same: %d", i)
		}
	}
}

// differ changes a value.
func differ(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString("x")
	case reflect.Int:
		v.SetInt(1)
	case reflect.Struct:
		differ(v.Field(0))
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
	default:
		panic(v.Kind())
	}
}

// randomEdition has pages with stories on them, findings and changes.
func randomEdition(r *rand.Rand) *Edition {
	e := &Edition{Doc: &page.Doc{}}
	for i := range 1 + r.Intn(4) {
		e.Doc.Pages = append(e.Doc.Pages, randomPage(r, i))
		e.Pages = append(e.Pages, Page{Empty: r.Intn(2), Tag: fmt.Sprint(r.Intn(99))})
	}
	for i := range r.Intn(30) {
		e.Stories = append(e.Stories, randomStory(r, e, fmt.Sprint("s", i)))
	}
	for range r.Intn(60) {
		e.Findings = append(e.Findings, randomFinding(r, e))
	}
	return e
}

func randomPage(r *rand.Rand, i int) *page.Page {
	pg := &page.Page{Name: fmt.Sprint(r.Intn(9)), Number: i + 1, Trim: unit.Rect{W: 300 * unit.Pt, H: 400 * unit.Pt}}
	for range r.Intn(6) {
		at := unit.Rect{X: unit.Length(r.Intn(200)) * unit.Pt, Y: unit.Length(r.Intn(300)) * unit.Pt, W: 50 * unit.Pt, H: 20 * unit.Pt}
		pg.Items = append(pg.Items, &page.Mark{Role: page.RoleStory, ID: fmt.Sprint("s", r.Intn(30)), Open: true, Rect: at}, &page.Mark{Role: page.RoleStory})
	}
	return pg
}

func randomStory(r *rand.Rand, e *Edition, id string) Story {
	s := Story{ID: id, Title: "题<&>", Page: r.Intn(len(e.Doc.Pages)+1) - 1, Slots: []string{"甲", "乙"}[:r.Intn(3)], OverChars: r.Intn(2), FreeLines: r.Intn(4), Rest: []string{"", "余下的"}[r.Intn(2)]}
	if r.Intn(3) == 0 {
		s.Ways = []Way{{Lines: []string{"一行", "又一行"}, Score: r.Intn(100)}}
		s.Head = Head{Lines: 1, Chars: 10, Used: r.Intn(20)}
	}
	return s
}

func randomFinding(r *rand.Rand, e *Edition) Finding {
	return Finding{Level: proof.Level(r.Intn(3)), Code: fmt.Sprint("TXT-", r.Intn(9)), Text: Sentence{"中", "en"}, Page: r.Intn(len(e.Doc.Pages)+1) - 1,
		Story: fmt.Sprint("s", r.Intn(30)), At: Place{"a.md", r.Intn(9), r.Intn(9)}}
}

// edited is an edition with some of it changed, put in, taken out or moved.
func edited(r *rand.Rand, was *Edition) *Edition {
	if r.Intn(8) == 0 {
		return randomEdition(r)
	}
	e, doc := *was, *was.Doc
	e.Doc, doc.Pages, e.Pages, e.Stories, e.Findings, e.Changes = &doc, slices.Clone(doc.Pages), slices.Clone(e.Pages), slices.Clone(e.Stories), slices.Clone(e.Findings), slices.Clone(e.Changes)
	for range r.Intn(4) {
		switch r.Intn(7) {
		case 0:
			i := r.Intn(len(doc.Pages))
			doc.Pages[i], e.Pages[i].Tag = randomPage(r, i), fmt.Sprint(r.Intn(99))
		case 1:
			if n := len(e.Stories); n > 0 {
				i := r.Intn(n)
				e.Stories[i] = randomStory(r, &e, e.Stories[i].ID)
			}
		case 2:
			if n := len(e.Stories); n > 0 {
				i := r.Intn(n)
				e.Stories = append(slices.Delete(e.Stories, i, i+1), e.Stories[i])
			}
		case 3:
			e.Findings = slices.Insert(e.Findings, r.Intn(len(e.Findings)+1), randomFinding(r, &e))
		case 4:
			if n := len(e.Findings); n > 0 {
				i := r.Intn(n)
				e.Findings = slices.Delete(e.Findings, i, min(n, i+1+r.Intn(30)))
			}
		case 5:
			e.Changes = append(e.Changes, Change{Page: r.Intn(len(doc.Pages)), Text: Sentence{"改", "changed"}, Note: proof.Note{Level: proof.Changed, Story: "s1"}})
		default:
			e.Rate.Weight = r.Intn(30)
		}
	}
	return &e
}
