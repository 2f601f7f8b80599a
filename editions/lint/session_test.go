package lint

import (
	"fmt"
	"math/rand"
	"reflect"
	"slices"
	"testing"

	"banxin/editions"
	"banxin/editions/source"
)

// TestSession: after any edit a session says what Check says, and has read no story again of which nothing
// that is said depends on another value than before.
func TestSession(t *testing.T) {
	rnd := rand.New(rand.NewSource(9))
	paper, date := editions.DefaultPaper(), editions.Date{Year: 2026, Month: 10, Day: 20}
	ed := &editions.Edition{Paper: paper, Date: date}
	for n := range 8 {
		ed.Stories = append(ed.Stories, sayingStory(rnd, n))
	}
	var s Session
	recalled, read := 0, 0
	for n := range 400 {
		ed = edited(rnd, ed)
		want := Check(ed)
		before, of := s.now, s.paper == ed.Paper && s.date == ed.Date
		if got := s.Check(ed); !reflect.DeepEqual(got, want) {
			t.Fatalf("edit %d: %v, want %v", n, got, want)
		}
		for story, h := range s.now {
			switch {
			case of && before[story] == h:
				recalled++
			case of:
				read++
			}
		}
		held := s.now
		if got := s.Check(ed); !reflect.DeepEqual(got, want) {
			t.Fatalf("edit %d, asked again: %v, want %v", n, got, want)
		}
		for story, h := range s.now {
			if held[story] != h && !slices.Contains(ed.Stories[slices.Index(ed.Stories, story)+1:], story) {
				t.Fatalf("edit %d: %s is read again though all is as it was", n, story.ID)
			}
		}
	}
	if recalled < 3*read {
		t.Errorf("%d stories recalled, %d read", recalled, read)
	}
}

// edited is the edition after an edit: other values where something is another, and the same where not.
func edited(rnd *rand.Rand, ed *editions.Edition) *editions.Edition {
	out := *ed
	out.Stories = slices.Clone(ed.Stories)
	i, k := rnd.Intn(len(out.Stories)), rnd.Intn(len(out.Stories))
	switch rnd.Intn(12) {
	case 0:
		out.Stories[i], out.Stories[k] = out.Stories[k], out.Stories[i]
	case 1:
		if len(out.Stories) > 4 {
			out.Stories = slices.Delete(out.Stories, i, i+1)
		}
	case 2:
		if len(out.Stories) < 10 {
			out.Stories = slices.Insert(out.Stories, i, sayingStory(rnd, rnd.Intn(12)))
		}
	case 3:
		if !slices.Contains(out.Stories[:k], out.Stories[i]) && len(out.Stories) < 10 {
			out.Stories = append(out.Stories, out.Stories[i])
		}
	case 4, 5: // what stands in the place for adverts
		out.Pages = []*editions.Page{{Number: 1, Placed: []editions.Placement{
			{Slot: []string{"头条", "广告1"}[rnd.Intn(2)], Stories: []string{out.Stories[i].ID}}}}}
	case 6:
		out.Date.Year = 2026 + rnd.Intn(2)
	case 7:
		if rnd.Intn(4) == 0 {
			p := *ed.Paper
			out.Paper = &p
		}
	default:
		out.Stories[i] = sayingStory(rnd, i)
	}
	return &out
}

// TestAmongAdverts: what stands in a slot for adverts has to say that it is one, whatever its head says of it.
func TestAmongAdverts(t *testing.T) {
	for slot, want := range map[string]bool{"广告": true, "下广告2": true, "头条": false} {
		var stories []*editions.Story
		for n := range 3 {
			s, _ := editions.ParseStory(source.NewFile("s.md", []byte("---\n标题: 题\n---\n新船票半价。\n")))
			s.ID = fmt.Sprint(n)
			stories = append(stories, s)
		}
		ed := &editions.Edition{Paper: editions.DefaultPaper(), Stories: stories, Pages: []*editions.Page{{Number: 1}, {Number: 2, Placed: []editions.Placement{{Slot: "二条", Stories: []string{"0"}}, {Slot: slot, Stories: []string{"1", "2"}}}}}}
		told := map[string]bool{}
		for _, f := range Check(ed) {
			told[f.Story] = told[f.Story] || f.Code == "REL-ADVERT"
		}
		if told["0"] || told["1"] != want || told["2"] != want {
			t.Errorf("%s: told of %v", slot, told)
		}
	}
}

// sayingStory is a story that may say what others say, and what is wrong among adverts.
func sayingStory(rnd *rand.Rand, n int) *editions.Story {
	long := []string{
		"云溪镇的渡口清晨有雾，木船一只接一只靠岸，船工们把货一件一件搬上来，天亮以后早市就在桥头开张了。",
		"桥头早市今年搬进了新棚，摊位比去年多出一倍，雨天也照常开门，附近几个村的菜农天不亮就挑着担子来了。",
		"镇上的中学修了新操场，孩子们放学以后还在那里踢球，一直到天色暗下来，家长才把他们一个一个叫回去吃饭。",
	}
	text := fmt.Sprintf("---\n标题: 第%d条消息\n---\n", n)
	for range 1 + rnd.Intn(2) {
		text += long[rnd.Intn(len(long))] + "\n\n"
	}
	text += []string{"", "昨天，全国最好的酒上市，百分之百有效。。\n", "10月20日（星期二）开会。\n"}[rnd.Intn(3)]
	s, _ := editions.ParseStory(source.NewFile(fmt.Sprintf("s%d.md", n), []byte(text)))
	s.ID = fmt.Sprint(n)
	return s
}
