package epaper

import (
	"time"

	"banxin/editions"
	"banxin/output/internal/identity"
	"banxin/output/internal/markup"
)

// addNotice adds what stands at the address of a story that was withdrawn: that it was, and
// when, and nothing of the story itself.
func (p *paper) addNotice(x *editions.Withdrawal) {
	j := p.withdrawnJSON(x)
	var m markup.Writer
	m.Open("article", "lang", p.lang, "xml:lang", p.lang)
	m.Raw("\n")
	m.Element("h1", p.w.withdrawn)
	m.Raw("\n")
	p.prose(&m, "../").Withdrawn(x, p.ed.Date, p.lang)
	m.Raw("</article>\n")
	p.add(j.HTML, p.single(p.w.withdrawn, m.String(), "index.html"))
	p.addJSON(j.Ninjs, newsItem{URI: p.uri(j.HTML, identity.StoryURN(p.ed, x.Story)), Type: "text", Version: version(j.Version), VersionCreated: p.versionCreated(x.Story),
		ContentCreated: p.contentCreated(), PubStatus: "canceled", Language: p.lang, Title: p.w.withdrawn, InfoSources: []name{{p.ed.Paper.Name}},
		AltIDs: []value{{Role: "story", Value: x.Story}}, Standard: &ninjs})
}

func (p *paper) withdrawnJSON(x *editions.Withdrawal) withdrawnJSON {
	a := article{id: identity.Story(x.Story)}
	j := withdrawnJSON{ID: a.id, Story: x.Story, HTML: a.html(), Ninjs: a.ninjs(), Version: p.ed.Version(x.Story), Modified: p.revised(x.Story), Note: x.Note}
	if !x.Time.IsZero() {
		j.Time = x.Time.Format(time.RFC3339)
	}
	return j
}

// versionCreated is revised by the paper's clock.
func (p *paper) versionCreated(id string) string {
	return p.ed.Revised(id, p.issued).Format(time.RFC3339)
}

// revised is when a story came to what it says now, UTC.
func (p *paper) revised(id string) string {
	return p.ed.Revised(id, p.issued).UTC().Format(timeFormat)
}
