package cli

// templatesZh holds what page templates and their changes for a day say.
var templatesZh = map[string]string{
	"expected what changes in the template":                   "这里应写模板里要改的项",
	"write 改: {版位: {头条: {栏: 3}}}, in the words of a template": "如 改: {版位: {头条: {栏: 3}}}，键与模板相同",
}
