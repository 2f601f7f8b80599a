package live

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// mostPlated are the pages whose plates are kept: pictures as large as pages.
const mostPlated = 4

// plateCache keeps the plates of the pages asked for last. One page's are made at a time: they
// take a processor, and a browser asks for one.
type plateCache struct {
	mu   sync.Mutex
	kept []plated // the latest at the end
}

// plated are the plates of a page as it looks.
type plated struct {
	page   int
	tag    string // how it looks, and how that becomes plates
	plates []Plate
}

// of returns the plates of page i, made where they are not kept. Faults are not kept.
func (c *plateCache) of(ctx context.Context, n *snapshot, i int) ([]Plate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	tag := n.sheets[i].tag + " " + n.ed.Inks
	k := slices.IndexFunc(c.kept, func(p plated) bool { return p.page == i && p.tag == tag })
	if k >= 0 {
		p := c.kept[k]
		c.kept = append(slices.Delete(c.kept, k, k+1), p)
		return p.plates, nil
	}
	if err := ctx.Err(); err != nil { // who asked has gone while others' were made
		return nil, err
	}
	list, err := n.ed.Plates(ctx, i)
	if err != nil {
		return nil, err
	}
	c.kept = slices.DeleteFunc(c.kept, func(p plated) bool { return p.page == i }) // as it looked before
	c.kept = append(c.kept, plated{i, tag, list})
	c.kept = slices.Delete(c.kept, 0, max(len(c.kept)-mostPlated, 0))
	return list, nil
}

// platesOn returns the plates of the page that a request is for; it answers where there are none.
func (s *Server) platesOn(w http.ResponseWriter, r *http.Request) ([]Plate, bool) {
	n, i, ok := s.on(w, r)
	if !ok {
		return nil, false
	}
	if n.ed.Plates == nil {
		http.NotFound(w, r)
		return nil, false
	}
	list, err := s.plates.of(r.Context(), n, i)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return nil, false
	}
	return list, true
}

// plateNames lists what of a page's inks can be shown; it makes the plates, since only they
// tell which spot inks the page has.
func (s *Server) plateNames(w http.ResponseWriter, r *http.Request) {
	list, ok := s.platesOn(w, r)
	if !ok {
		return
	}
	out := []string{}
	for _, p := range list {
		out = append(out, p.Name)
	}
	data, err := json.Marshal(out)
	drawn(w, r, "application/json", data, err)
}

// plate answers with one of them, by its number: names of inks are anybody's.
func (s *Server) plate(w http.ResponseWriter, r *http.Request) {
	name, png := strings.CutSuffix(r.PathValue("plate"), ".png")
	k, err := strconv.Atoi(name)
	if err != nil || !png {
		http.NotFound(w, r)
		return
	}
	list, ok := s.platesOn(w, r)
	if !ok {
		return
	}
	if k < 0 || k >= len(list) {
		http.NotFound(w, r)
		return
	}
	answer(w, r, "image/png", list[k].PNG)
}
