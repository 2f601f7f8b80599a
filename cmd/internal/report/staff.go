package report

import (
	"strings"

	"banxin/cmd/internal/words"
	"banxin/editions"
)

// Staff are the people of a paper's desk, for JSON: never their passwords.
type Staff struct {
	Schema int           `json:"schema"` // 1
	People []StaffPerson `json:"people"`
}

// StaffPerson is somebody of the desk.
type StaffPerson struct {
	Name  string   `json:"name"`
	Role  string   `json:"role"`
	May   []string `json:"may"`
	Signs []string `json:"signs"`           // empty with All: whatever is asked for
	All   bool     `json:"signs-all"`       // a chief who may sign as anything
	Pages []string `json:"pages,omitempty"` // not there: all
}

// NewStaff is a desk for JSON.
func NewStaff(s *editions.Staff) Staff {
	out := Staff{Schema: 1, People: []StaffPerson{}}
	for _, p := range s.People {
		out.People = append(out.People, StaffPerson{
			Name: p.Name, Role: p.Role, May: append([]string{}, p.Rights.Words()...), Signs: append([]string{}, p.Signs...), All: p.SignsAll(), Pages: p.Pages,
		})
	}
	return out
}

// Staff lists the people of a desk.
func (t *Text) Staff(s *editions.Staff) {
	if len(s.People) == 0 {
		t.Line("nobody-at-desk")
		return
	}
	name := ""
	for _, p := range s.People {
		name = Wider(name, words.Visible(p.Name))
	}
	for _, p := range s.People {
		signs, pages := words.Visible(strings.Join(p.Signs, " ")), words.Visible(strings.Join(p.Pages, " "))
		if p.SignsAll() {
			signs = t.Say.T("signs-anything")
		}
		if p.Pages == nil {
			pages = t.Say.T("all-pages")
		}
		t.Line("person-of-desk", Left(words.Visible(p.Name), name), p.Role, strings.Join(p.Rights.Words(), " "), signs, pages)
	}
}
