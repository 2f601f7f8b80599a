package cli

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"

	"banxin/editions"
	"banxin/output/live"
	"banxin/output/plates"
	"banxin/output/works"
)

// livePPI is the resolution of the plates in the live proof: more than a page has on a screen.
const livePPI = 100

// livePlates makes the plates of page i of a set within its trim, and the map of its ink.
func livePlates(ctx context.Context, c *works.Set, i int) ([]live.Plate, error) {
	number := c.Doc.Pages[i].Number
	pages := works.Pages{{From: number, To: number}}
	f, err := separated(ctx, c, pages, livePPI)
	if err != nil {
		return nil, err
	}
	k := 1 // its place among the pages of this number
	for _, p := range c.Doc.Pages[:i] {
		if pages.On(p) {
			k++
		}
	}
	s, err := f.Sheet(ctx, k)
	if err != nil {
		return nil, err
	}
	label, err := labels()
	if err != nil {
		return nil, err
	}
	s = s.Trimmed()
	var out []live.Plate
	add := func(name string, write func(io.Writer) error) {
		var b bytes.Buffer
		if err == nil {
			err = write(&b)
		}
		out = append(out, live.Plate{Name: name, PNG: b.Bytes()})
	}
	for k, ink := range s.Inks {
		if k < len(plates.Process) || s.Used(k) {
			add(ink.Name, func(w io.Writer) error { return s.WritePlate(w, k) })
		}
	}
	add("TAC", func(w io.Writer) error { return s.WriteLoad(w, s.Load(inkLimit(c)), label) })
	return out, err
}

// inksOf stands for how the pages of a set become plates: what its press asks for, and the
// colours of the paper.
func inksOf(c *works.Set) string {
	data, err := json.Marshal(struct {
		Press  editions.Press
		Colors map[string]editions.InkColor
	}{c.Edition.Paper.Press, c.Edition.Paper.Colors})
	if err != nil {
		panic(fmt.Sprintf("what a press asks for cannot be JSON: %v", err))
	}
	sum := sha256.Sum256(data)
	return fmt.Sprintf("%x", sum[:8])
}
