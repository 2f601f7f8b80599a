package cli

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"banxin/cmd/internal/words"
	"banxin/editions"
	"banxin/output/works"

	"github.com/spf13/cobra"
)

// otherWords are words that people try for values of flags and for commands, in small letters; they are
// not taken, but lead to the right one.
var otherWords = map[string][]string{
	"pdf": {"印刷", "付印", "ps", "cdr", "indd"}, "epub": {"电子书", "mobi", "azw3", "kindle"}, "epaper": {"html", "htm", "网页", "网站", "数字报", "电子报"}, "png": {"jpg", "jpeg", "gif", "bmp", "tif", "tiff", "图", "图片", "截图"}, "svg": {"矢量", "eps", "ai"},
	"error": {"错误", "错", "err"}, "warning": {"警告", "警", "warn"}, "never": {"从不", "不", "无", "no", "none"},
	"text": {"文字", "文本", "txt"}, "build": {"排版", "出报", "生成", "make", "compile", "pdf", "epub", "png", "epaper", "导出"}, "check": {"检查", "校验", "lint"}, "proof": {"校样", "样张", "打样"}, "new": {"新建", "建报", "init", "create"},
	"serve": {"活样", "预览", "看版", "preview", "view", "open"}, "import": {"导入", "收稿"}, "plan": {"划版", "排稿", "上版"}, "sign": {"签发", "签字"}, "preflight": {"印前检查", "印检"}, "site": {"建站", "html"}, "send": {"付印", "发送", "发行"}, "diff": {"核红", "比较", "compare"},
	"explain": {"解释", "说明"}, "keys": {"键"}, "guide": {"手册", "帮助", "manual"}, "version": {"版本"}, "fonts": {"字体", "font"}, "impose": {"拼版"}, "note": {"批注", "notes"},
	"story": {"稿", "稿件", "文章", "新稿", "stories"}, "page": {"版", "版面", "加版", "pages"}, "edition": {"期", "一期", "新一期", "editions", "issue"}, "template": {"版样", "模板", "版式", "templates"},
}

// meantOf lists which of some values a word may be meant for.
func meantOf(v string, values []string) []string {
	said := strings.ToLower(narrow(v))
	var out []string
	for _, x := range values {
		if strings.ToLower(x) == said || slices.Contains(otherWords[x], said) {
			out = append(out, x)
		}
	}
	if len(out) > 0 {
		return out
	}
	if out = editions.Alike(values, said); len(out) > 0 {
		return out
	}
	for _, x := range values {
		if said != "" && (strings.HasPrefix(x, said) || len(x) > 3 && strings.HasPrefix(said, x)) {
			out = append(out, x)
		}
	}
	return out
}

var parting = regexp.MustCompile(`[\s,，、;；+]+`)

// several tells whether a value is several of those there are, parted by other marks than a comma, and
// how they are written.
func several(v string, values []string) (string, bool) {
	parts := parting.Split(strings.Trim(narrow(v), ",; "), -1)
	for i, p := range parts {
		at := slices.IndexFunc(values, func(x string) bool { return strings.EqualFold(x, p) })
		if at < 0 {
			return "", false
		}
		parts[i] = values[at]
	}
	return strings.Join(parts, ","), strings.Join(parts, ",") != v
}

// commandsNear are the commands below another that a word may be meant for.
func commandsNear(c *cobra.Command, word string) []string {
	var names []string
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() {
			names = append(names, sub.Name())
		}
	}
	return meantOf(word, names)
}

var pageMarks = strings.NewReplacer("第", "", "版", "", "页", "", "个", "", "、", ",", "；", ",", ";", ",", "。", "", "至", "-", "到", "-", "~", "-", "～", "-", "—", "-", "–", "-", "−", "-", "和", ",", "及", ",")

var pageNumber = regexp.MustCompile(`[零一二两三四五六七八九十]+`)

// pagesMeant are pages as ranges of numbers: 1-3 for 一至三, 第1版到第3版 and １～３.
func pagesMeant(s string) string {
	s = pageMarks.Replace(strings.ReplaceAll(narrow(s), " ", ""))
	for strings.Contains(s, "--") {
		s = strings.ReplaceAll(s, "--", "-")
	}
	return pageNumber.ReplaceAllStringFunc(s, func(chinese string) string {
		if n, ok := editions.MeantNumber(chinese); ok {
			return strconv.Itoa(n)
		}
		return chinese
	})
}

var dayOfYear = regexp.MustCompile(`^(\d{1,2})\s*[-月/.]\s*(\d{1,2})\s*[日号]?$`)

// relative are days that are named by today.
var relative = map[string]int{"前天": -2, "昨天": -1, "昨日": -1, "yesterday": -1, "今天": 0, "今日": 0, "today": 0, "明天": 1, "明日": 1, "tomorrow": 1, "后天": 2, "大后天": 3}

// dayMeant is the day that a text means, with a year that is not said taken from today's.
func dayMeant(said, today string) (string, bool) {
	said = strings.ToLower(narrow(said))
	if day, ok := editions.MeantDay(said); ok {
		return day, true
	}
	t, err := time.Parse(time.DateOnly, today)
	if err != nil {
		return "", false
	}
	if n, ok := relative[said]; ok {
		return t.AddDate(0, 0, n).Format(time.DateOnly), true
	}
	if m := dayOfYear.FindStringSubmatch(said); m != nil {
		return editions.MeantDay(fmt.Sprintf("%d-%s-%s", t.Year(), m[1], m[2]))
	}
	return "", false
}

// noDay is the fault of a date that is none, with the day that is meant where it can be told.
func (w *world) noDay(date string) error {
	today, _ := w.today()
	if day, ok := dayMeant(date, today); ok {
		return words.Fault("not-a-day", date, day)
	}
	return words.Fault("no-day-at-all", date)
}

var portAlone = regexp.MustCompile(`^(?:端口|port)?\s*:?\s*([0-9]{1,5})\s*(?:号?端口)?$`)

// cannotListen is the fault of an address, with the one that is meant where it can be told: 127.0.0.1:80 for
// 80端口.
func cannotListen(address string, err error) error {
	meant := strings.ReplaceAll(strings.ToLower(narrow(address)), " ", "")
	if m := portAlone.FindStringSubmatch(meant); m != nil {
		meant = "127.0.0.1:" + m[1]
	}
	if _, _, wrong := net.SplitHostPort(meant); wrong == nil && meant != address {
		return words.Fault("write-address-as", address, meant)
	}
	return words.Fault("cannot-listen-at", address, err)
}

// behind is the fault of an argument behind the last that a command takes: the day of an edition and the
// folder for what is made are flags.
func behind(c *cobra.Command, args []string, n int) error {
	more, written := args[n], ""
	for _, a := range args[:n] {
		written += " " + shellArg(a)
	}
	day, ok := editions.MeantDay(more)
	switch {
	case ok && c.Flags().Lookup("edition") != nil:
		written += " --edition " + day
	case !ok && n > 0 && c.Flags().Lookup("pages") != nil && isPages(more):
		written += " --pages " + pagesMeant(more)
	case !ok && n > 0 && c.Flags().Lookup("out") != nil:
		written += " -o " + shellArg(more)
	default:
		return words.Fault("one-argument-too-many", c.Name(), more)
	}
	return words.Fault("one-argument-too-many-write", c.Name(), more, c.CommandPath()+written)
}

// isPages tells whether an argument is meant for pages: 1, 2-4, 第3版.
func isPages(s string) bool {
	_, err := works.ParsePages(pagesMeant(s))
	return err == nil && !isFolder(s)
}

// noFolder is the fault of a paper's folder that is not there, with those beside it that may be meant.
func noFolder(dir string, err error) error {
	for _, meant := range []string{strings.Trim(dir, `"'“”‘’「」`), strings.ReplaceAll(dir, `\`, "/")} {
		if meant != dir && meant != "" && isFolder(meant) {
			return words.Fault("no-folder-did-you-mean", dir, meant)
		}
	}
	entries, _ := os.ReadDir(filepath.Dir(filepath.Clean(dir)))
	var names []string
	for _, e := range entries {
		if e.IsDir() && !strings.HasPrefix(e.Name(), ".") {
			names = append(names, e.Name())
		}
	}
	base := filepath.Base(dir)
	near := editions.Alike(names, base)
	for _, name := range names {
		if len(near) == 0 && (strings.HasPrefix(name, base) || strings.HasPrefix(base, name)) {
			near = append(near, name)
		}
	}
	if len(near) == 0 {
		return words.Fault("cannot-read-file", dir, err)
	}
	for i, name := range near {
		near[i] = filepath.Join(filepath.Dir(filepath.Clean(dir)), name)
	}
	return words.Fault("no-folder-did-you-mean", dir, strings.Join(near, ", "))
}

// isFolder tells whether a path is that of a folder.
func isFolder(name string) bool {
	st, err := os.Stat(name)
	return err == nil && st.IsDir()
}
