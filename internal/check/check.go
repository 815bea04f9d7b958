// Package check collects what is wrong with an input, so that all of it is told
// in one error, before anything is sent.
package check

import (
	"fmt"

	"github.com/quartetgo/quartet"
)

// Problems is a list of what is wrong. The zero value is ready to use.
type Problems struct {
	list []string
}

// Add notes one problem: the option or field at fault, and what is allowed.
func (p *Problems) Add(name, format string, args ...any) {
	p.list = append(p.list, name+": "+fmt.Sprintf(format, args...))
}

// Err is nil when nothing was noted, else one *quartet.Error that is
// ErrInvalid and ErrNotSent and names every problem.
func (p *Problems) Err(service, op string) error {
	if len(p.list) == 0 {
		return nil
	}
	return &quartet.Error{
		Service: service, Op: op, Outcome: quartet.OutcomeNotSent,
		Details: p.list, Err: quartet.ErrInvalid,
	}
}
