package orders

import (
	"testing"

	"github.com/quartetgo/quartet/internal/cscart/cscarttest"
)

func TestFilterTags(t *testing.T) {
	t.Parallel()
	cscarttest.WantFilter(t, filter{})
}
