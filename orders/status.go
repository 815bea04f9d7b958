package orders

// Status is the status of an order: one letter. Stores define their own beside
// the constants, and rename the default ones, so any letter is legitimate.
type Status string

// The eight statuses that every store has, and the two that CS-Cart sets itself.
const (
	StatusProcessed    Status = "P"
	StatusComplete     Status = "C"
	StatusOpen         Status = "O"
	StatusFailed       Status = "F"
	StatusDeclined     Status = "D"
	StatusBackordered  Status = "B"
	StatusCancelled    Status = "I"
	StatusAwaitingCall Status = "Y"

	StatusIncomplete Status = "N" // a checkout that was not finished; listed only when asked for
	StatusParent     Status = "T" // Multi-Vendor's order above the vendors' orders; never listed
)

// IsDefault reports whether s is one of the eight statuses that every store has
// (a store may rename them, but not delete them).
func (s Status) IsDefault() bool {
	switch s {
	case StatusProcessed, StatusComplete, StatusOpen, StatusFailed,
		StatusDeclined, StatusBackordered, StatusCancelled, StatusAwaitingCall:
		return true
	}
	return false
}
