package works

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/editions/notes"
	"banxin/editions/source"
	"banxin/layout/page"
	"banxin/output/pdf"
	"banxin/output/pdfread"
	"banxin/output/proof"
)

const crossing = "editions/2026-10-20/stories/bridge.md"

// crossed is small with a story of several lines.
func crossed() fstest.MapFS {
	return withFile(small(), crossing, "---\n标题: 过街的时间\n署名: 本报记者\n---\n新街口的绿灯多了八秒。过去的绿灯二十八秒，老人走不完；现在绿灯三十六秒，老人说够了。\n\n交警说，还要看早晚高峰。“看一个月再定。”队长说，“绿灯不是越长越好。”市民王先生每天从这里过，他数过，早上七点半的车最多。\n")
}

// noted is a paper with notes.
func noted(t *testing.T, files fstest.MapFS, events ...notes.Event) fstest.MapFS {
	t.Helper()
	const name = "editions/2026-10-20/notes.jsonl"
	var data []byte
	if f := files[name]; f != nil {
		data = slices.Clone(f.Data)
	}
	for _, e := range events {
		l, _ := notes.Read(source.NewFile(name, data))
		if e.ID == "" {
			e.ID = l.NextID()
		}
		data = append(data, l.Line(e)...)
	}
	return withFile(files, name, string(data))
}

// proofOf is a page proof of all pages with the notes on them.
func proofOf(t *testing.T, s *Set) []byte {
	t.Helper()
	var sheets []proof.Sheet
	for i := range s.Doc.Pages {
		sheets = append(sheets, proof.Sheet{Page: i, Comments: s.Comments(i)})
	}
	d, err := proof.Pages(s.Doc, s.Catalog, sheets, proof.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := pdf.Write(&b, page.ForProof(d, false), s.Catalog, pdf.Options{Profile: pdf.Plain}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// remarksOf lists notes: kind, where, words, who, text, state, answers.
func remarksOf(t *testing.T, files fstest.MapFS) (out []string) {
	t.Helper()
	for _, r := range composed(t, files, Options{}).Remarks() {
		line := fmt.Sprintf("%s %s%s [%s] %s: %s %s", r.Kind, r.Story, r.Page, r.Quote, r.By, r.Event.Text, r.State)
		for _, e := range r.Replies {
			line += " <" + e.By + ": " + e.Text
		}
		out = append(out, strings.TrimSpace(line))
	}
	return out
}

// TestCommentsComeBack: notes that go out on a proof are known when it comes back, and are made
// again, at the same words, where the paper has none.
func TestCommentsComeBack(t *testing.T) {
	s := composed(t, crossed(), Options{}).Edition.Story("bridge")
	quote := func(words string) notes.Quotation {
		q, n := notes.Quote(s, words, 0)
		if n == 0 {
			t.Fatal(words)
		}
		return q
	}
	at := "2026-10-19T22:04:00+08:00"
	files := noted(t, crossed(),
		notes.Event{Story: "bridge", Quotation: quote("二十八秒"), Kind: "问", By: "校对", At: at, Text: "与上期不同？"},
		notes.Event{Re: "n1", By: "夜编", At: at, Text: "已核\n照旧 (A)"},
		notes.Event{Story: "bridge", Quotation: quote("老人走不完；现在绿灯三十六秒，老人说够了。交警说"), Kind: "改", By: "主任", At: at, Text: "缩一缩𠮷"},
		notes.Event{Story: "bridge", Quotation: quote("王先生"), Kind: "删", By: "校对", At: at},
		notes.Event{Story: "bridge", Quotation: quote("队长说"), Kind: "增", By: "校对", At: at, Text: "昨天"},
		notes.Event{Page: "2", Kind: "注", By: "主任", At: at, Text: "图太小"},
		notes.Event{Story: "bridge", Quotation: quote("过街的时间"), Kind: "注", By: "校对", At: at, Text: "题太平", State: notes.Done},
	)
	set := composed(t, files, Options{})
	data := proofOf(t, set)
	again, err := set.Annotated(data)
	if err != nil || len(again.Events) != 0 || again.Known != 7 {
		t.Errorf("%v, %+v", err, again)
	}
	if !bytes.Equal(data, proofOf(t, set)) {
		t.Error("other bytes")
	}
	fresh, err := composed(t, crossed(), Options{}).Annotated(data)
	if err != nil {
		t.Fatal(err)
	}
	want := remarksOf(t, files)
	slices.Sort(want)
	got := remarksOf(t, noted(t, crossed(), fresh.Events...))
	slices.Sort(got)
	want[slices.IndexFunc(want, func(s string) bool { return strings.HasPrefix(s, "增") })] = "增 bridge [长说] 校对: 昨天 open" // a caret has a place, not words
	if !slices.Equal(got, want) {
		t.Errorf("%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// foreign puts annotations into a file as other programs write them. Words give a rectangle on
// page 1.
type foreign struct {
	pdf  *model.Context
	page *pdfread.Page
	dict types.Dict
	list types.Array
}

func (f *foreign) quads(t *testing.T, words string) (quads types.Array, rect [4]float64) {
	t.Helper()
	text := newSheetText(f.page)
	want := []rune(words)
	for i := 0; i+len(want) <= len(text.runes); i++ {
		if string(text.runes[i:i+len(want)]) != words {
			continue
		}
		for k, c := range text.cells[i : i+len(want)] {
			x0, x1, y0, y1 := float64(c.X0)/100, float64(c.X1)/100, float64(f.page.H-c.Y1)/100, float64(f.page.H-c.Y0)/100
			for _, v := range []float64{x0, y1, x1, y1, x0, y0, x1, y0} {
				quads = append(quads, types.Float(v))
			}
			if k == 0 {
				rect = [4]float64{x0, y0, x1, y1}
			}
			rect = [4]float64{min(rect[0], x0), min(rect[1], y0), max(rect[2], x1), max(rect[3], y1)}
		}
		return quads, rect
	}
	t.Fatalf("no %s on the page", words)
	return nil, rect
}

func (f *foreign) add(t *testing.T, d types.Dict, rect ...float64) types.IndirectRef {
	t.Helper()
	box := types.Array{}
	for _, v := range rect {
		box = append(box, types.Float(v))
	}
	d["Type"], d["Rect"] = types.Name("Annot"), box
	for k, v := range d {
		if s, ok := v.(types.StringLiteral); ok { // as UTF-16, which most programs write
			coded, err := types.EscapedUTF16String(string(s))
			if err != nil {
				t.Fatal(err)
			}
			d[k] = types.StringLiteral(*coded)
		}
	}
	r, err := f.pdf.IndRefForNewObject(d)
	if err != nil {
		t.Fatal(err)
	}
	f.list = append(f.list, *r)
	return *r
}

func openForeign(t *testing.T, data []byte) *foreign {
	t.Helper()
	conf := model.NewDefaultConfiguration()
	ctx, err := api.ReadAndValidate(bytes.NewReader(data), conf)
	if err != nil {
		t.Fatal(err)
	}
	r, err := pdfread.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	p, err := r.Page(1)
	if err != nil {
		t.Fatal(err)
	}
	d, _, _, err := ctx.PageDict(1, false)
	if err != nil {
		t.Fatal(err)
	}
	return &foreign{pdf: ctx, page: p, dict: d}
}

func (f *foreign) bytes(t *testing.T) []byte {
	t.Helper()
	f.dict["Annots"] = f.list
	var b bytes.Buffer
	if err := api.WriteContext(f.pdf, &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestAnnotated: what other programs have put on a page comes back at the words under it, once,
// also when they have moved since.
func TestAnnotated(t *testing.T) {
	s := func(v string) types.StringLiteral { return types.StringLiteral(v) }
	set := composed(t, crossed(), Options{})
	f := openForeign(t, proofOf(t, set))
	q, r := f.quads(t, "二十八秒")
	f.add(t, types.Dict{"Subtype": types.Name("Highlight"), "QuadPoints": q, "T": s("甲"), "Contents": s("与上期不同？"), "NM": s("guid-1"), "M": s("D:20261019220400+08'00'")}, r[:]...)
	q, r = f.quads(t, "王先生")
	strike := f.add(t, types.Dict{"Subtype": types.Name("StrikeOut"), "QuadPoints": q, "T": s("乙")}, r[:]...)
	f.add(t, types.Dict{"Subtype": types.Name("Text"), "IRT": strike, "RT": types.Name("R"), "T": s("丙"), "Contents": s("留着")}, r[:]...)
	q, r = f.quads(t, "早晚高峰")
	caret := f.add(t, types.Dict{"Subtype": types.Name("Caret"), "T": s("丁"), "Contents": s("早高峰")}, r[2]-4, r[1]-3, r[2]+4, r[1]+3)
	f.add(t, types.Dict{"Subtype": types.Name("StrikeOut"), "QuadPoints": q, "IRT": caret, "RT": types.Name("Group")}, r[:]...)
	_, r = f.quads(t, "多了")
	f.add(t, types.Dict{"Subtype": types.Name("Caret"), "T": s("戊"), "Contents": s("整整")}, r[2]-4, r[1]-3, r[2]+4, r[1]+4)
	_, r = f.quads(t, "队长说")
	sticky := f.add(t, types.Dict{"Subtype": types.Name("Text"), "T": s("己"), "RC": s("<body><p>谁 &lt;姓名&gt;</p></body>")}, r[0]+2, r[3]-22, r[0]+22, r[3]-2)
	f.add(t, types.Dict{"Subtype": types.Name("Text"), "IRT": sticky, "StateModel": s("Review"), "State": s("Completed"), "T": s("主任")}, r[:]...)
	_, r = f.quads(t, "绿灯不是")
	f.add(t, types.Dict{"Subtype": types.Name("FreeText"), "T": s("庚"), "Contents": s("漂亮"), "CL": types.Array{types.Float(r[0] + 1), types.Float(r[1] + 2), types.Float(5), types.Float(5)}}, 2, 2, 60, 12)
	f.add(t, types.Dict{"Subtype": types.Name("Text"), "T": s("辛"), "Contents": s("版心太挤")}, 3, 3, 20, 20)
	f.add(t, types.Dict{"Subtype": types.Name("Link")}, 0, 0, 9, 9)
	data := f.bytes(t)
	want := []string{
		"删 bridge [王先生] 乙:  open <丙: 留着",
		"增 bridge [多了] 戊: 整整 open",
		"改 bridge [早晚高峰] 丁: 早高峰 open",
		"注 1 [] 辛: 版心太挤 open",
		"注 bridge [绿灯不是] 庚: 漂亮 open",
		"注 bridge [队长说，] 主任: 谁 <姓名> done",
		"问 bridge [二十八秒] 甲: 与上期不同？ open",
	}
	moved := strings.Replace(string(crossed()[crossing].Data), "新街口", "昨天下过雨。\n\n老街新街口", 1)
	for name, files := range map[string]fstest.MapFS{"as it was": crossed(), "set anew": withFile(crossed(), crossing, moved)} {
		got, err := composed(t, files, Options{}).Annotated(data)
		if err != nil {
			t.Fatal(err)
		}
		now := noted(t, files, got.Events...)
		lines := remarksOf(t, now)
		slices.Sort(lines)
		if !slices.Equal(lines, want) || len(got.Loose) != 1 {
			t.Errorf("%s:\n%s\nwant\n%s", name, strings.Join(lines, "\n"), strings.Join(want, "\n"))
		}
		if again, err := composed(t, now, Options{}).Annotated(data); err != nil || len(again.Events) > 0 {
			t.Errorf("%s: read again: %v, %+v", name, err, again.Events)
		}
	}
	other := withFile(small(), crossing, "---\n标题: 别的\n---\n全不一样。\n")
	if got, err := composed(t, other, Options{}).Annotated(data); err == nil {
		t.Errorf("of another edition: %+v", got)
	}
}
