package main

import (
	"bytes"
	"debug/buildinfo"
	"encoding/json"

	"banxin/output/works"

	"github.com/gofrs/uuid/v5"
)

// product is the program of a release.
type product struct {
	target target
	info   *buildinfo.BuildInfo
	sha256 string // of its file, in hexadecimal
}

// The members of a CycloneDX 1.5 document that we write (ECMA-424, bom-1.5.schema.json).
type (
	bom struct {
		Format       string      `json:"bomFormat"`
		Spec         string      `json:"specVersion"`
		Serial       string      `json:"serialNumber,omitempty"`
		Version      int         `json:"version"`
		Metadata     metadata    `json:"metadata"`
		Components   []component `json:"components"`
		Dependencies []depends   `json:"dependencies"`
	}
	metadata struct {
		Component component `json:"component"`
	}
	component struct {
		Type       string     `json:"type"`
		Ref        string     `json:"bom-ref"`
		Name       string     `json:"name"`
		Version    string     `json:"version,omitempty"`
		Hashes     []hash     `json:"hashes,omitempty"`
		Licences   []licence  `json:"licenses"`
		PURL       string     `json:"purl,omitempty"`
		Properties []property `json:"properties,omitempty"`
	}
	hash struct {
		Alg     string `json:"alg"`
		Content string `json:"content"`
	}
	licence struct {
		Licence struct {
			ID string `json:"id"`
		} `json:"license"`
	}
	property struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
	depends struct {
		Ref string   `json:"ref"`
		On  []string `json:"dependsOn,omitempty"`
	}
)

// sbom writes the bill of materials: the program, and the parts in it. It has no time, and
// its serial number comes of what it says.
func sbom(of product, parts []part) ([]byte, error) {
	root := of.component()
	b := bom{Format: "CycloneDX", Spec: "1.5", Version: 1, Metadata: metadata{root}, Components: []component{}}
	all := depends{Ref: root.Ref}
	for _, p := range parts {
		c, err := p.component()
		if err != nil {
			return nil, err
		}
		b.Components = append(b.Components, c)
		all.On = append(all.On, c.Ref)
	}
	b.Dependencies = []depends{all}
	said, err := b.write()
	if err != nil {
		return nil, err
	}
	b.Serial = "urn:uuid:" + uuid.NewV5(uuid.NamespaceOID, string(said)).String()
	return b.write()
}

func (b bom) write() ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(b)
	return out.Bytes(), err
}

// component is the program: what the linker wrote into it of how it was built.
func (p product) component() component {
	purl := "pkg:golang/" + p.info.Main.Path + "@v" + works.Version + "?goarch=" + p.target.arch + "&goos=" + p.target.os
	c := component{Type: "application", Ref: purl, Name: "banxin", Version: works.Version, PURL: purl,
		Hashes: []hash{{"SHA-256", p.sha256}}, Licences: ids([]string{"Apache-2.0"})}
	c.Properties = append(c.Properties, property{"banxin:go.version", p.info.GoVersion})
	for _, s := range p.info.Settings {
		c.Properties = append(c.Properties, property{"banxin:go.build." + s.Key, s.Value})
	}
	return c
}

func (p part) component() (component, error) {
	found, err := p.licences()
	c := component{Type: p.kind, Ref: p.purl, Name: p.name, Version: p.version, Licences: ids(found), PURL: p.purl}
	if c.Ref == "" {
		c.Ref = p.kind + ":" + p.name + "@" + p.version
	}
	if p.sha256 != "" {
		c.Hashes = []hash{{"SHA-256", p.sha256}}
	}
	if p.h1 != "" {
		c.Properties = []property{{"banxin:go.sum", p.h1}}
	}
	return c, err
}

func ids(names []string) []licence {
	out := make([]licence, len(names))
	for i, name := range names {
		out[i].Licence.ID = name
	}
	return out
}
