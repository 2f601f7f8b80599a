package command

import "github.com/spf13/cobra"

// storeCommands are those that ask or tidy a store, and no hub.
func storeCommands(w *world) []*cobra.Command {
	return []*cobra.Command{newPlan(w), newGet(w), newVerify(w), newGC(w)}
}
