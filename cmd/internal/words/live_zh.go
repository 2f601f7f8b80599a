package words

// liveZh holds what serve and the live proof say.
var liveZh = map[string]string{
	"Show an edition in a browser while it is made; or serve a library to reading apps": "边改边看：在浏览器里看版面；或把出好的各期发布给阅读软件",
	"Shows the live proof of the paper in DIR: the pages as they are printed, set anew whenever a\n" +
		"file is saved, with fit, findings, and the place in the source of what is clicked. With\n" +
		"--library it serves a folder of built editions, with the catalogue of opds, instead. It writes\n" +
		"nothing and is for this machine alone unless --listen says otherwise; put a server with HTTPS\n" +
		"before it where passwords are used. Ctrl-C ends it.": "在浏览器里显示 DIR 这份报的活样：版面同付印的一样，文件一存就重排，标余缺和问题，点文字看它在原稿的哪一行。\n" +
		"写 --library 则改为发布出好的各期，带 opds 的目录。只看不写；不写 --listen 只供本机。\n用到密码时，前面要有 HTTPS 服务器。按 Ctrl-C 停止。",
	"  banxin serve my-paper --open\n" +
		"  banxin serve --library library --listen 127.0.0.1:8090 --accounts readers.txt --rate 20": "  banxin serve 我的报纸 --open\n  banxin serve --library 书库 --listen 127.0.0.1:8090 --accounts 读者.txt --rate 20",
	"`ADDRESS` and port, else 127.0.0.1:4390, of a library 127.0.0.1:8080; port 0 takes a free one": "`地址`和端口，不写为 127.0.0.1:4390，书库为 127.0.0.1:8080；端口 0 为随便一个空闲的",
	"open the proof in the browser": "在浏览器里打开活样",
	"show what changed since a `ROUND` frozen by proof --round; else since the start": "显示自哪`次校样`（proof --round 存的）以来的改动；不写则自开始以来",
	"since the start": "自开始以来",
	"since %s":        "自 %s 以来",
	"no log":          "不记日志",
	"--library: serves a library, not the paper in a folder": "--library：发布书库，不能同时看一份报",
	"--rate: %d is less than nothing":                        "--rate：%d 小于零",
	"cannot listen at %s: %v":                                "无法在 %s 监听：%v",
	"cannot open a browser: %v":                              "打不开浏览器：%v",
	"not set: %v":                                            "没有排成：%v",
	"set in %s: %d errors, %d warnings":                      "已重排，用时 %s：%d 个错误，%d 个警告",
	"files with errors: the pages stay as they are":          "文件有错，版面照旧",
}
