package cli

// findingsZh holds what findings say in Chinese.
var findingsZh = map[string]string{}
