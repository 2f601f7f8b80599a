package makeup

import (
	"reflect"
	"testing"

	"banxin/cmd/need/composed"
)

// TestHeadlinesByPage: what pages tell of headlines each by itself is what they tell together, also where
// stories have heads on several pages.
func TestHeadlinesByPage(t *testing.T) {
	_, _, res := composed.Four()
	on := new(Memory).headsOn(res.Doc)
	if got, want := headlinesIn(on), readHeads(on); len(want) < 20 || !reflect.DeepEqual(got, want) {
		t.Errorf("%d headlines\n%v\nnot\n%v", len(want), got, want)
	}
	twice := append(on, on[0], on[2])
	if got, want := headlinesIn(twice), readHeads(twice); !reflect.DeepEqual(got, want) || reflect.DeepEqual(want, readHeads(on)) {
		t.Errorf("of pages that come twice\n%v\nnot\n%v", got, want)
	}
}
