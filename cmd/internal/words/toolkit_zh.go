package words

// toolkitZh is what version and doc say.
var toolkitZh = map[string]string{
	// version.go
	"Print the version and how the program was built": "显示版本和编译信息",
	"print the version":  "显示版本",
	"built by %s for %s": "%s 编译，用于 %s",
	"revision not recorded: built with -buildvcs=false or outside a checkout": "没有记下源码的修订号：编译时用了 -buildvcs=false，或者不在代码库里",
	"revision %s of %s": "修订 %s，%s",
	"revision %s of %s, with changes that were not committed": "修订 %s，%s，另有未提交的改动",
}
