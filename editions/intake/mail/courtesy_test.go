package mail_test

import (
	"strings"
	"testing"

	"banxin/editions/intake"
	"banxin/editions/intake/readers"
)

// TestCourtesies: what is for the desk is left out at both ends, in plain text as in HTML; headlines,
// letters to the paper and the last lines of stories stay.
func TestCourtesies(t *testing.T) {
	const news = "本报讯 调度室的旧屏用了十二年，上周末全部换成新屏，各车间的产量一眼看得清。"
	const more = "值班长说，以前要翻三本台账，现在抬头就看见。"
	for _, c := range []struct{ subject, body, head, last string }{
		{"来稿", "您好！|附上本周稿件一篇，请查收，谢谢。|调度室换了新屏|" + news + "|" + more + "|此致|敬礼|李某|动力车间|电话：0000-1234567", "调度室换了新屏", more},
		{"调度室换了新屏", "编辑老师好：|" + news + "|" + more + "|顺颂编安|王某|发自我的 iPhone", "调度室换了新屏", more},
		{"Fw:", "尊敬的编辑部：|调度室换了新屏|" + news + "|" + more + "|祝工作顺利！|小李|2026年10月19日", "调度室换了新屏", more},
		{"The new crane", "Dear Editor,|Please find my story below.|The dock got a new crane last week. It lifts forty tonnes and took three nights to build.|Best regards,|Anna", "The new crane", "to build."},
		{"x", "Hi,|thanks|调度室换了新屏|" + news + "|" + more + "|作者：李某|电话：1|邮箱：a@b.invalid", "调度室换了新屏", more},
		// none of these is for the desk
		{"x", "今年收成好|" + news + "|" + more + "|咨询电话：0000-7654321", "今年收成好", "0000-7654321"},
		{"x", "春天的信，请查收|" + news + "|" + more, "春天的信，请查收", more},
		{"一封来信", "编辑同志：|我家住在河东，路灯坏了半个月，晚上回家要打手电，请你们帮着问一问。|此致|敬礼|河东居民", "编辑同志：", "河东居民"},
		{"x", "谢谢|再见", "谢谢", "\n\n再见"},
	} {
		for _, html := range []bool{false, true} {
			kind, body := "text/plain", strings.ReplaceAll(c.body, "|", "\n\n")
			if html {
				kind, body = "text/html", "<div>"+strings.ReplaceAll(c.body, "|", "</div><div>")+"</div>"
			}
			data := "From: a@b.invalid\nSubject: " + c.subject + "\nMIME-Version: 1.0\nContent-Type: " + kind + "; charset=utf-8\n\n" + body + "\n"
			r := intake.Compose(intake.Read(intake.File{Name: "a.eml", Data: []byte(data)}, readers.All(), intake.Options{})[0], intake.Target{})
			if r.Fault != nil || len(r.Stories) != 1 {
				t.Fatalf("%s: %v", c.body, r.Fault)
			}
			text := strings.TrimSpace(string(r.Stories[0].Text))
			if !strings.Contains(text, c.head) || !strings.HasSuffix(text, c.last) || strings.Contains(text, "您好") || strings.Contains(text, "附上") || strings.Contains(text, "Dear") {
				t.Errorf("%s %s:\n%s", kind, c.body, text)
			}
			if !r.Account.Closes() {
				t.Errorf("%s: %v", c.body, r.Account)
			}
		}
	}
}
