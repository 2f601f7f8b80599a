package intake

import (
	"bytes"
	"strings"
	"testing"
)

// memo is the format of the package's doc comment.
var memo = Format{Name: "memo", Extensions: []string{".memo"},
	Sniff: func(f File) int {
		if bytes.HasPrefix(f.Data, []byte("MEMO1\n")) {
			return 100
		}
		return 0
	},
	Read: func(f File, c *Copy) {
		text := c.Decode(bytes.TrimPrefix(f.Data, []byte("MEMO1\n")), "")
		for i, line := range strings.Split(text, "\n") {
			at := Place{Block: i + 1}
			if remark, ok := strings.CutPrefix(line, "#"); ok {
				c.Leave("#", Markup, at)
				c.Leave(remark, NotPrinted, at)
				continue
			}
			c.Add(Piece{Runs: []Run{c.Text(line)}, At: at})
		}
	},
}

func FuzzMemo(f *testing.F) {
	f.Add([]byte("MEMO1\n标题\n#别印\n正文。"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := CheckAccount(memo, File{Name: "x.memo", Data: data}); err != nil {
			t.Fatal(err)
		}
	})
}

// TestCheckAccount holds that the check sees a run that goes nowhere or to two places.
func TestCheckAccount(t *testing.T) {
	file := File{Name: "x", Data: []byte("甲乙")}
	lost := Format{Name: "lost", Read: func(f File, c *Copy) { c.Text("甲乙") }}
	if err := CheckAccount(lost, file); err == nil || !strings.Contains(err.Error(), "甲乙") {
		t.Errorf("a run that stands in no piece: %v", err)
	}
	twice := Format{Name: "twice", Read: func(f File, c *Copy) {
		r := c.Text("甲乙")
		c.Add(Piece{Runs: []Run{r}})
		c.LeaveRuns([]Run{r}, Blank, Place{})
	}}
	if err := CheckAccount(twice, file); err == nil {
		t.Error("a run that stands in a piece and is left out is no error")
	}
}

func TestDecode(t *testing.T) {
	for _, c := range []struct{ name, data, asked, said, want string }{
		{"mark", "\xEF\xBB\xBF版", "", "", "UTF-8 版"},
		{"utf-8 said to be gbk", "版心版心", "", "utf-8", "UTF-8 版心版心"},
		{"gb18030", "\xb0\xe6\xd0\xc4", "", "", "GB18030 版心"},
		{"said gb2312, is gb18030", "\x81\x39\xee\x39", "", "gb2312", "GB18030 㐀"},
		{"utf-16 little", "a\x00\x48\x72", "", "", "UTF-16LE a版"},
		{"big5 asked", "\xaa\xa9", "big5", "", "Big5 版"},
		{"said wrongly", "版心", "", "shift-jis", "UTF-8 版心"},
	} {
		c2 := newCopy("x", nil, Options{Encoding: c.asked, Limits: DefaultLimits})
		got := c2.Decode([]byte(c.data), c.said)
		if c2.Encoding+" "+got != c.want {
			t.Errorf("%s: %s %s, want %s", c.name, c2.Encoding, got, c.want)
		}
	}
}

func TestSafeName(t *testing.T) {
	for in, want := range map[string]string{
		"../../etc/passwd": "passwd", `C:\a\桥.jpg`: "桥.jpg", "": "file", "..": "file", "a\u202egpj.exe": "agpj.exe", "b?.png": "b.png",
	} {
		if got := SafeName(in); got != want {
			t.Errorf("SafeName(%q) = %q, want %q", in, got, want)
		}
	}
}
