// Package faces holds the nine faces that banxin ships, 99 MB of them: a program that
// brings its own does not link it. Nothing is decoded or copied at start; a file's pages
// are read when they are first touched.
//
//	cat, findings := layout.Catalog(ed, faces.All())
package faces

import (
	_ "embed"

	"banxin/fonts"
)

var (
	//go:embed NotoSerifSC-Regular.ttf
	notoSerifRegular []byte
	//go:embed NotoSerifSC-Bold.ttf
	notoSerifBold []byte
	//go:embed NotoSerifSC-Black.ttf
	notoSerifBlack []byte
	//go:embed NotoSansSC-Regular.ttf
	notoSansRegular []byte
	//go:embed NotoSansSC-Bold.ttf
	notoSansBold []byte
	//go:embed NotoSansSC-Black.ttf
	notoSansBlack []byte
	//go:embed LXGWWenKai-Regular.ttf
	wenKai []byte
	//go:embed MaShanZheng-Regular.ttf
	maShanZheng []byte
	//go:embed ZCOOLKuaiLe-Regular.ttf
	kuaiLe []byte
)

// All lists the faces in a fixed order, with the roles by which styles call them: Chinese
// first, then English. Data is read-only: it lies in the program's own file. The licences
// stand beside the files.
func All() []fonts.File {
	return []fonts.File{
		{Name: "NotoSerifSC-Regular", Roles: []string{"宋", "song"}, Data: notoSerifRegular},
		{Name: "NotoSerifSC-Black", Roles: []string{"标宋", "song-black"}, Data: notoSerifBlack},
		{Name: "NotoSansSC-Regular", Roles: []string{"黑", "hei"}, Data: notoSansRegular},
		{Name: "NotoSansSC-Bold", Roles: []string{"粗黑", "hei-bold"}, Data: notoSansBold},
		{Name: "LXGWWenKai-Regular", Roles: []string{"楷", "kai"}, Data: wenKai},
		{Name: "MaShanZheng-Regular", Roles: []string{"毛笔", "brush"}, Data: maShanZheng},
		{Name: "NotoSerifSC-Bold", Roles: []string{"小标宋", "song-bold"}, Data: notoSerifBold},
		{Name: "NotoSansSC-Black", Roles: []string{"特黑", "hei-black"}, Data: notoSansBlack},
		{Name: "ZCOOLKuaiLe-Regular", Roles: []string{"快乐", "happy"}, Data: kuaiLe},
	}
}
