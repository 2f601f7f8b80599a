package intake

// Answers are what people said before, kept in the paper's import.yaml.
type Answers struct {
	Styles  map[string]Role // 样式: by the name of a style
	Bylines []string        // 署名: words that are a by-line: 本报通讯员
	Labels  []string        // 栏目: lines above a headline that are labels
}
