package advert

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"banxin/cmd/need"
)

// A maker is a program that adverts come from; it makes one PDF of so many pages.
type maker struct {
	name string
	inks bool // its pages are in inks already
	make func(t *testing.T, dir string, pages int) string
}

var makers = []maker{
	{"chromium", false, byChromium},
	{"cairo", false, byCairo},
	{"latex", false, byLaTeX},
	{"libreoffice", false, byLibreOffice},
	{"ghostscript", false, byGhostscript},
	{"ghostscript in inks", true, inInks},
}

func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func run(t *testing.T, tool string, args ...string) {
	t.Helper()
	cmd := exec.Command(need.Tool(t, tool), args...)
	cmd.Env = append(os.Environ(), "HOME="+t.TempDir(), "SOURCE_DATE_EPOCH=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", tool, err, out)
	}
}

// draw is what differs from advert to advert.
type draw struct{ *rand.Rand }

func (d draw) colour() [3]float64 { return [3]float64{d.unit(), d.unit(), d.unit()} }

func (d draw) unit() float64 { return float64(d.IntN(256)) / 255 }

func (d draw) css() string {
	c := d.colour()
	return fmt.Sprintf("#%02x%02x%02x", byteOf(c[0]), byteOf(c[1]), byteOf(c[2]))
}

var slogans = []string{"金秋大促", "开业酬宾", "全场五折起", "楼盘现房发售", "Autumn Sale", "招聘启事", "健康讲座"}

func (d draw) slogan() string { return slogans[d.IntN(len(slogans))] }

func byChromium(t *testing.T, dir string, pages int) string {
	d := draw{rand.New(rand.NewPCG(1, 1))}
	var b strings.Builder
	b.WriteString(`<html><head><meta charset="utf-8"><style>@page{size:80mm 100mm;margin:0}body{margin:0}.p{position:relative;width:80mm;height:100mm;overflow:hidden;page-break-after:always}.p>*{position:absolute}</style></head><body>`)
	for range pages {
		fmt.Fprintf(&b, `<div class="p" style="background:%s">`, []string{"white", d.css(), fmt.Sprintf("linear-gradient(%ddeg,%s,%s,%s)", d.IntN(360), d.css(), d.css(), d.css()), fmt.Sprintf("radial-gradient(circle,%s,%s)", d.css(), d.css())}[d.IntN(4)])
		fmt.Fprintf(&b, `<div style="left:6mm;top:8mm;width:60mm;height:50mm;padding:3mm;background:rgba(255,255,255,.%d);border-radius:%dmm;box-shadow:0 1mm 4mm rgba(0,0,0,.%d);border:%dpx solid %s">`, 3+d.IntN(7), d.IntN(6), 2+d.IntN(5), d.IntN(3), d.css())
		fmt.Fprintf(&b, `<div style="font:bold %dpt sans-serif;color:%s">%s</div><div style="font:10pt serif;color:#000">Black text 黑字 %s</div><div style="font:9pt sans-serif;color:#666">grey 灰字</div><div style="font:6pt sans-serif;color:rgba(0,0,0,.7)">small print 小字说明</div></div>`, 14+d.IntN(14), d.css(), d.slogan(), d.slogan())
		fmt.Fprintf(&b, `<div style="left:%dmm;top:60mm;width:30mm;height:30mm;background:%s;opacity:.%d;transform:rotate(%ddeg)"></div>`, d.IntN(30), d.css(), 3+d.IntN(6), d.IntN(90))
		fmt.Fprintf(&b, `<svg style="left:40mm;top:62mm" width="120" height="120"><defs><pattern id="t%[1]d" width="9" height="9" patternUnits="userSpaceOnUse"><circle cx="4" cy="4" r="3" fill="%[2]s"/></pattern></defs><circle cx="60" cy="60" r="50" fill="url(#t%[1]d)" stroke="%[3]s" stroke-width="3"/><text x="20" y="70" font-size="20" fill="%[4]s">%[5]s</text></svg>`, d.IntN(1e6), d.css(), d.css(), d.css(), d.slogan())
		fmt.Fprintf(&b, `<canvas class="c" style="left:4mm;top:70mm" width="100" height="60"></canvas></div>`)
	}
	b.WriteString(`<script>document.querySelectorAll(".c").forEach((c,n)=>{const x=c.getContext("2d"),i=x.createImageData(100,60);for(let k=0;k<6000;k++){i.data[4*k]=(k*7+n*40)%256;i.data[4*k+1]=k%100*2.5;i.data[4*k+2]=k/24;i.data[4*k+3]=n%2?255:k%100*2.5}x.putImageData(i,0,0)})</script></body></html>`)
	out := filepath.Join(dir, "chromium.pdf")
	run(t, "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--print-to-pdf="+out, "file://"+write(t, dir, "a.html", b.String()))
	return out
}

const cairoScript = `import cairo, sys, random
out, pages = sys.argv[1], int(sys.argv[2])
r = random.Random(5)
s = cairo.PDFSurface(out, 220, 280); c = cairo.Context(s)
for n in range(pages):
    u = lambda: r.randrange(256)/255
    g = cairo.LinearGradient(0, 0, 220, 280) if n % 2 else cairo.RadialGradient(110, 140, 10, 110, 140, 200)
    for k in range(3): g.add_color_stop_rgba(k/2, u(), u(), u(), 1 if n % 3 else .7)
    c.set_source(g); c.rectangle(0, 0, 220, 280 if n % 3 else 140); c.fill()
    for k in range(4):
        c.set_source_rgba(u(), u(), u(), .3 + .7*u()); c.arc(r.randrange(220), r.randrange(280), 20+r.randrange(40), 0, 6.3); c.fill()
    c.set_source_rgb(0, 0, 0); c.set_font_size(20); c.move_to(20, 40); c.show_text("Black headline")
    c.set_source_rgb(u(), u(), u()); c.set_font_size(26); c.move_to(20, 80); c.show_text("Colour %d" % n)
    c.set_source_rgb(.4, .4, .4); c.set_font_size(7); c.move_to(20, 100); c.show_text("small grey print")
    c.set_source_rgb(0, 0, 0); c.set_line_width(.7); c.rectangle(15, 15, 190, 250); c.stroke()
    im = cairo.ImageSurface(cairo.FORMAT_ARGB32, 60, 40); d = im.get_data()
    for k in range(2400):
        a = 255 if n % 2 else k % 60 * 4
        d[4*k:4*k+4] = bytes([k % 256*a//255, (k//10) % 256*a//255, (n*50) % 256*a//255, a])
    im.mark_dirty(); c.save(); c.translate(40, 180); c.scale(2, 2); c.set_source_surface(im); c.paint(); c.restore()
    c.push_group(); c.set_source_rgb(u(), u(), u()); c.rectangle(120, 110, 60, 60); c.fill(); c.set_source_rgb(u(), u(), u()); c.rectangle(150, 130, 60, 60); c.fill(); c.pop_group_to_source(); c.paint_with_alpha(.6)
    c.show_page()
s.finish()
`

func byCairo(t *testing.T, dir string, pages int) string {
	python := ""
	for _, p := range []string{"/usr/bin/python3", "python3"} {
		if exec.Command(p, "-c", "import cairo").Run() == nil {
			python = p
			break
		}
	}
	if python == "" {
		need.Missing(t, "Python's cairo")
	}
	out := filepath.Join(dir, "cairo.pdf")
	if text, err := exec.Command(python, write(t, dir, "a.py", cairoScript), out, fmt.Sprint(pages)).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return out
}

func byLaTeX(t *testing.T, dir string, pages int) string {
	d := draw{rand.New(rand.NewPCG(3, 3))}
	var b strings.Builder
	b.WriteString(`\documentclass{article}\usepackage{color}\usepackage[paperwidth=80mm,paperheight=100mm,margin=8mm]{geometry}\pagestyle{empty}\begin{document}` + "\n")
	for range pages {
		c, k := d.colour(), d.colour()
		fmt.Fprintf(&b, "\\definecolor{a}{rgb}{%.3f,%.3f,%.3f}\\definecolor{b}{rgb}{%.3f,%.3f,%.3f}\\pagecolor{%s}\n", c[0], c[1], c[2], k[0], k[1], k[2], []string{"white", "b"}[d.IntN(2)])
		b.WriteString("{\\Huge\\textcolor{a}{Grand Sale}}\\par Black text, $\\int_0^1 x\\,dx=\\frac12$. \\textcolor[gray]{.5}{Grey text.} {\\tiny small print of the offer}\\par\\colorbox{a}{\\textcolor{white}{Reversed}}\\par\\rule{40mm}{.4pt}\\par\\textcolor{b}{\\rule{30mm}{12mm}}\\newpage\n")
	}
	b.WriteString(`\end{document}`)
	run(t, "pdflatex", "-interaction=batchmode", "-output-directory="+dir, write(t, dir, "latex.tex", b.String()))
	return filepath.Join(dir, "latex.pdf")
}

func byLibreOffice(t *testing.T, dir string, pages int) string {
	d := draw{rand.New(rand.NewPCG(4, 4))}
	var styles, auto, body strings.Builder
	for i := range pages {
		fmt.Fprintf(&styles, `<draw:gradient draw:name="g%d" draw:style="%s" draw:start-color="%s" draw:end-color="%s" draw:angle="%d"/>`, i, []string{"linear", "radial"}[d.IntN(2)], d.css(), d.css(), d.IntN(900))
		fmt.Fprintf(&auto, `<style:style style:name="gr%[1]d" style:family="graphic"><style:graphic-properties draw:fill="gradient" draw:fill-gradient-name="g%[1]d" draw:stroke="solid" svg:stroke-color="#000000" svg:stroke-width="0.02cm" style:run-through="background"/></style:style><style:style style:name="tr%[1]d" style:family="graphic"><style:graphic-properties draw:fill="solid" draw:fill-color="%[2]s" draw:opacity="%[3]d%%" draw:stroke="none" style:run-through="background"/></style:style><style:style style:name="big%[1]d" style:family="paragraph" style:master-page-name="M"><style:paragraph-properties fo:break-before="page"/><style:text-properties fo:font-size="22pt" fo:color="%[4]s"/></style:style>`, i, d.css(), 30+d.IntN(70), d.css())
		fmt.Fprintf(&body, `<text:p text:style-name="big%[1]d"><draw:rect text:anchor-type="paragraph" draw:style-name="gr%[1]d" svg:width="6cm" svg:height="4cm" svg:x="0.2cm" svg:y="2cm"/><draw:ellipse text:anchor-type="paragraph" draw:style-name="tr%[1]d" svg:width="4cm" svg:height="4cm" svg:x="1cm" svg:y="4cm"/>%[2]s</text:p><text:p text:style-name="blk">Black 黑字 %[2]s</text:p>`, i, d.slogan())
	}
	text := `<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text"><office:styles>` + styles.String() +
		`</office:styles><office:automatic-styles><style:page-layout style:name="L"><style:page-layout-properties fo:page-width="8cm" fo:page-height="10cm" fo:margin="0.5cm"/></style:page-layout><style:style style:name="blk" style:family="paragraph"><style:text-properties fo:font-size="11pt" fo:color="#000000"/></style:style>` + auto.String() +
		`</office:automatic-styles><office:master-styles><style:master-page style:name="M" style:page-layout-name="L"/></office:master-styles><office:body><office:text>` + body.String() + `</office:text></office:body></office:document>`
	run(t, "soffice", "--headless", "-env:UserInstallation=file://"+t.TempDir(), "--convert-to", "pdf", "--outdir", dir, write(t, dir, "libreoffice.fodt", text))
	return filepath.Join(dir, "libreoffice.pdf")
}

// postScript draws pages in colours that an operator sets from so many numbers.
func postScript(pages int, op string, numbers int, seed uint64) string {
	d := draw{rand.New(rand.NewPCG(seed, seed))}
	colour := func(most float64) string {
		var b strings.Builder
		for range numbers {
			fmt.Fprintf(&b, "%.3f ", d.unit()*most)
		}
		return b.String()
	}
	space := map[int]string{3: "/DeviceRGB", 4: "/DeviceCMYK"}[numbers]
	var b strings.Builder
	b.WriteString("%!PS\n<</PageSize[220 280]>>setpagedevice\n")
	for range pages {
		fmt.Fprintf(&b, "%s%s 0 0 220 280 rectfill\n", colour(.4), op)
		fmt.Fprintf(&b, "gsave 20 60 180 100 rectclip <</ShadingType %d/ColorSpace %s/Coords[%s]/Extend[true true]/Function<</FunctionType 2/Domain[0 1]/C0[%s]/C1[%s]/N %d>>>>shfill grestore\n", 2, space, "20 60 200 160", colour(.6), colour(.6), 1+d.IntN(2))
		fmt.Fprintf(&b, "%s%s 60 200 40 0 360 arc fill %s%s 130 210 30 0 360 arc fill\n", colour(.7), op, colour(.7), op)
		fmt.Fprintf(&b, "/Helvetica-Bold 24 selectfont %s%s 20 240 moveto (Grand Sale) show\n", colour(.6), op)
		b.WriteString("/Times-Roman 12 selectfont 0 setgray 20 40 moveto (Black text of the offer) show .5 setlinewidth 20 36 moveto 200 36 lineto stroke\n")
		fmt.Fprintf(&b, "gsave 20 10 translate 60 20 scale 16 4 8 [16 0 0 -4 0 4] {<%s>} false %d colorimage grestore showpage\n", pattern(d, 16*4*numbers), numbers)
	}
	return b.String()
}

func pattern(d draw, n int) string {
	var b strings.Builder
	for range n {
		fmt.Fprintf(&b, "%02x", d.IntN(128))
	}
	return b.String()
}

func byGhostscript(t *testing.T, dir string, pages int) string {
	out := filepath.Join(dir, "ghostscript.pdf")
	run(t, "gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", "-o", out, write(t, dir, "a.ps", postScript(pages, "setrgbcolor", 3, 7)))
	return out
}

func inInks(t *testing.T, dir string, pages int) string {
	out := filepath.Join(dir, "inks.pdf")
	run(t, "gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", "-o", out, write(t, dir, "k.ps", postScript(pages, "setcmykcolor", 4, 8)))
	return out
}

// rewrites are the ways in which qpdf writes a file anew.
var rewrites = [][]string{{"--object-streams=generate"}, {"--qdf"}, {"--linearize"}, {"--stream-data=uncompress", "--object-streams=disable"}, {"--normalize-content=y"}, {"--coalesce-contents", "--recompress-flate"}}
