package schema

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"banxin/assets"
	"banxin/cmd/need"
	"banxin/cmd/need/four"
)

// compiled returns the schemas by name, each checked against the schema of schemas.
func compiled(t *testing.T) map[string]*jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	out := map[string]*jsonschema.Schema{}
	for _, f := range Files() {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(f.Data))
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		if err := c.AddResource(f.Name, doc); err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		s, err := c.Compile(f.Name)
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		out[strings.TrimSuffix(f.Name, ".schema.json")] = s
	}
	return out
}

// validate holds a YAML text against a schema.
func validate(s *jsonschema.Schema, text string) error {
	var v any
	if err := yaml.Unmarshal([]byte(text), &v); err != nil {
		return err
	}
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return err
	}
	return s.Validate(doc)
}

// kind tells which schema is for a file, and the YAML in it.
func kind(name string, data []byte) (schema, text string) {
	switch {
	case path.Base(name) == "paper.yaml" || path.Base(name) == "edition.yaml":
		return strings.TrimSuffix(path.Base(name), ".yaml"), string(data)
	case path.Base(path.Dir(name)) == "templates" || path.Dir(name) == "." && strings.HasSuffix(name, ".yaml"):
		return "template", string(data)
	case path.Base(path.Dir(name)) == "stories" && strings.HasSuffix(name, ".md"):
		_, rest, _ := strings.Cut(string(data), "---\n")
		front, _, _ := strings.Cut(rest, "\n---\n")
		return "story", front
	}
	return "", ""
}

func TestSchemasTakeOurFiles(t *testing.T) {
	schemas := compiled(t)
	seen := map[string]int{}
	root := need.Root(t)
	for where, fsys := range map[string]fs.FS{
		"sample": assets.Sample(), "four": four.Pages(), "specimen": assets.Specimen(), "library": assets.Templates(), "printers": assets.Printers(),
		"staff":        os.DirFS(filepath.Join(root, "editions", "testdata", "staff")),
		"gallery":      os.DirFS(filepath.Join(root, "layout", "testdata", "gallery")),
		"command line": os.DirFS(filepath.Join(root, "cmd", "internal", "cli", "testdata", "paper")),
	} {
		err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := fs.ReadFile(fsys, name)
			if err != nil {
				return err
			}
			k, text := kind(name, data)
			switch where {
			case "printers":
				k = "printer"
			case "staff":
				k, text = "desk", string(data)
			}
			if k == "" {
				return nil
			}
			seen[k]++
			if err := validate(schemas[k], text); err != nil {
				t.Errorf("%s, %s: %v", where, name, err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for k := range schemas {
		if seen[k] < 3 {
			t.Errorf("only %d files for the schema %s: does this test look in the right place?", seen[k], k)
		}
	}
}

func TestSchemasRefuse(t *testing.T) {
	schemas := compiled(t)
	for _, c := range []struct{ schema, text string }{
		{"paper", "报铭: 棠川日报"},
		{"printer", "名称: 甲\n总墨: 240"},
		{"printer", "拼版: {联: 6}"},
		{"printer", "色塔: [{版: 0}]"},
		{"paper", "名称: 甲\nname: 乙"},
		{"paper", "名称: [甲, 乙]"},
		{"paper", "代码: 棠川"},
		{"paper", "颜色: {报红: {红: 100}}"},
		{"paper", "颜色: {报红: {品红: 101}}"},
		{"paper", "样式: {标题: {对齐: 斜}}"},
		{"paper", "样式: {大标题: {对齐: 斜}}"},
		{"paper", "规则: {TXT-SPACE: 严重}"},
		{"paper", "规则: {SRC-YAML: 关}"},
		{"paper", "例外: {代码: TXT}"},
		{"paper", "印刷: {标准: x3}"},
		{"paper", "印刷: {最小字号: 5}"},
		{"paper", "印刷: {总墨量: 500}"},
		{"paper", "印刷: {最细线: 1字}"},
		{"template", "成品: 大"},
		{"template", "行数: 多"},
		{"template", "栏: 6"},
		{"template", "版位: {头条: {类: 稿件}}"},
		{"template", "版位: {头条: {适: {题: 7}}}"},
		{"template", "版位: {头条: 是}"},
		{"template", "版位: {专题: {版位: {甲: {拦: 3}}}}"},
		{"edition", "日期: 昨天"},
		{"edition", "版: 要闻"},
		{"edition", "版: [{模板: 要闻, 版样: 要闻}]"},
		{"edition", "版: [{改: {继承: 要闻}}]"},
		{"edition", "版: [{稿件: {头条: {甲: 乙}}}]"},
		{"story", "标题: {一: 二}"},
		{"story", "署名范围: 全报"},
		{"story", "次序: -1"},
		{"story", "版: 0"},
	} {
		if validate(schemas[c.schema], c.text) == nil {
			t.Errorf("the schema %s takes %s", c.schema, c.text)
		}
	}
}
