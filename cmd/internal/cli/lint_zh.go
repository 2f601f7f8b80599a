package cli

// lintZh holds what the checks of text and page say.
var lintZh = map[string]string{}

// lintExplanations tells of their codes.
var lintExplanations = map[string]explanation{}
