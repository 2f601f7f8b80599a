package news

import (
	"banxin/editions/intake"
	"banxin/editions/intake/tree"
)

// line makes a run of an element's text in one line; not ok where there is none.
func line(c *intake.Copy, n *tree.Node) (intake.Run, bool) {
	text := n.Line()
	if text == "" {
		return intake.Run{}, false
	}
	return c.Text(text), true
}

// say adds an element's text as a piece with a role, if there is any.
func say(c *intake.Copy, n *tree.Node, role intake.Role, at intake.Place) {
	if r, ok := line(c, n); ok {
		c.Add(intake.Piece{Role: role, Runs: []intake.Run{r}, At: at})
	}
}

// leave leaves out an element's text.
func leave(c *intake.Copy, n *tree.Node, why intake.Reason, at intake.Place) {
	c.Leave(n.Line(), why, at)
}
