package show

import "testing"

func TestText(t *testing.T) {
	type point struct{ x, Y int }
	p := &point{Y: 2}
	v := struct {
		Name   string
		None   *point
		Points []*point
		Any    any
		By     map[string]bool
		Data   []byte
		Sizes  []int
	}{"a", nil, []*point{p, p, {x: 1}}, point{x: 3}, map[string]bool{"b": true, "a": false}, make([]byte, 100), []int{1, 0}}
	want := `Name "a"
  Points[0]
    Y 2
  Points[1] as above
  Points[2]
    x 1
  Any show.point
    x 3
  By map of 2
    "a": false
    "b": true
  Data 100 bytes
  Sizes [1 0]
`
	if got := Text(v); got != "\n  "+want {
		t.Errorf("%s\nwant %s", got, want)
	}
}
