package cli

// explanations tells of every code of a finding. The first line is what it is, the
// others say why it matters and what to do. A test sees to it that none is missing.
var explanations = map[string]explanation{}
