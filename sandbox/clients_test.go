package sandbox_test

import (
	"testing"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/ordersdiary"
	"github.com/quartetgo/quartet/sandbox"
)

// Limits that the caller brings stay, also on a sandbox without any.
func TestUnlimitedKeepsTheCallersLimits(t *testing.T) {
	t.Parallel()
	sb := sandbox.New(t, sandbox.Unlimited())
	limits, err := quartet.NewLimits(50, 1, 3)
	if err != nil {
		t.Fatal(err)
	}
	client := sb.CalltouchClient(quartet.WithLimits(limits))
	if got := client.Settings().MaxInFlight; got != 3 {
		t.Errorf("MaxInFlight = %d, want that of the limits given, 3", got)
	}
	if _, err := ordersdiary.New(client, sb.Calltouch.SiteID).ByPhone(t.Context(), "70000000000"); err != nil {
		t.Error(err)
	}
}
