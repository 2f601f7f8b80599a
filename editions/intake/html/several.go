package html

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"banxin/editions/intake"
	"banxin/editions/intake/tree"
	"banxin/editions/source"
)

// Several reads a page of a book that holds several stories and says so, each into a copy that
// part makes for its id, or its number where it has none. Text around them that is more than
// headings is a copy of its own before them, with the id ""; less is left out by name with the
// first. It tells whether the page was one; else nothing was read.
func Several(root *tree.Node, o Options, part func(id string) *intake.Copy) bool {
	body := root.Named("body")
	if body == nil {
		return false
	}
	shared := newPage(nil, root, o)
	list := shared.stories(body)
	if len(list) < 2 {
		return false
	}
	s := several{walker: shared, root: root, of: map[*tree.Node]*tree.Node{}}
	for _, n := range list {
		s.of[n], s.skip[n] = n, true
	}
	s.shareNotes()
	s.several = !s.own
	if s.several && outside(body, s.skip, true) >= fewest {
		w := s.reader(part(""))
		w.article(root, body, body)
	} else {
		s.first = list[0]
	}
	for i, n := range list {
		s.story(part(cmp.Or(n.Get("id"), strconv.Itoa(i+1))), n)
	}
	return true
}

// several reads the stories of a page; what it knows of the page is the same for all of them.
type several struct {
	*walker
	root  *tree.Node
	first *tree.Node                  // the story that what stands around goes with; nil: that is a copy
	of    map[*tree.Node]*tree.Node   // stories, by their elements
	outer map[*tree.Node][]*tree.Node // notes that stand outside, by the stories that have their signs
}

// reader is a walker for one of the copies.
func (s *several) reader(c *intake.Copy) *walker {
	w := *s.walker
	w.c = c
	c.Options.Whole = true
	return &w
}

func (s *several) story(c *intake.Copy, n *tree.Node) {
	w := s.reader(c)
	if h := headOf(n); h != nil {
		w.raised = headLevel(h.Name) - 1
	}
	w.unhide(n)
	if !w.own {
		w.findFurniture(n)
	}
	if n == s.first {
		w.around(s.root, n, true)
	}
	delete(s.skip, n)
	w.block(n, top)
	w.flush(top)
	for _, note := range s.outer[n] {
		w.paragraphs(note, top)
	}
	s.skip[n] = true
	if n == s.first {
		w.around(s.root, n, false)
		w.title(s.root)
	}
}

// home is the story that an element stands in; nil: none.
func (s *several) home(n *tree.Node) *tree.Node {
	for ; n != nil; n = n.Parent {
		if s.of[n] != nil {
			return n
		}
	}
	return nil
}

// shareNotes gives notes that stand outside of all stories to the first that has their sign. A
// sign whose note is another story's is text.
func (s *several) shareNotes() {
	s.findNotes(s.root)
	s.outer = map[*tree.Node][]*tree.Node{}
	texts, owner := map[string]*tree.Node{}, map[string]*tree.Node{}
	for text, name := range s.notes {
		texts[name], owner[name] = text, s.home(text)
	}
	s.root.Walk(func(n *tree.Node) bool {
		name := s.signs[n]
		if name == "" {
			return true
		}
		home := s.home(n)
		if text := texts[name]; owner[name] == nil && home != nil && !s.skip[text] {
			owner[name], s.skip[text] = home, true
			s.outer[home] = append(s.outer[home], text)
		}
		if owner[name] != home {
			delete(s.signs, n)
		}
		return true
	})
}

// fewest is how many characters around the stories of a page are a text of their own.
const fewest = 40

// outside counts the characters in n, those of some elements and of furniture left out; also
// those of headings, where they are no text.
func outside(n *tree.Node, without map[*tree.Node]bool, text bool) (chars int) {
	n.Walk(func(k *tree.Node) bool {
		switch k.Name {
		case "nav", "header", "footer", "aside", "hgroup", "title", "head":
			return false
		case "h1", "h2", "h3", "h4", "h5", "h6":
			if text {
				return false
			}
		}
		if !k.Raw {
			chars += len([]rune(strings.TrimFunc(k.Text, tree.IsSpace)))
		}
		return !without[k]
	})
	return chars
}

// deepest is how many levels of stories inside parts and chapters are looked for.
const deepest = 3

// stories are the elements of a page that say that they are a story each: articles and chapters
// (DPUB-ARIA 1.1, 4.2; EPUB Structural Semantics 1.1), else sections that are all there is.
func (w *walker) stories(body *tree.Node) []*tree.Node {
	if found := w.storiesIn(body, deepest); len(found) > 1 {
		return found
	}
	return sections(body)
}

// storiesIn returns the outermost stories in n. One that is hardly more than a heading over
// others is none.
func (w *walker) storiesIn(n *tree.Node, depth int) (found []*tree.Node) {
	for _, s := range outermost(n, w.isStory) {
		if depth > 0 {
			in := w.storiesIn(s, depth-1)
			if len(in) > 1 && outside(s, setOf(in), true) < fewest {
				found = append(found, in...)
				continue
			}
		}
		found = append(found, s)
	}
	return found
}

// isStory tells whether an element says that it is a whole text by itself.
func (w *walker) isStory(n *tree.Node) bool {
	switch {
	case w.own:
		return n.Name == "article"
	case n.Name == "article" || n.Get("role") == "article":
		return (headOf(n) != nil || n.Get("aria-label") != "") && !furniture().MatchString(n.Get("class"))
	case n.Name == "section" || n.Name == "div":
		return headOf(n) != nil && slices.ContainsFunc(strings.Fields(n.Get("epub:type")+" "+n.Get("role")), func(s string) bool {
			return wholeTexts[strings.TrimPrefix(s, "doc-")]
		})
	}
	return false
}

// wholeTexts are the kinds of sections that are read by themselves.
var wholeTexts = map[string]bool{"article": true, "chapter": true, "foreword": true, "preface": true, "introduction": true, "prologue": true,
	"epilogue": true, "afterword": true, "conclusion": true, "appendix": true}

// sections are the sections of a page that have an id and a head of one level each, where no
// other text stands beside them: under a common heading they are the parts of one text.
func sections(body *tree.Node) []*tree.Node {
	found := outermost(body, func(n *tree.Node) bool { return n.Name == "section" && n.Get("id") != "" && headOf(n) != nil })
	if len(found) < 2 || outside(body, setOf(found), false) > 0 {
		return nil
	}
	for _, n := range found {
		if n.Parent != found[0].Parent || headOf(n).Name != headOf(found[0]).Name {
			return nil
		}
	}
	return found
}

// headOf is the heading of an element: the one that labels it, else the first.
func headOf(n *tree.Node) *tree.Node {
	isHead := func(k *tree.Node) bool { return headLevel(k.Name) > 0 && k.Line() != "" }
	label := n.Get("aria-labelledby")
	if h := n.First(func(k *tree.Node) bool { return label != "" && k.Get("id") == label && isHead(k) }); h != nil {
		return h
	}
	return n.First(isHead)
}

// outermost returns the elements in n that hold and stand in no other one.
func outermost(n *tree.Node, holds func(*tree.Node) bool) (found []*tree.Node) {
	n.Walk(func(k *tree.Node) bool {
		if k == n || k.IsText() || !holds(k) {
			return true
		}
		found = append(found, k)
		return false
	})
	return found
}

func setOf(nodes []*tree.Node) map[*tree.Node]bool {
	set := map[*tree.Node]bool{}
	for _, n := range nodes {
		set[n] = true
	}
	return set
}

// aroundStories is the reason for headings over several stories.
var aroundStories = intake.Reason{Key: "around", Says: source.Msg("stands-over-several-stories")}
