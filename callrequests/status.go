package callrequests

// Status is what became of a call request. The store answers "" for one that was
// written with a status it does not know.
type Status string

// The four statuses.
const (
	StatusNew        Status = "new"
	StatusInProgress Status = "in_progress"
	StatusCompleted  Status = "completed"
	StatusNoAnswer   Status = "no_answer"
)

// Known reports whether s is one of the four statuses.
func (s Status) Known() bool {
	switch s {
	case StatusNew, StatusInProgress, StatusCompleted, StatusNoAnswer:
		return true
	}
	return false
}

// statuses for an error's text.
const statuses = "must be new, in_progress, completed or no_answer"
