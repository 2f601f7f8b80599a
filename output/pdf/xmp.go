package pdf

import (
	"crypto/sha256"
	"encoding/xml"
	"fmt"
	"strings"
)

// xmp returns the metadata packet (ISO 16684-1). It says the same as the information
// dictionary, and which standards the file keeps.
func (f *file) xmp() []byte {
	m := f.doc.Meta
	at := f.opt.Modified.Format("2006-01-02T15:04:05-07:00")
	var b strings.Builder
	b.WriteString("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n" +
		"<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n<rdf:Description rdf:about=\"\"\n" +
		" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n" +
		" xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n" +
		" xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\" xmlns:pdfx=\"http://ns.adobe.com/pdfx/1.3/\"\n" +
		" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n")
	element := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "<%s>%s</%[1]s>\n", name, escapeXML(value))
		}
	}
	element("dc:format", "application/pdf")
	if m.Title != "" {
		fmt.Fprintf(&b, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:title>\n", escapeXML(m.Title))
	}
	if m.Paper != "" {
		fmt.Fprintf(&b, "<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>\n", escapeXML(m.Paper))
	}
	if m.Lang != "" {
		fmt.Fprintf(&b, "<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>\n", escapeXML(m.Lang))
	}
	element("xmp:CreatorTool", creator)
	element("xmp:CreateDate", at)
	element("xmp:ModifyDate", at)
	element("xmp:MetadataDate", at)
	element("xmpMM:DocumentID", "uuid:"+f.documentID())
	element("xmpMM:InstanceID", "uuid:"+f.documentID())
	element("xmpMM:RenditionClass", f.rendition())
	element("xmpMM:VersionID", "1")
	element("pdf:Producer", f.opt.Generator)
	if f.std.x != "" {
		element("pdf:Trapped", f.trapped()) // PDF/A does not know it
	}
	switch {
	case f.std.x == "PDF/X-4":
		element("pdfxid:GTS_PDFXVersion", f.std.x)
	case f.std.x != "":
		element("pdfx:GTS_PDFXVersion", f.std.x)
	case f.std.a:
		element("pdfaid:part", "2")
		element("pdfaid:conformance", "A")
		element("pdfuaid:part", "1")
	}
	b.WriteString("</rdf:Description>\n")
	if f.std.a {
		b.WriteString(uaSchema)
	}
	b.WriteString("</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>")
	return []byte(b.String())
}

// rendition is what the file is of the edition, in the words of XMP (ISO 16684-1, 8.3): what
// has places that nothing fills is no more than a proof.
func (f *file) rendition() string {
	if f.opt.Proof {
		return "proof"
	}
	return "default"
}

// uaSchema describes the one property that PDF/A does not know (ISO 19005-2, 6.6.2.3).
const uaSchema = `<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
`

// documentID is the same for the same edition, pages, date and profile.
func (f *file) documentID() string {
	h := sha256.New()
	fmt.Fprintf(h, "%+v %v %q %s", f.doc.Meta, f.opt.Modified, f.opt.Generator, f.opt.Profile)
	for _, p := range f.doc.Pages {
		fmt.Fprintf(h, " %q", p.Name)
	}
	s := h.Sum(nil)
	s[6], s[8] = s[6]&0x0F|0x50, s[8]&0x3F|0x80 // a name-based UUID
	return fmt.Sprintf("%x-%x-%x-%x-%x", s[:4], s[4:6], s[6:8], s[8:10], s[10:16])
}

func escapeXML(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s)) // a Builder does not fail
	return b.String()
}
