package desk

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
)

// job makes versions of a page up.
type job struct {
	stop     context.CancelFunc
	Done     bool      `json:"done"`
	Fault    string    `json:"fault,omitempty"`
	Versions []shownOf `json:"versions"`
	made     []Version
}

type shownOf struct {
	Zh    string `json:"zh"`
	En    string `json:"en"`
	Pages int    `json:"pages"`
	ID    string `json:"id"`
}

// auto begins to make versions up; one that is under way is left.
func (p *placer) auto(c *call) (any, error) {
	var w struct {
		Versions int  `json:"versions"`
		Page     *int `json:"page"` // nil: those without slots
	}
	if err := c.body(&w); err != nil {
		return nil, err
	}
	page := -1
	if w.Page != nil {
		page = max(*w.Page, 0)
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(c.r.Context()))
	j := &job{stop: stop, Versions: []shownOf{}}
	p.mu.Lock()
	if p.job != nil {
		p.job.stop()
	}
	p.job = j
	p.mu.Unlock()
	go func() {
		defer stop()
		defer func() {
			if r := recover(); r != nil {
				p.ended(j, nil, fmt.Errorf("%v", r))
			}
		}()
		list, err := p.Stage.Versions(ctx, min(max(w.Versions, 1), 6), page)
		p.ended(j, list, err)
	}()
	return struct{}{}, nil
}

func (p *placer) ended(j *job, list []Version, err error) {
	var shown []shownOf
	for _, v := range list {
		shown = append(shown, shownOf{v.Zh, v.En, len(v.Pictures), p.keep(Offer{Zh: v.Zh, En: v.En, Changes: v.Changes})})
	}
	p.mu.Lock()
	j.Done, j.made, j.Versions = true, list, append(j.Versions, shown...)
	if err != nil {
		j.Fault = err.Error()
	}
	now := p.job == j
	p.mu.Unlock()
	if now {
		p.Send(struct {
			Kind string `json:"kind"`
		}{"versions"})
	}
}

// made is how far it has come.
func (p *placer) made(*call) (any, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.job == nil {
		return job{Done: true, Versions: []shownOf{}}, nil
	}
	return *p.job, nil
}

func (p *placer) stop(*call) (any, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.job != nil {
		p.job.stop()
		p.job = nil
	}
	return struct{}{}, nil
}

// picture is a page of a version.
func (p *placer) picture(c *call) (any, error) {
	k, err1 := strconv.Atoi(c.r.PathValue("version"))
	i, err2 := strconv.Atoi(c.r.PathValue("page"))
	p.mu.Lock()
	defer p.mu.Unlock()
	if err1 != nil || err2 != nil || p.job == nil || k < 0 || k >= len(p.job.made) || i < 0 || i >= len(p.job.made[k].Pictures) {
		return nil, refused(http.StatusNotFound, "no-file")
	}
	c.w.Header().Set("Content-Type", "image/png")
	_, _ = c.w.Write(p.job.made[k].Pictures[i])
	return nil, nil
}
