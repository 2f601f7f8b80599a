package opds

import (
	"net/url"
	"strings"
)

// maxFound is how many editions a search shows.
const maxFound = 100

// search makes a feed of the editions that have all words of a query in their title,
// date, sections or headlines.
func (c *Catalog) search(query string) []byte {
	query = clip(clean(query), 200)
	words := strings.Fields(strings.ToLower(query))
	found := &shelf{name: "search", title: c.w.search + " " + query}
	for _, e := range c.editions {
		if len(words) > 0 && len(found.editions) < maxFound && e.says(words) {
			found.editions = append(found.editions, e)
		}
	}
	return c.pageAtom(page{shelf: found, number: 1, of: 1, editions: found.editions, name: "search", self: "search?q=" + url.QueryEscape(query)})
}

func (e *Edition) says(words []string) bool {
	text := strings.ToLower(strings.Join([]string{e.Title, e.Latin, e.Date, strings.ReplaceAll(e.Date, "-", ""), strings.Join(e.Sections, " "), strings.Join(e.Headlines, " ")}, " "))
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}
