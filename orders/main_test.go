package orders_test

import (
	"testing"

	"go.uber.org/goleak"
)

// No test may leave a goroutine behind: a walk that is broken off, above all.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
