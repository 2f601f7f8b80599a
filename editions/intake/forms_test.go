package intake

import "testing"

// TestBylines holds what a line of nobody's name is not taken for.
func TestBylines(t *testing.T) {
	for s, want := range map[string]bool{
		"本报记者 沈砚": true, "文/图 沈砚": true, "文图/沈砚": true, "摄影：何岭": true, "摄影何岭": true, "□沈砚": true, "沈　砚": true, "（通讯员 周小棠）": true, "整理 沈砚 何岭": true, "采写/本报记者 沈砚": true,
		"图书馆亮灯": false, "文化广场": false, "摄影大赛": false, "等一个": false, "综合楼": false, "报道组": false, "图文并茂": false, "整理房间时": false, "供稿函": false,
	} {
		if got := isByline(s, nil) >= bound; got != want {
			t.Errorf("%s: a by-line %v, want %v", s, got, want)
		}
	}
}

func TestDatelines(t *testing.T) {
	for s, want := range map[string]bool{
		"本报讯": true, "本报讯（记者 沈砚）": true, "本报讯　记者沈砚报道": true, "新华社北京10月18日电": true, "新华社北京10月18日电（记者沈砚）": true, "棠川日报讯": true,
		"河东村传来喜讯": false, "本报讯　晚稻开镰": false, "晚稻开镰": false, "停电": false,
	} {
		if got := isDateline(s); got != want {
			t.Errorf("%s: a dateline %v, want %v", s, got, want)
		}
	}
}
