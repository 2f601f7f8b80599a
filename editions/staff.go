package editions

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"banxin/editions/source"
)

// StaffFile is the name of the file in a paper's folder that says who works at its desk.
const StaffFile = "desk.yaml"

// Staff are the people of a paper's desk.yaml. The zero value is that of a paper without one.
type Staff struct{ People []Person }

// Person is somebody with an account at the desk.
type Person struct {
	Name   string
	Hash   string // of the password, by bcrypt
	Role   string // 编辑 校对 主任 印务
	Rights Rights
	Signs  []string // what may be signed as; of a chief who says none: anything
	Pages  []string // names on paper, or 2-4 of numbers, that rights are for; nil: all
	Pos    source.Pos
}

// Rights are what somebody may do at the desk. To look is everybody's who has an account.
type Rights uint8

// What somebody may do.
const (
	MayEdit  Rights = 1 << iota // change texts
	MayNote                     // remark, answer, settle
	MayPlace                    // say what stands where, crop pictures
	MaySend                     // give pages to the press, freeze rounds
)

var (
	staffWords  = []word{{zh: "人", en: "people", also: []string{"人员", "staff"}}}
	personWords = []word{
		{zh: "名", en: "name", also: []string{"姓名", "名称"}}, {zh: "密", en: "password", also: []string{"密码", "口令"}}, {zh: "职", en: "role", also: []string{"职务", "角色"}},
		{zh: "可", en: "may", also: []string{"权", "权限"}}, {zh: "签", en: "signs", also: []string{"签字", "签发"}}, {zh: "版", en: "pages", also: []string{"版面"}},
	}

	posts = []term[duties]{
		{word{zh: "编辑", en: "editor"}, duties{MayEdit | MayNote | MayPlace, []string{"初审"}}},
		{word{zh: "校对", en: "proofreader"}, duties{MayNote, []string{"一校", "二校", "三校"}}},
		{word{zh: chief, en: "chief"}, duties{MayEdit | MayNote | MayPlace | MaySend, nil}},
		{word{zh: "印务", en: "press"}, duties{MayNote | MaySend, nil}},
	}
	roleWords = wordsOf(posts)

	rights = []term[Rights]{
		{word{zh: "改", en: "edit"}, MayEdit}, {word{zh: "注", en: "note"}, MayNote}, {word{zh: "排", en: "place"}, MayPlace}, {word{zh: "送", en: "send"}, MaySend},
	}
	rightWords = wordsOf(rights)
)

// duties are what people may do and sign as who say no more than their role.
type duties struct {
	rights Rights
	signs  []string
}

// UsualSigns are what pages and stories are signed as in newsrooms that have not said any of their own:
// the rounds of reading and of judging, and those who answer for them.
func UsualSigns() (out []string) {
	for _, r := range posts {
		out = append(out, r.means.signs...)
	}
	return append(append(out, "四校", "终校", "一审", "二审", "三审", "复审", "终审", "通读", "审读", "责编", "美编", "主编", "副主编", "总编", "副总编", "值班主任", "值班总编", "社长"), RoleNames()...)
}

const chief = "主任"

// RoleNames are the words of roles, the Chinese ones first.
func RoleNames() []string { return spellings(roleWords) }

// RightNames are the words of rights, the Chinese ones first.
func RightNames() []string { return spellings(rightWords) }

const (
	maxStaff = 500
	maxName  = 40 // characters
)

// bcryptForm is how a hash of bcrypt is written. Costs above 14 would keep a machine busy for
// seconds with each password that somebody tries.
const bcryptForm = `^\$2[aby]\$(0[4-9]|1[0-4])\$[./A-Za-z0-9]{53}$`

var bcryptHash = regexp.MustCompile(bcryptForm)

// ReadStaff reads desk.yaml. A person that is wrong in any way has a finding and no account:
// nobody is let in with more rights than somebody meant to give.
func ReadStaff(file *source.File) (*Staff, source.List) {
	d, out := &desk{}, &Staff{}
	v := d.yaml(file)
	for _, item := range d.people(v) {
		before := d.found.Count(source.Error)
		p := d.person(item)
		if d.found.Count(source.Error) > before {
			continue
		}
		if out.Person(p.Name) != nil {
			d.at("SRC-DUP", item, source.Msg("said-twice", p.Name), source.Msg("keep-one-of-two"))
			continue
		}
		out.People = append(out.People, p)
	}
	d.found.Sort()
	return out, d.found
}

func (d *desk) people(v *value) []*value {
	if v == nil {
		return nil
	}
	people := d.fields(v, staffWords).at("people")
	if said(people) && people.shape != list {
		d.at("SRC-TYPE", people, source.Msg("expected-list-of-people"), source.Msg("write-people-one-a-line"))
		return nil
	}
	if people == nil {
		return nil
	}
	if len(people.items) > maxStaff {
		d.at("SRC-MANY", people, source.Msg("more-than-people-at-desk", maxStaff), source.Message{})
		return nil
	}
	return people.items
}

func (d *desk) person(v *value) (p Person) {
	if v.shape != mapping {
		d.at("SRC-TYPE", v, source.Msg("expected-list-of-people"), source.Msg("write-people-one-a-line"))
		return p
	}
	f := d.fields(v, personWords)
	p.Pos = v.pos()
	if p.Name = d.str(f.at("name")); !IsPersonName(p.Name) {
		d.at("SRC-VALUE", or(f.at("name"), v), source.Msg("person-wants-name"), source.Msg("write-people-one-a-line"))
	}
	if p.Hash = d.str(f.at("password")); !bcryptHash.MatchString(p.Hash) {
		d.at("SRC-VALUE", or(f.at("password"), v), source.Msg("person-wants-hash", p.Name), source.Msg("give-password-by-command", p.Name))
	}
	if !said(f.at("role")) {
		d.at("SRC-VALUE", v, source.Msg("person-wants-role", p.Name), source.Msg("known-here", allWords(roleWords)))
		return p
	}
	i := d.choice(f.at("role"), roleWords, -1)
	if i < 0 {
		return p
	}
	of := PersonOf(p.Name, roleWords[i].zh)
	p.Role, p.Rights, p.Signs = of.Role, of.Rights, of.Signs
	d.more(&p, f)
	return p
}

// PersonOf is somebody who may and signs what one of RoleNames does.
func PersonOf(name, role string) Person {
	r := termOf(posts, role)
	if r == nil {
		panic("editions: nobody is " + role)
	}
	return Person{Name: name, Role: r.zh, Rights: r.means.rights, Signs: r.means.signs}
}

// RightsOf are the rights that some of RightNames stand for.
func RightsOf(names []string) (r Rights) {
	for _, n := range names {
		if t := termOf(rights, n); t != nil {
			r |= t.means
		}
	}
	return r
}

// more takes what is said of a person beside the role, which replaces what the role gives.
func (d *desk) more(p *Person, f record) {
	if may := f.at("may"); said(may) {
		var names []string
		for _, item := range d.strs(may) {
			d.choice(item, rightWords, -1)
			names = append(names, d.str(item))
		}
		p.Rights = RightsOf(names)
	}
	if signs := f.at("signs"); said(signs) {
		p.Signs = []string{}
		for _, item := range d.strs(signs) {
			p.Signs = append(p.Signs, d.str(item))
		}
	}
	if pages := f.at("pages"); said(pages) {
		p.Pages = []string{}
		for _, item := range d.strs(pages) {
			p.Pages = append(p.Pages, d.str(item))
		}
	}
}

// or is the first of two values that is there.
func or(a, b *value) *value {
	if a != nil {
		return a
	}
	return b
}

// IsPersonName tells whether a name can be that of an account: what people can read and type,
// on one line.
func IsPersonName(s string) bool {
	if s == "" || len([]rune(s)) > maxName || strings.TrimSpace(s) != s {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool { return r != ' ' && !unicode.IsGraphic(r) || r == unicode.ReplacementChar })
}

// Person is the one of a name; nil: there is none.
func (s *Staff) Person(name string) *Person {
	if i := slices.IndexFunc(s.People, func(p Person) bool { return p.Name == name }); i >= 0 {
		return &s.People[i]
	}
	return nil
}

// May tells whether somebody has a right on a page, by its name on paper; "" is what stands
// on none, such as a story that is not placed yet.
func (p *Person) May(r Rights, page string) bool { return p.Rights&r == r && p.On(page) }

// MaySign tells whether somebody may sign a page as something.
func (p *Person) MaySign(as, page string) bool {
	return p.On(page) && (p.SignsAll() || slices.Contains(p.Signs, as))
}

// SignsAll tells whether somebody may sign as anything: a chief of whom no more is said.
func (p *Person) SignsAll() bool { return p.Role == chief && p.Signs == nil }

// On tells whether a page is one of somebody's.
func (p *Person) On(page string) bool {
	if p.Pages == nil || page == "" {
		return true
	}
	n, err := strconv.Atoi(page)
	return slices.ContainsFunc(p.Pages, func(said string) bool {
		from, to, ok := strings.Cut(said, "-")
		a, err1 := strconv.Atoi(from)
		b, err2 := strconv.Atoi(to)
		return said == page || ok && err == nil && err1 == nil && err2 == nil && a <= n && n <= b
	})
}

// Words lists rights as desk.yaml writes them.
func (r Rights) Words() (out []string) {
	for _, t := range rights {
		if r&t.means != 0 {
			out = append(out, t.zh)
		}
	}
	return out
}
