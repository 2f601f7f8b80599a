package hub

import "testing"

// TestShown: what opens a hub is in no message.
func TestShown(t *testing.T) {
	for address, want := range map[string]string{
		"nats://hub:4222":                       "nats://hub:4222",
		"nats://u:p%40ss@hub:4222":              "nats://…@hub:4222",
		"nats://token@a:1,tls://u:p@ss@b:2,c:3": "nats://…@a:1,tls://…@b:2,c:3",
		"secret@hub":                            "…@hub",
		"nats://u:p@ba d:99999/\x7f":            "nats://…@ba d:99999/\x7f",
		"":                                      "",
	} {
		if got := Shown(address); got != want {
			t.Errorf("%s is shown as %s", address, got)
		}
	}
}
