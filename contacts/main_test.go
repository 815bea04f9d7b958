package contacts_test

import (
	"testing"

	"go.uber.org/goleak"
)

// TestMain fails when a walk or a call has left a goroutine behind.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
