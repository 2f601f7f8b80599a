package intake

import (
	"banxin/editions"
	"banxin/editions/intake/form"
)

// Chat is what a chat program writes about messages, and what people say in one that is no copy.
var (
	// senderForm is the line above a message: 小王 2026/11/30 09:12, 小王(10086) 11-30 9:12:05, 小王 昨天 09:12.
	senderForm = form.Of(`^[^。！？；，：:]{1,24}?[\s\x{3000}\x{00A0}]+(?:(?:[0-9]{2,4}[-/.年])?[0-9]{1,2}[-/.月][0-9]{1,2}日?[\s\x{3000}]+|(?:昨天|前天|今天|星期[一二三四五六日天]|周[一二三四五六日])[\s\x{3000}]+)?(?:凌晨|早上|上午|中午|下午|晚上)?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:[\s]*[AP]M)?$`)
	// speakerForm is the same without a time: 小王:
	speakerForm = form.Of(`^[^\s。！？；，、：:“”《》（）()]{1,12}[:：]$`)
	// interviewed are who speak in what is printed.
	interviewed = form.Of(`^(?:.*记者|问|答|.*主持人?|[QqAa]|.*编辑.*|.*老师|.*部|[旁画]白|合|众|甲|乙|丙|丁|时间|地点|标题|正文|.*作者)[:：]$`)
	// chatLine is what the program itself says.
	chatLine = form.Of(`^(?:.{0,20}撤回了一条消息|以下[为是]新消息|.{0,24}的聊天记录|[—-]{2,}.{0,12}[—-]{2,}|(?:[0-9]{2,4}[-/.年])?[0-9]{1,2}[-/.月][0-9]{1,2}日?[\s\x{3000}]+(?:凌晨|早上|上午|中午|下午|晚上)?[0-9]{1,2}:[0-9]{2})$`)
	// chatTalk is said to whom a message goes.
	chatTalk = form.Of(`^(?:收到|好的?|好嘞|行|嗯+|哦|谢谢|多谢|辛苦|麻烦|在吗|在么|您好|你好|老师好|[Oo][Kk])(?:了|啦|您|你|老师|编辑)*[！!。~～，,]*(?:谢谢|辛苦)?(?:了|啦|您|你|老师)*[！!。~～]*$`)
)

// chat takes what was copied out of a chat program as the text of its messages: who wrote when is left
// out, with what is no copy.
func (c *Copy) chat(es []*elem) []*elem {
	senders := c.sendersIn(es)
	if senders == nil {
		return es
	}
	out := es[:0:0]
	gap := false
	for i, e := range es {
		if e.kind == Para && (senders[i] || textLen(e.text) <= 36 && chatLine().MatchString(e.text) || textLen(e.text) <= 12 && chatTalk().MatchString(e.text)) {
			c.LeaveRuns(e.runs, Chat, e.at)
			gap = true
			continue
		}
		e.gap, gap = e.gap || gap, false
		out = append(out, e)
	}
	return out
}

// sendersIn are the lines that say who wrote, by their places; nil: it is no chat. One in which names alone
// stand above the messages begins with one, and somebody wrote twice running or sent what is no text: in an
// interview they take turns.
func (c *Copy) sendersIn(es []*elem) map[int]bool {
	timed, named, last := map[int]bool{}, map[int]bool{}, ""
	turns := true
	for i, e := range es {
		switch {
		case e.kind != Para:
		case textLen(e.text) <= 44 && senderForm().MatchString(e.text):
			timed[i] = true
		case textLen(e.text) <= 13 && speakerForm().MatchString(e.text) && !interviewed().MatchString(e.text):
			turns = turns && e.text != last
			named[i], last = true, e.text
		}
	}
	switch {
	case len(timed) > 1 || len(timed) == 1 && timed[0] && c.signs > 0:
		return timed
	case len(named) > 1 && named[0] && (!turns || c.signs > 0):
		return named
	}
	return nil
}

// unsigned leaves out the signs of chat programs for pictures, sounds and faces, but in runs that stay whole.
func (c *Copy) unsigned(runs []Run, at Place) []Run {
	signs := editions.ChatSigns(TextOf(runs))
	if signs == nil {
		return runs
	}
	var out []Run
	off := 0 // of a run in the text
	for _, r := range runs {
		rest, from, end := []Run{r}, off, off+len(r.Text)
		for len(signs) > 0 && signs[0][0] < end {
			a, b := max(signs[0][0], from), min(signs[0][1], end)
			before, this, after := slice(rest, a-from, b-from)
			if TextOf(this) == r.Text[a-off:b-off] {
				c.LeaveRuns(this, Chat, at)
				c.signs++
				out, rest, from = append(out, before...), after, b
			}
			if signs[0][1] > end { // it goes on in the next run
				break
			}
			signs = signs[1:]
		}
		out, off = append(out, rest...), end
	}
	return out
}
