package editions

import (
	"strings"
	"testing"

	"banxin/editions/source"
)

func TestDateline(t *testing.T) {
	for text, want := range map[string]string{
		"本报讯　昨天上午，晚稻开镰。":                           "本报讯",
		"本报讯（记者 沈砚 通讯员 周小棠）昨天上午，晚稻开镰。":             "本报讯（记者 沈砚 通讯员 周小棠）",
		"【本报讯】昨天上午。":                               "【本报讯】",
		"本报记者沈砚报道：渡口停航。":                           "本报记者沈砚报道",
		"本报特派记者 沈砚、周小棠 报道　渡口停航。":                   "本报特派记者 沈砚、周小棠 报道",
		"本报北京10月19日电（记者沈砚）会议开幕。":                   "本报北京10月19日电（记者沈砚）",
		"新华社棠川10月19日电　会议开幕。":                       "新华社棠川10月19日电",
		"新华社棠川10月19日电（记者 甲、乙）会议开幕。":                "新华社棠川10月19日电（记者 甲、乙）",
		"据新华社电　会议开幕。":                              "据新华社电",
		"棠川通讯社渡口10月9日综合电　会议开幕。":                    "棠川通讯社渡口10月9日综合电",
		"本報訊 會議開幕。":                                "本報訊",
		"〔記者沈硯／棠川報導〕會議開幕。":                         "〔記者沈硯／棠川報導〕",
		"（中央社記者沈硯棠川20日電）會議開幕。":                     "（中央社記者沈硯棠川20日電）",
		"本报讯息部今天成立。":                               "",
		"本报讯昨天上午，晚稻开镰。":                            "本报讯",
		"〔本報訊〕會議開幕。":                               "〔本報訊〕",
		"新华社电视台开播。":                                "",
		"新华社电讯稿的写法，大家都学。":                          "",
		"中新社棠川电（记者 沈砚）会议开幕。":                       "中新社棠川电（记者 沈砚）",
		"本报记者沈砚报道了渡口停航。":                           "",
		"本报记者沈砚的报道，得到回应。":                          "",
		"TANGCHUAN, Nov. 28 (Xinhua) -- The ferry": "TANGCHUAN, Nov. 28 (Xinhua) --",
		"NEW TANG, Hill Shire (Wire) — The ferry":  "NEW TANG, Hill Shire (Wire) —",
		"DUKOU, May 3 - The ferry":                 "DUKOU, May 3 -",
		"THE FERRY (a small one) - is closed":      "",
		"A ferry, Nov. 28 (Sunday) -- is closed":   "",
		"本报今天起增为八版。":                               "",
		"10月19日，会议开幕。":                             "",
		"新华社记者沈砚今天到棠川。":                            "",
		"他说，本报讯中有误。":                               "",
		"（本報記者沈硯棠川訊）會議開幕。":                         "（本報記者沈硯棠川訊）",
		"（据新华社）":                                   "",
		"人民日报社10月19日发来贺电。":                         "",
		"本报记者沈砚。":                                  "",
		"记者沈砚报道":                                   "",
	} {
		if got := text[:datelineLength(text)]; got != want {
			t.Errorf("%s: the dateline is %q, want %q", text, got, want)
		}
	}
}

// TestDatelineMarked: a dateline over runs of other marks is marked in each, where it stands in
// paragraphs and leads alone, and no byte is lost or moved.
func TestDatelineMarked(t *testing.T) {
	for body, want := range map[string]string{
		"本报讯　晚稻开镰。":           "[本报讯]　晚稻开镰。",
		"**本报讯**（记者 沈砚）晚稻开镰。": "[本报讯][（记者 沈砚）]晚稻开镰。",
		"> 本报讯　晚稻开镰。":         "[本报讯]　晚稻开镰。",
		"正文。\n\n本报讯　晚稻开镰。":    "正文。[本报讯]　晚稻开镰。",
		"## 本报讯":      "本报讯",
		"- 本报讯　晚稻开镰。": "本报讯　晚稻开镰。",
	} {
		for _, off := range []string{"", "电头: 否\n"} {
			s, _ := ParseStory(fileOf("---\n标题: 题\n" + off + "---\n" + body + "\n"))
			got := ""
			for p := range s.Parts() {
				if p.Block < 0 {
					continue
				}
				for _, r := range p.Text.Runs {
					if r.Marks&Dateline != 0 {
						got += "[" + r.Text + "]"
					} else {
						got += r.Text
					}
					if r.Verbatim && string(s.File.Data[r.Span.Start:r.Span.End]) != r.Text {
						t.Errorf("%q: run %q is from %q", body, r.Text, s.File.Data[r.Span.Start:r.Span.End])
					}
				}
			}
			expect := want
			if off != "" {
				expect = unbracketed(want)
			}
			if got != expect {
				t.Errorf("%q %s: %s, want %s", body, off, got, expect)
			}
			if !s.Account.Closed() {
				t.Errorf("%q: the account does not close", body)
			}
		}
	}
}

func fileOf(s string) *source.File { return source.NewFile("stories/s.md", []byte(s)) }

func unbracketed(s string) string { return strings.NewReplacer("[", "", "]", "").Replace(s) }
